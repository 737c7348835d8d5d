"""From groups of propositions to events: members, label, date, witnesses, verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faisceau.fuse.days import Days, days_of
from faisceau.fuse.denials import is_denial
from faisceau.fuse.features import Proposition
from faisceau.fuse.figures import figures_of
from faisceau.fuse.origins import Marks
from faisceau.fuse.same_event import Rarity, reasons
from faisceau.fuse.verdicts import differences, verdict, witnesses
from faisceau.model.claims import Claim
from faisceau.model.fused import Account, Event, Figure
from faisceau.model.ids import content_id
from faisceau.model.text import Article

LABEL = 110
# Order of the kinds where an event's claims are split: the more telling first (claim contract).
_KINDS = (
    "sanction_act", "exchange", "incident", "event", "reaction", "statement", "need", "forecast", "assessment", "background",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """What every event is built on: articles by id, their marks, the weights of words."""

    articles: Mapping[str, Article]
    marks: Mapping[str, Marks]
    rarity: Rarity

    def published(self, claim: Claim) -> str | None:
        """When the claim's article was published."""
        article = self.articles.get(claim.article)
        return article.published if article else None

    def lang(self, claim: Claim) -> str:
        """The language of the claim's article."""
        article = self.articles.get(claim.article)
        return (article.lang if article else None) or "fr"


def event_id(members: Sequence[Proposition]) -> str:
    """The id of the event of these members: of one member's content, so that new accounts seldom change it."""
    return content_id("e", min(member.key for member in members))


def _label(claims: Sequence[Claim]) -> str:
    """The quote that says most plainly what happened: a deed told as fact, neither a fragment nor a long sentence."""

    def plainness(claim: Claim) -> tuple[bool, bool, bool, bool, int, str, str]:
        parties = bool(claim.subject) and bool(claim.object or claim.items)
        fragment = not claim.quote[:1].isupper()
        length = abs(len(claim.quote) - 80)
        return is_denial(claim), not parties, fragment, claim.status != "asserted", length, claim.quote, claim.id

    quote = " ".join(min(claims, key=plainness).quote.split())
    if len(quote) > LABEL:
        quote = quote[:LABEL].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return quote[:1].upper() + quote[1:]


def _kind(claims: Sequence[Claim]) -> str:
    counts = Counter(claim.kind for claim in claims if not is_denial(claim)) or Counter(claim.kind for claim in claims)
    return min(counts, key=lambda kind: (-counts[kind], _KINDS.index(kind)))


def _date(claims: Sequence[Claim]) -> str | None:
    """The tightest stated date that all dated accounts allow, None where they disagree or give none."""
    stated: dict[str, Days] = {}
    for claim in claims:
        known = days_of(claim.date.value) if claim.date and not is_denial(claim) else None
        if claim.date and known:
            stated[claim.date.value] = known
    if not stated:
        return None
    first, last = max(known.first for known in stated.values()), min(known.last for known in stated.values())
    if first > last:
        return None
    return min(stated, key=lambda value: (stated[value].length, value))


def build(
    members: Sequence[Proposition], denials: Sequence[Proposition], evolves_from: tuple[str, ...], ground: Ground
) -> tuple[Event, tuple[Figure, ...]]:
    """The event of `members`, with `denials` of it as further accounts, and its figures."""
    claims = sorted(
        (claim for member in (*members, *denials) for claim in member.claims),
        key=lambda claim: (ground.published(claim) or "9999", claim.article, claim.start, claim.id),
    )
    identity = event_id(members)
    published = {claim.article: ground.published(claim) for claim in claims}
    houses = {a: "+".join(sorted(ground.marks[a].houses)) or a for a in published if a in ground.marks}
    figures = figures_of(identity, claims, published, houses, ground.lang(claims[0]))
    relations = [row.relation for figure in figures for row in figure.relations]
    accounts = [claim for claim in claims if not is_denial(claim)] or claims
    _, why = witnesses(accounts, ground.marks)
    independent = len(witnesses(accounts, ground.marks)[0])
    origins, _ = witnesses(claims, ground.marks)
    event = Event(
        id=identity,
        label=_label(claims),
        kind=_kind(claims),
        date=_date(claims),
        verdict=verdict(claims, independent, relations),
        independent=independent,
        origins=origins,
        claims=tuple(claim.id for claim in claims),
        accounts=tuple(
            Account(claim.id, tuple(actor.id for actor in claim.source.by), claim.status, ground.published(claim))
            for claim in claims
        ),
        evolves_from=evolves_from,
        differs=differences(claims, relations),
        reasons=(*reasons(members, ground.rarity), *why),
    )
    return event, figures
