"""Dated facts that the program ships (`knowledge/facts/`): series of acts, each complete for a time (docs/reference/facts.md)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from msgspec import Struct, field

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError


class Series(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `series.tsv`: one act by the same actors. Every field that is given must hold for a claim to be of it.

    All of `must` (actor ids; States may be named in the words alone) are in play, no person but those of `persons`; one
    of `acts` is told, one of `words` stands there, none of `unless`. `facts.tsv` has every such act from `since` to
    `until` (ISO days). `called` are the words for its object, `not_called` words that mean something else.
    """

    id: str
    since: str
    until: str
    titles: dict[str, str] = field(name="title")
    kinds: tuple[str, ...]
    must: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    with_: tuple[str, ...] = field(default=(), name="with")
    unless: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    not_called: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """What the acts are."""
        return self.titles.get(lang, self.id)


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `facts.tsv`: when one act of a series took place (ISO date or interval), and where that can be read.

    `source` is the page on which it was seen (`seen` = page), else a page, document or site that has it (`known`: of
    common knowledge, not looked up for this list).
    """

    series: str
    date: str
    seen: Literal["page", "known"]
    source: str
    details: dict[str, str] = field(default={}, name="detail")

    @property
    def id(self) -> str:
        """Its series and date."""
        return f"{self.series}:{self.date}"

    def detail(self, lang: str) -> str:
        """What sets it apart in its series, empty where the date does."""
        return self.details.get(lang, "")


@cache
def all_series() -> dict[str, Series]:
    """Every series by id."""
    return {row.id: row for row in knowledge.load_rows("facts/series.tsv", Series)}


@cache
def facts() -> dict[str, tuple[Fact, ...]]:
    """The facts of each series. Raises `FaisceauError` (bad_knowledge) for a series that does not exist, or is empty."""
    rows = knowledge.load_rows("facts/facts.tsv", Fact)
    by_series = {name: tuple(row for row in rows if row.series == name) for name in all_series()}
    if wrong := sorted({row.series for row in rows} - by_series.keys() | {n for n, r in by_series.items() if not r}):
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"facts/facts.tsv: series unknown or empty: {', '.join(wrong)}.")
    return by_series


@cache
def fact(identity: str) -> tuple[Series, Fact] | None:
    """The fact with this id and its series, None where it is shipped no more."""
    series = all_series().get(identity.partition(":")[0])
    found = next((row for row in facts().get(series.id, ()) if row.id == identity), None) if series else None
    return (series, found) if series and found else None
