"""Which propositions have which values (words, actors, acts …), as arrays of numbers, so that all are counted at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from faisceau.fuse.features import Proposition

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
T = TypeVar("T")
Whole = TypeVar("Whole", np.int64, np.uint64)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """`values` are all different ones. `numbers` are the places there of what each proposition has, one proposition after the
    other; `owners` is, for each of these, whose it is; `counts` how many propositions have each value."""

    values: Sequence[T]
    numbers: Numbers
    owners: Numbers
    counts: Numbers

    @classmethod
    def of(cls, propositions: Sequence[Proposition], part: Callable[[Proposition], frozenset[T]]) -> Held[T]:
        """Of every proposition that of it which `part` gives."""
        had = [part(known) for known in propositions]
        place = {value: number for number, value in enumerate(dict.fromkeys(chain.from_iterable(had)))}
        numbers = np.fromiter((place[value] for values in had for value in values), dtype=np.int64)
        owners = np.repeat(np.arange(len(had), dtype=np.int64), [len(values) for values in had])
        return cls(list(place), numbers, owners, np.bincount(numbers, minlength=len(place)))


def mixed(values: Hashes) -> Hashes:
    """The values spread over all 64 bits."""
    with np.errstate(over="ignore"):
        found = (values ^ (values >> _SHIFT)) * _FACTOR
        return (found ^ (found >> _SHIFT)) * _FACTOR


def once(values: Numbers) -> Numbers:
    """The values, each once, sorted. (`numpy.unique` counts by hashing, which for so many takes several times as long.)"""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    found: Numbers = ordered[first]
    return found


def place_of(values: npt.NDArray[Whole], among: npt.NDArray[Whole]) -> Numbers:
    """For each value its place among others, which are sorted; -1 where it is not there."""
    if not len(among):
        return np.full(len(values), -1, dtype=np.int64)
    place: Numbers = np.searchsorted(among, values).astype(np.int64)
    place[place == len(among)] = 0
    place[among[place] != values] = -1
    return place
