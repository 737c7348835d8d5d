"""What the reading room looks rows up by: a line for each row that a page can list, made once for each reading."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from faisceau.model.dossier.events import Family

Sort = Literal[
    "event", "timeline", "ledger", "figures", "statement", "need", "reaction", "forecast", "assessment", "actor",
    "article",
]  # fmt: skip


class Line(Struct, frozen=True):
    """One row of the list `sort`, in the order of the list.

    `id` is the event, exchange, figure, actor or article that it shows. `tags` are what it can be selected by, as
    `name:value`; `words` what a search looks in, folded (see `store.postings.words_of`). `since` and `until` are ISO days,
    None where unknown. `body` is JSON that the list shows without reading anything else.
    """

    sort: Sort
    id: str
    tags: tuple[str, ...]
    words: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    body: bytes | None = None


class Tie(Struct, frozen=True):
    """Acts of one family between two actors that are dated in one `month` (ISO 8601, None where unknown).

    `alleged` when no account vouches for any of them in full voice. `claims` are some that tell it, best borne out first.
    """

    giver: str
    receiver: str
    family: Family
    month: str | None
    independent: int
    alleged: bool
    acts: tuple[str, ...]
    events: int
    claims: tuple[str, ...]


class ActorLine(Struct, frozen=True):
    """An actor in a list: in how many claims it stands, and how often in which role."""

    id: str
    kind: str
    written: str
    names: dict[str, str]
    state: str | None
    claims: int
    acts: int
    undergoes: int
    says: int


CROWD = 50
"""An event of more claims than these is a crowd: lists load `FEW` of them and look the rest up in its line."""
FEW = 24


class Crowd(Struct, frozen=True):
    """What a list shows of an event that a crowd of claims tell, looked up as it cannot be loaded for a list.

    `claims` are the first that it cites, of both sides, of so many `accounts`; actors and counts are those of
    `model.dossier.EventRow`, over all of these.
    """

    claims: tuple[str, ...]
    accounts: int
    actors: tuple[str, ...]
    affirmed: int
    denied: int
    hearsay: bool


class ArticleLine(Struct, frozen=True):
    """An article in a list, without its text."""

    id: str
    published: str | None
    publisher: str | None
    title: str | None
    claims: int


class OutletLine(Struct, frozen=True):
    """An outlet in numbers, see `model.dossier.Outlet`; `article` is its first. `quotes` are the sources it draws on most."""

    name: str | None
    article: str
    articles: int
    claims: int
    first: int
    alone: int
    told: int
    borne_out: int
    echoes: int
    corrected: int
    quotes: tuple[tuple[str, int], ...]


class Wanted(Struct, frozen=True):
    """What a list is narrowed to: every tag, some word of each prefix in `words`, days that may fall within the dates."""

    tags: tuple[str, ...] = ()
    words: str = ""
    since: str | None = None
    until: str | None = None


class Found(Struct, frozen=True):
    """A stretch of a list. `total` lines fit."""

    lines: tuple[Line, ...]
    total: int
