"""Who stands with whom: dated signed ties, camps, and the ties that do not fit them. Description, never a tendency."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.passages import Passage
from faisceau.model.period import days
from faisceau.model.system import Sign

TieSign = Literal["+", "-", "both"]
Unit = Literal["month", "quarter", "year", "decade"]
Refusal = Literal["no_ties", "few_actors", "no_triad"]
Pair = tuple[str, str]

ALL = "all"
"""The name of the window of every dated tie."""


class TieEvent(Struct, frozen=True):
    """One event that ties two actors: its sign, ISO date (None: unknown), the words that say so.

    `independent` are its witnesses; `hearsay` where no account vouches for it in full voice.
    """

    event: str
    sign: Sign
    date: str | None
    told: Passage
    independent: int
    hearsay: bool = False


class ActorTie(Struct, frozen=True):
    """All that ties one pair of actors, `a < b`; `events` by date, the undated last. It cannot be without one.

    `both`: some events bring them together, some set them apart. Such a tie is shown and fits neither way: in every
    division just one of its two signs is frustrated, so that leaving it out of the count changes no camp.
    """

    a: str
    b: str
    sign: TieSign
    events: tuple[TieEvent, ...]

    def __post_init__(self) -> None:
        if not self.events:
            raise FaisceauError(Code.BAD_EVIDENCE, f"No words bear out a tie of {self.a} and {self.b}.")


class Division(Struct, frozen=True):
    """One best division into two camps; `frustrated` are the pairs that do not fit it."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    frustrated: tuple[Pair, ...]


class CampWindow(Struct, frozen=True):
    """A stretch of time (`name`: 2024-06, 2024-Q2, 2024, 2020s; `all` for every dated tie), with what ties whom in it.

    `index` is the least number of ties that fit no two camps, with the divisions that reach it, `complete` where these are
    all of them. Where the search was cut short the index is known to lie between `at_least` and `index`, the number that the
    division met does not fit; else `at_least` is None. `refused` says why there is none; then `index` is None.
    """

    name: str
    plus: tuple[Pair, ...]
    minus: tuple[Pair, ...]
    both: tuple[Pair, ...]
    index: int | None = None
    divisions: tuple[Division, ...] = ()
    complete: bool = True
    refused: Refusal | None = None
    at_least: int | None = None


class Alignment(Struct, frozen=True):
    """Every tie, and the camps in each window that has one, all of them first. `undated` ties are in no window."""

    ties: tuple[ActorTie, ...] = ()
    windows: tuple[CampWindow, ...] = ()
    unit: Unit = "month"
    undated: int = 0


def window_of(date: str, unit: Unit) -> str | None:
    """The name of the window that holds all the days of an ISO date, None where it is open or reaches into another."""
    span = days(date)
    if span is None:
        return None
    first, last = (_named(day, unit) for day in span)
    return first if first == last else None


def _named(day: str, unit: Unit) -> str:
    year, month = day[:4], int(day[5:7])
    names = {"month": day[:7], "quarter": f"{year}-Q{(month + 2) // 3}", "year": year, "decade": f"{year[:3]}0s"}
    return names[unit]
