"""What changed between two readings of a story, in no language. Nothing changes without words that say so.

Every change carries evidence: the words of claims that stand now. Only what has gone is told by what it was called.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import Quantity, Status
from faisceau.model.dossier.naming import ActorName
from faisceau.model.fused import Relation, Verdict

Sort = Literal[
    "new_event", "verdict", "figure", "first_denial", "new_actor", "new_exchange", "joined", "parted", "gone"
]
Because = Literal["account", "removed", "changed", "joined", "parted", "reread", "reweighed"]


class Evidence(Struct, frozen=True):
    """A claim's words: `article[start:end] == quote`. `page` is the article's number in the dossier, by which links go.

    `sources` are ids of those who vouch, `author` for the article itself; `published` is None where it is not known.
    """

    claim: str
    article: str
    page: int
    start: int
    end: int
    quote: str
    sources: tuple[str, ...]
    status: Status
    published: str | None
    publisher: str | None
    title: str | None
    url: str | None


class Moved(Struct, frozen=True):
    """A figure that moved: `was` and `now` for the thing counted, and how they stand. `by` is the earlier account."""

    of: str
    unit: str | None
    was: Quantity
    now: Quantity
    relation: Relation
    by: Evidence


class Earlier(Struct, frozen=True):
    """An event as it was: what it was called, its verdict and the number of independent origins."""

    id: str
    label: str
    verdict: Verdict
    independent: int


class Change(Struct, frozen=True, kw_only=True):
    """One change. Its `id` is of its content: the same change has the same id whenever it is found.

    `event` is the id of the event as it is now (as it was, of what has gone), `label`, `kind`, `verdict`, `independent` and
    `actors` are that event's; `categories` are of the goods concerned. `subject` is the new actor's or exchange's id.
    `because` says why:
    `account`, a new or changed article tells it; `removed` or `changed`, an article that told it went or was replaced;
    `joined`, `parted`, other events became one or one became several; `reread`, the program reads the same article
    otherwise; `reweighed`, the same accounts count otherwise.
    `evidence` comes first published first, those who brought the change about where there are any; `accounts` is their
    number before it was cut.
    """

    sort: Sort
    id: str
    event: str | None
    label: str
    kind: str | None
    verdict: Verdict | None
    independent: int
    date: str | None
    actors: tuple[str, ...]
    categories: tuple[str, ...]
    because: Because
    evidence: tuple[Evidence, ...]
    accounts: int
    subject: str | None = None
    earlier: tuple[Earlier, ...] = ()
    moved: Moved | None = None

    def __post_init__(self) -> None:
        if not self.evidence and self.sort != "gone":
            raise FaisceauError(Code.BAD_EVIDENCE, f"The change {self.sort} of {self.event} cites nothing.")


class Apart(Struct, frozen=True):
    """An article that a comparison by date cannot place: `published` is None, or a month or year that holds the date."""

    article: str
    published: str | None
    publisher: str | None
    title: str | None
    claims: int


class Changes(Struct, frozen=True, kw_only=True):
    """What is new in `story` since `since`: `run:N`, or an ISO day.

    `as_of` is when the reading that stands was made (ISO 8601, UTC). `new_articles`, `changed_articles` and `gone_articles`
    are ids; `apart` those that a date cannot place. `actors` names every actor that the changes mention.
    """

    story: str
    since: str
    as_of: str | None
    changes: tuple[Change, ...] = ()
    new_articles: tuple[str, ...] = ()
    changed_articles: tuple[str, ...] = ()
    gone_articles: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    actors: tuple[ActorName, ...] = ()
