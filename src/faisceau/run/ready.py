"""What workers begin with: importing this module loads the language models and the data of every language.

Only the process that workers are forked from does (`run/workers.py`): they share what it loaded.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from faisceau import knowledge
from faisceau.errors import FaisceauError
from faisceau.extract.weighing import DECISIONS
from faisceau.knowledge.weights import has_weights, weights
from faisceau.model.text import Article
from faisceau.run.analysis import analyse

for _lang in knowledge.languages():
    with suppress(FaisceauError, OSError):  # a worker that meets the same says so, where it can be told
        analyse(Article(id="", text="1.", original="", lang=_lang))
        for _decision in DECISIONS if has_weights(_lang) else ():
            weights(_lang, _decision)
gc.collect()
gc.freeze()  # what is loaded stays: collecting would copy it into every worker
