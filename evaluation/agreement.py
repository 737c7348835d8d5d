"""What the gold has and what we found, as two sets, and how far they are one."""

from __future__ import annotations

from collections.abc import Hashable
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T", bound=Hashable)


class Agreement(Struct, Generic[T], frozen=True):
    """The gold's elements and ours."""

    gold: AbstractSet[T]
    found: AbstractSet[T]

    @property
    def precision(self) -> float:
        """The share of ours that the gold has."""
        return len(self.gold & self.found) / len(self.found) if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold's that are ours."""
        return len(self.gold & self.found) / len(self.gold) if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.2f}  recall {self.recall:.2f}  F1 {self.f1:.2f}  "
            f"({len(self.gold & self.found)} of {len(self.gold)}, {len(self.found)} found)"
        )
