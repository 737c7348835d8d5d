"""The encoder's forward pass: embeddings and transformer layers as BERT has them (Devlin et al. 2019, arXiv:1810.04805), in NumPy.

One window of pieces at a time: windows are of a length at which the matrix products fill the processor, and nothing is padded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faisceau.encode.container import Container, Floats
from faisceau.errors import Code, FaisceauError

_VECTORS = ("qkv.b", "ao.b", "fi.b", "fo.b", "aln.w", "aln.b", "oln.w", "oln.b")


@dataclass
class Layer:
    """The numbers of one layer by name. Matrices have a row an output."""

    numbers: dict[str, Floats]

    @classmethod
    def of(cls, container: Container, n: int) -> Layer:
        """Layer `n` of the packaged encoder, the lowest first."""
        width, inner = container.width, container.inner

        def get(name: str, *shape: int) -> Floats:
            return container.tensor(f"l{n}.{name}", *shape)

        numbers = {
            "qkv.w": np.concatenate([get(f"{part}.w", width, width) for part in "qkv"]),
            "qkv.b": np.concatenate([get(f"{part}.b") for part in "qkv"]),
            "ao.w": get("ao.w", width, width),
            "fi.w": get("fi.w", inner, width),
            "fo.w": get("fo.w", width, inner),
        }
        return cls(numbers | {name: get(name) for name in _VECTORS if name != "qkv.b"})

    def changed(self, by: Mapping[str, Floats]) -> Layer:
        """The layer with what training added to its numbers. Raises `FaisceauError` (bad_knowledge) where they do not fit."""
        for name, value in by.items():
            if name not in self.numbers or self.numbers[name].shape != value.shape:
                raise FaisceauError(
                    Code.BAD_KNOWLEDGE, f"The tuned layers have a {name!r} that does not fit the encoder."
                )
        return Layer({name: value + by[name] if name in by else value for name, value in self.numbers.items()})


class Stack:
    """Embeddings and layers, ready to be run."""

    def __init__(self, container: Container, layers: Sequence[Layer]) -> None:
        self._container = container
        self.layers = layers
        self._heads, self._epsilon = container.heads, container.epsilon
        width = container.width
        kind = container.tensor("emb.type", -1, width)[0]
        self._places: Floats = container.tensor("emb.pos", -1, width) + kind
        self._scale, self._shift = container.tensor("emb.ln.w"), container.tensor("emb.ln.b")

    def embedded(self, window: NDArray[np.int64]) -> Floats:
        """The window's pieces before any layer: `(pieces, width)`."""
        vectors = self._container.rows("emb.word", window) + self._places[: len(window)]
        return self._normal(vectors, self._scale, self._shift)

    def run(self, window: NDArray[np.int64]) -> Floats:
        """The vectors of the window's pieces in their context: `(pieces, width)`."""
        vectors = self.embedded(window)
        for layer in self.layers:
            vectors = self._through(layer.numbers, vectors)
        return vectors

    def _through(self, numbers: Mapping[str, Floats], vectors: Floats) -> Floats:
        told = self._attended(vectors @ numbers["qkv.w"].T + numbers["qkv.b"])
        vectors = self._normal(
            vectors + (told @ numbers["ao.w"].T + numbers["ao.b"]), numbers["aln.w"], numbers["aln.b"]
        )
        inner = _gelu(vectors @ numbers["fi.w"].T + numbers["fi.b"])
        return self._normal(vectors + (inner @ numbers["fo.w"].T + numbers["fo.b"]), numbers["oln.w"], numbers["oln.b"])

    def _attended(self, three: Floats) -> Floats:
        """Queries, keys and values side by side to what each piece takes from the others."""
        length, width = three.shape[0], three.shape[1] // 3
        query, key, value = three.reshape(length, 3, self._heads, width // self._heads).transpose(1, 2, 0, 3)
        scores = query @ key.transpose(0, 2, 1)
        scores *= np.float32(1 / sqrt(width / self._heads))
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        told: Any = (scores @ value).transpose(1, 0, 2).reshape(length, width)
        return np.asarray(told, dtype=np.float32)

    def _normal(self, vectors: Floats, scale: Floats, shift: Floats) -> Floats:
        centred: Floats = vectors - vectors.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self._epsilon))
        centred /= spread
        centred *= scale
        centred += shift
        return centred


def _gelu(values: Floats) -> Floats:
    """The Gaussian error linear unit by its tanh form (Hendrycks and Gimpel 2016, arXiv:1606.08415)."""
    inner = values * values
    inner *= np.float32(0.044715)
    inner += np.float32(1)
    inner *= values
    inner *= np.float32(sqrt(2 / np.pi))
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= values
    inner *= np.float32(0.5)
    return inner
