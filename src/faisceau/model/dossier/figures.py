"""Figures, the accounts of each side by side."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from faisceau.model.claims import Quantity
from faisceau.model.fused import Relation
from faisceau.model.passages import Passage

#: How accounts stand that cannot be the same count at one time.
APART: frozenset[Relation] = frozenset({"contradict", "update"})


class FigureLine(Struct, frozen=True):
    """One account of a figure: `told` has its words and who gives it."""

    quantity: Quantity
    told: Passage
    published: str | None


class FigureLink(Struct, frozen=True):
    """How the figures of notes `a` and `b` stand to one another."""

    a: int
    b: int
    relation: Relation


class Spread(Struct, frozen=True):
    """How far the accounts of a figure lie apart: the least and the greatest number that any of them states, the first and
    the last day of publication (None where unknown), and how many voices give them."""

    low: float
    high: float
    first: str | None
    last: str | None
    voices: int


class FigureRow(Struct, frozen=True):
    """One thing counted, its accounts side by side. `diverging` when two of them cannot be the same count at one time."""

    figure: str
    event: str
    of: str
    unit: str | None
    diverging: bool
    lines: tuple[FigureLine, ...]
    links: tuple[FigureLink, ...]
    spread: Spread | None = None

    @property
    def parting(self) -> FigureRow:
        """The row with no other accounts than those that contradict or revise another of them."""
        parted = {note for link in self.links if link.relation in APART for note in (link.a, link.b)}
        return replace(self, lines=tuple(line for line in self.lines if line.told.lead in parted))
