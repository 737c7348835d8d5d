"""What every section looks things up in: articles in time order, claims in reading order, the event of each claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import AUTHOR, Claim, Status
from faisceau.model.fused import Event, Exchange, Figure, Reading
from faisceau.model.pages import Crowd
from faisceau.model.passages import Voice
from faisceau.model.text import Article

# A claim in full voice is one that its source simply states.
_FULL_VOICE: frozenset[Status] = frozenset({"asserted", "denied"})
_HEARSAY: frozenset[Status] = frozenset({"reported_conditional", "alleged"})
# After every ISO date, so that what is undated comes last.
_LAST = "~"


@dataclass(frozen=True)
class Ground:
    """A story's values in a fixed order, with the ways between them. `rank` and `number` count articles and events from 1."""

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    exchanges: tuple[Exchange, ...]
    rank: dict[str, int]
    article: dict[str, Article]
    claim: dict[str, Claim]
    event: dict[str, Event]
    event_of: dict[str, str]
    number: dict[str, int]
    crowds: Mapping[str, Crowd] = field(default_factory=dict)
    """By event, where only some of its claims are here: what counting them all gave."""

    def claims_of(self, event: Event) -> tuple[Claim, ...]:
        """The claims of an event, in reading order."""
        return tuple(sorted((self.claim[id_] for id_ in event.claims), key=self.place))

    def place(self, claim: Claim) -> tuple[int, int, int, str]:
        """Where a claim stands in the reading order."""
        return (self.rank[claim.article], claim.start, claim.end, claim.id)

    def outlet(self, article: str) -> str:
        """A key for who publishes an article: its publisher, else the article itself."""
        return self.article[article].publisher or f"\0{article}"


def ground_of(articles: Sequence[Article], claims: Sequence[Claim], reading: Reading) -> Ground:
    """The ground of a story. Raises `FaisceauError` (bad_evidence) for a claim that its article does not bear out."""
    ordered = tuple(sorted({a.id: a for a in articles}.values(), key=lambda a: (a.published or _LAST, a.id)))
    rank = {article.id: number for number, article in enumerate(ordered, start=1)}
    by_article = {article.id: article for article in ordered}
    for claim in claims:
        if claim.article not in by_article:
            raise FaisceauError(
                Code.BAD_EVIDENCE, f"Claim {claim.id} is of {claim.article}, which is not in the story."
            )
        claim.check(by_article[claim.article].text)
    by_claim = {claim.id: claim for claim in claims}
    read = tuple(sorted(by_claim.values(), key=lambda c: (rank[c.article], c.start, c.end, c.id)))
    events = tuple(sorted(reading.events, key=lambda e: (e.date or _LAST, e.id)))
    event_of: dict[str, str] = {}
    for event in events:
        for id_ in event.claims:
            event_of.setdefault(id_, event.id)
    return Ground(
        articles=ordered,
        claims=read,
        events=events,
        figures=tuple(sorted(reading.figures, key=lambda f: (f.of, f.unit or "", f.id))),
        exchanges=tuple(sorted(reading.exchanges, key=lambda x: (x.date or _LAST, x.id))),
        rank=rank,
        article=by_article,
        claim=by_claim,
        event={event.id: event for event in events},
        event_of=event_of,
        number={event.id: number for number, event in enumerate(events, start=1)},
    )


def voices(ground: Ground, claims: Iterable[Claim]) -> tuple[Voice, ...]:
    """Who vouches for the claims, each once: an actor once whatever the article, an author once for each outlet."""
    seen: dict[tuple[str, str], Voice] = {}
    for claim in claims:
        for ref in claim.source.by:
            key = (AUTHOR, ground.outlet(claim.article)) if ref.id == AUTHOR else (ref.id, "")
            seen.setdefault(key, Voice(ref.id, claim.article))
    return tuple(seen.values())


def in_full_voice(claim: Claim) -> bool:
    """Whether the source simply states (or denies) it."""
    return claim.status in _FULL_VOICE


def is_hearsay(claim: Claim) -> bool:
    """Whether the article keeps its distance: a hearsay conditional, or an allegation."""
    return claim.status in _HEARSAY


def sides(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """What is told and what is said against it: denials, and negations of what others affirm.

    Where every account denies, the denial is what is told.
    """
    told = [claim for claim in claims if claim.status != "denied" and claim.polarity == "+"]
    if not told:
        told = [claim for claim in claims if claim.status != "denied"] or list(claims)
    return told, [claim for claim in claims if claim not in told]


def actor_ids(claims: Iterable[Claim], *, objects: bool = True) -> tuple[str, ...]:
    """Actors of the claims, agents first, each once."""
    found: dict[str, None] = {}
    for claim in claims:
        found.update(dict.fromkeys(ref.id for ref in claim.subject))
    if objects:
        for claim in claims:
            found.update(dict.fromkeys(ref.id for ref in claim.object))
    return tuple(found)


def origins_of(event: Event, claims: Iterable[Claim]) -> int:
    """How many of the event's origins these claims come from."""
    articles = {claim.article for claim in claims}
    groups = [set(group) for group in event.origins]
    inside = sum(1 for group in groups if group & articles)
    return inside + len(articles - set().union(*groups)) if groups else len(articles)
