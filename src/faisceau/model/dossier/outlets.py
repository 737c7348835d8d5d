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

    `name` is None for an article without a publisher, which is an outlet of its own. `claims` and `quotes` count every claim;
    the other fields list events, and only those of kinds that can have witnesses. `told`: those that the outlet tells.
    `borne_out`: those of them that also have a witness in which no article of the outlet is. `alone`: those that no other outlet
    tells. `first`: those that it had before every other outlet, `ahead` by how many days each; an event of which some account
    has no date is nobody's first.
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
