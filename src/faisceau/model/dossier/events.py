"""Events as rows, in time, and as acts between actors."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.model.fused import Verdict
from faisceau.model.passages import Passage

Family = Literal["cooperation", "conflict", "other"]


class EventRow(Struct, frozen=True):
    """One event: what is told, what is said against it, and how many origins stand on each side.

    `number` is its place in time order, its label in the charts; `hearsay` when no account vouches for it in full voice.
    """

    event: str
    number: int
    kind: str
    verdict: Verdict
    date: str | None
    actors: tuple[str, ...]
    told: Passage
    against: Passage | None
    affirmed: int
    denied: int
    hearsay: bool

    @property
    def is_only_denied(self) -> bool:
        """Whether somebody denies it and nobody told here affirms it."""
        return self.verdict == "contested" and self.against is None


class Mark(Struct, frozen=True):
    """An event's place in time: ISO days, None for an open end; `soft` ends are known only within the interval."""

    event: str
    number: int
    start: str | None
    end: str | None
    soft_start: bool
    soft_end: bool
    verdict: Verdict
    hearsay: bool
    note: int


class Lane(Struct, frozen=True):
    """An actor's events in time, those with the most origins where there are many; `omitted` counts the others."""

    actor: str
    marks: tuple[Mark, ...]
    omitted: int = 0


class Timeline(Struct, frozen=True):
    """Lanes of the busiest actors, every dated event in time order, and the events of unknown date."""

    lanes: tuple[Lane, ...] = ()
    dated: tuple[EventRow, ...] = ()
    undated: tuple[EventRow, ...] = ()


class Edge(Struct, frozen=True, rename={"from_": "from"}):
    """Acts of one family from one actor towards another. `alleged` when no account vouches for any of them in full voice."""

    from_: str
    to: str
    family: Family
    acts: tuple[str, ...]
    independent: int
    alleged: bool
    events: tuple[str, ...]
    notes: tuple[int, ...]


class Network(Struct, frozen=True):
    """Who acts towards whom. `actors` are the ends of the edges, the most connected first."""

    actors: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()
