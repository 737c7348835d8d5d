"""What a shared word, actor, act or good weighs: rare ones much, those of every claim little (inverse document frequency).

Counts are taken as the power of two at or below them, so that one more article seldom moves a weight, and what rests on
the weights need not be done again.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from faisceau.fuse.features import Proposition

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
    """Weights of what propositions are made of (figures: unit and number), in units of what a single proposition has.

    `totals` is by proposition's key.
    """

    words: Weights
    actors: Weights
    acts: Weights
    goods: Weights
    speakers: Weights
    figures: dict[tuple[str, float], float]
    totals: dict[str, Totals]

    @classmethod
    def of(cls, propositions: Sequence[Proposition]) -> Rarity:
        """Weights from how many of the propositions have each value."""
        words = {
            w: NUMBER * n if w.isdigit() else n for w, n in _weights(propositions, lambda known: known.stems).items()
        }
        actors = _weights(propositions, lambda known: known.who)
        acts = _weights(propositions, lambda known: known.acts)
        goods = _weights(propositions, lambda known: known.named_goods)
        speakers = _weights(propositions, lambda known: known.speakers)
        figures = _weights(propositions, lambda known: known.numbers)
        totals = {
            known.key: Totals(
                total(known.stems, words),
                total(known.content, words),
                total(known.who, actors),
                total(known.acts, acts),
            )
            for known in propositions
        }
        return cls(words, actors, acts, goods, speakers, figures, totals)


def _floor(count: int) -> int:
    """The power of two at or below `count`."""
    return 1 << (count.bit_length() - 1)


def _weights(propositions: Sequence[Proposition], part: Callable[[Proposition], frozenset[T]]) -> dict[T, float]:
    counts = Counter(value for known in propositions for value in part(known))
    size = _floor(max(1, len(propositions)))
    unit = math.log1p(size)
    return {value: math.log1p(size / min(size, _floor(count))) / unit for value, count in counts.items()}


def total(values: frozenset[str], weights: Weights) -> float:
    """In one order, since the last bits of a sum depend on it."""
    return sum(weights[value] for value in (sorted(values) if len(values) > 2 else values))
