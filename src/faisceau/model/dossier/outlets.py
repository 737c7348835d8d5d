"""Outlets: what each has, had first and alone, repeats, corrected, and whom it quotes."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Echo(Struct, frozen=True):
    """An article that repeats an earlier one: both count as one origin."""

    article: str
    of: str


class Correction(Struct, frozen=True):
    """An event of which an outlet itself later said otherwise: another `figure` for one thing, or a `denial`."""

    event: str
    how: Literal["figure", "denial"]


class Quoted(Struct, frozen=True):
    """A source on which an outlet rests: an actor id, with how many of its claims and of its articles do."""

    source: str
    claims: int
    articles: int


class Outlet(Struct, frozen=True):
    """One outlet: what it has, had first, has alone, what others bear out, what it repeats, had to correct, whom it quotes.

    `name` is None for an article without a publisher; it then stands for itself. All but `quotes` and `claims` is of facts:
    events of a kind that has witnesses. `told` are those that it tells, `borne_out` those of them that a witness tells which
    counts apart from every article of the outlet, `alone` those that nobody else tells. `first` are those that it had strictly
    before any other outlet, `ahead` by how many days each. An event with an account of unknown date is nobody's first.
    """

    name: str | None
    articles: tuple[str, ...]
    first: tuple[str, ...]
    alone: tuple[str, ...]
    echoes: tuple[Echo, ...]
    claims: int = 0
    told: tuple[str, ...] = ()
    borne_out: tuple[str, ...] = ()
    ahead: tuple[int, ...] = ()
    corrected: tuple[Correction, ...] = ()
    quotes: tuple[Quoted, ...] = ()
