"""Learnt numbers of the networks above the encoder: matrices by name, and the few things that every one of them computes."""

from __future__ import annotations

from collections.abc import Sequence
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from faisceau.knowledge.arrays import Arrays, floats

Floats = NDArray[np.float32]


class Learnt:
    """Learnt numbers by name, and what every network makes of them. Pure."""

    def __init__(self, arrays: Arrays) -> None:
        self._numbers = {name: floats(value) for name, value in arrays.items() if value.dtype.kind == "f"}

    def linear(self, name: str, values: Floats) -> Floats:
        """The values times a matrix, and a constant."""
        made: Floats = values @ self._numbers[f"{name}.weight"].T + self._numbers[f"{name}.bias"]
        return made

    def bagged(self, name: str, norm: str, places: dict[str, int], seen: Sequence[Sequence[str]]) -> Floats:
        """The sum of the vectors of what is seen, brought to mean 0 and variance 1 and scaled, `(len(seen), width)`."""
        table = self._numbers[f"{name}.weight"]
        sums = np.stack([table[[places[n] for n in names if n in places]].sum(axis=0) for names in seen])
        centred = sums - sums.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(1e-5))
        return np.asarray(centred / spread * self._numbers[f"{norm}.weight"] + self._numbers[f"{norm}.bias"])


def places_of(names: NDArray[np.generic]) -> dict[str, int]:
    """Each name's row."""
    return {str(name): n for n, name in enumerate(names.tolist())}


def means(vectors: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """The mean vector of each group of words, which has one at least."""
    return np.stack([vectors[list(group)].mean(axis=0) for group in groups])


def logsum(scores: Floats) -> Floats:
    """Logarithm of the sum of the exponentials of each row."""
    top = scores.max(axis=1)
    found: Floats = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return found


def gelu(values: Floats) -> Floats:
    """The activation, as in the encoder's layers."""
    made: Floats = (
        values * np.float32(0.5) * (1 + np.tanh(np.float32(sqrt(2 / pi)) * (values + np.float32(0.044715) * values**3)))
    )
    return made
