"""Words as vectors in their context, by a small multilingual encoder tuned on annotated articles (docs/decisions/0012).

The packaged encoder's lower layers are taken as they are; what training added to the upper ones is in
`languages/<code>/weights/encoder.npz`. A language without that file has no vectors: its articles are read without.
"""

from __future__ import annotations

from functools import cache

from faisceau import knowledge
from faisceau.encode.container import PACKAGE, Container, Floats, packaged
from faisceau.encode.encoder import Encoder
from faisceau.encode.layers import Layer
from faisceau.errors import Code, FaisceauError
from faisceau.knowledge.arrays import load_arrays, restored
from faisceau.model.layers import Layers


def encode(layers: Layers) -> Floats | None:
    """A vector for each token of the article, `(tokens, 384)`; None where its language has no encoder or it has no tokens.

    Raises `FaisceauError` (missing_part) where the package is not installed.
    """
    if layers.lang is None or not layers.tokens or not has_encoder(layers.lang):
        return None
    return tuned(layers.lang).vectors(layers)


def has_encoder(lang: str) -> bool:
    """Whether an encoder was tuned for the language."""
    return knowledge.has(_path(lang))


@cache
def tuned(lang: str) -> Encoder:
    """The encoder as tuned for the language. Raises `FaisceauError` (missing_part, bad_knowledge)."""
    container = _container()
    arrays = load_arrays(_path(lang))
    depth = int(arrays["depth"])
    layers = []
    for n in range(depth):
        prefix = f"{n}."
        names = [name for name in arrays if name.startswith(prefix) and not name.endswith(".scale")]
        layers.append(
            Layer.of(container, n).changed({name.removeprefix(prefix): restored(arrays, name) for name in names})
        )
    return Encoder(container, layers)


@cache
def _container() -> Container:
    path = packaged()
    if path is None:
        raise FaisceauError(Code.MISSING_PART, f"The package {PACKAGE} is not installed.")
    return Container(path)


def _path(lang: str) -> str:
    return f"languages/{lang}/weights/encoder.npz"


__all__ = ["encode", "has_encoder", "packaged", "tuned"]
