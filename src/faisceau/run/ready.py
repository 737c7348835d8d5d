"""What workers begin with: importing this module loads the language models and the data of every language.

Only the process that workers are forked from does (`run/workers.py`): they share what it loaded.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from faisceau import knowledge
from faisceau.encode import has_encoder, tuned
from faisceau.errors import FaisceauError
from faisceau.extract.network import has_network, network
from faisceau.extract.weighing import DECISIONS
from faisceau.knowledge.weights import has_weights, weights
from faisceau.model.text import Article
from faisceau.resolve.names_network import has_names_network, names_network
from faisceau.run.analysis import analyse_quickly


def _analysed(lang: str) -> None:
    analyse_quickly(Article(id="", text="1.", original="", lang=lang))


def _weights(lang: str) -> None:
    for decision in DECISIONS if has_weights(lang) else ():
        weights(lang, decision)


def _encoder(lang: str) -> None:
    if has_encoder(lang) and has_network(lang):
        tuned(lang)
        network(lang)
    if has_names_network(lang):
        names_network(lang)


for _lang in knowledge.languages():
    for _load in (_analysed, _weights, _encoder):
        with suppress(FaisceauError, OSError):  # a worker that meets the same says so, where it can be told
            _load(_lang)
gc.collect()
gc.freeze()  # what is loaded stays: collecting would copy it into every worker
