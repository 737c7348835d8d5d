"""What a shared word, actor, act or good weighs: rare ones much, those of every claim little (inverse document frequency).

Counts are taken as the power of two at or below them, so that one more article seldom moves a weight, and what rests on
the weights need not be done again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from faisceau.fuse.features import Proposition
from faisceau.fuse.held import Hashes, Held, mixed
from faisceau.model.memory import hashed

NUMBER = 0.1
"""Share of its weight that a number keeps as a word: figures are compared apart, and of one toll each account has its own."""
Weights = dict[str, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of one proposition's weights: all its words, those that name nobody, actors, acts."""

    words: float
    content: float
    actors: float
    acts: float


@dataclass(frozen=True, slots=True)
class Rarity:
    """Weights of what propositions are made of (figures: unit and number), in units of what a single proposition has."""

    words: Weights
    actors: Weights
    acts: Weights
    goods: Weights
    speakers: Weights
    figures: dict[tuple[str, float], float]
    _totals: dict[str, Totals] = field(default_factory=dict)

    @classmethod
    def of(cls, propositions: Sequence[Proposition]) -> Rarity:
        """Weights from how many of the propositions have each value."""
        return weighed(propositions)[0]

    def totals(self, known: Proposition) -> Totals:
        """The sums of a proposition's weights."""
        found = self._totals.get(known.key)
        if found is None:
            found = self._totals[known.key] = Totals(
                total(known.stems, self.words),
                total(known.content, self.words),
                total(known.who, self.actors),
                total(known.acts, self.acts),
            )
        return found


def weighed(propositions: Sequence[Proposition], words: Held[str] | None = None) -> tuple[Rarity, Hashes]:
    """The weights, and 64 bits for each proposition that stand for all of it and for the weights of all that it has.

    `words` are those of the propositions where they are at hand.
    """
    size = len(propositions)
    seals = np.frombuffer(b"".join(known.seal[:8] for known in propositions), dtype=np.uint64).copy()

    def part(name: str, held: Held[T]) -> dict[T, float]:
        weights = _weights(held, size)
        marks = np.array([hashed((name, value)) for value in weights], dtype=np.uint64)
        marks ^= np.array(list(weights.values()), dtype=np.float64).view(np.uint64)
        np.add.at(seals, held.owners, mixed(marks)[held.numbers])
        return weights

    told = part("words", words or Held.of(propositions, lambda known: known.stems))
    return Rarity(
        {word: NUMBER * weight if word.isdigit() else weight for word, weight in told.items()},
        part("actors", Held.of(propositions, lambda known: known.who)),
        part("acts", Held.of(propositions, lambda known: known.acts)),
        part("goods", Held.of(propositions, lambda known: known.named_goods)),
        part("speakers", Held.of(propositions, lambda known: known.speakers)),
        part("figures", Held.of(propositions, lambda known: known.numbers)),
    ), seals


def _floor(count: int) -> int:
    """The power of two at or below `count`."""
    return 1 << (count.bit_length() - 1)


def _weights(held: Held[T], size: int) -> dict[T, float]:
    whole = _floor(max(1, size))
    unit = math.log1p(whole)
    counts = held.counts.tolist()
    weight = {count: math.log1p(whole / min(whole, _floor(count))) / unit for count in set(counts)}
    return {value: weight[count] for value, count in zip(held.values, counts, strict=True)}


def total(values: frozenset[str], weights: Weights) -> float:
    """In one order, since the last bits of a sum depend on it."""
    return sum(weights[value] for value in (sorted(values) if len(values) > 2 else values))
