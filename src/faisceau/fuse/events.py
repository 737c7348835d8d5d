"""From groups of propositions to events: members, label, date, witnesses, verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from faisceau.fuse.counted import Counted
from faisceau.fuse.days import Days, days_of
from faisceau.fuse.denials import is_denial
from faisceau.fuse.features import Proposition
from faisceau.fuse.figures import Thing, relations_of, thing_of, things_of
from faisceau.fuse.ground import Ground
from faisceau.fuse.history import history, state
from faisceau.fuse.labels import opening
from faisceau.fuse.same_event import reasons
from faisceau.fuse.verdicts import differences
from faisceau.fuse.witnesses import reasons as borne_by
from faisceau.fuse.witnesses import witnesses
from faisceau.model.claims import Claim, Status
from faisceau.model.fused import Account, Event
from faisceau.model.ids import content_id

LABEL = 110
SHORT = 25
_FIRM: tuple[Status, ...] = ("asserted", "alleged", "reported_conditional", "promised")
# An event is of the kind of most of its claims; where two kinds have as many, of the one that stands first here.
_KINDS = (
    "sanction_act", "exchange", "incident", "event", "reaction", "statement", "need", "forecast", "assessment", "background",
)  # fmt: skip


def event_id(members: Sequence[Proposition]) -> str:
    """The id of the event of these members: of one member's content, so that new accounts seldom change it."""
    return content_id("e", min(member.key for member in members))


def _fullness(claim: Claim) -> int:
    """How much of who, to whom, what, how many and when the claim tells."""
    counted = any(item.quantity for item in claim.items)
    return 2 * bool(claim.subject) + bool(claim.object) + bool(claim.items) + counted + bool(claim.date)


def _label(claims: Sequence[Claim]) -> str:
    """The quote that says best what happened: told as fact, a whole sentence or clause, with all that is known of it."""
    kind = _kind(claims)

    def poorness(claim: Claim) -> tuple[bool, int, int, bool, bool, int, int, str, str]:
        length = len(claim.quote)
        return (
            is_denial(claim),
            _FIRM.index(claim.status) if claim.status in _FIRM else len(_FIRM),
            opening(claim.quote),
            claim.kind != kind,
            not SHORT <= length <= LABEL,
            -_fullness(claim),
            abs(length - 80),
            claim.quote,
            claim.id,
        )

    quote = " ".join(min(claims, key=poorness).quote.split())
    if len(quote) > LABEL:
        quote = quote[:LABEL].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    if quote.count("«") > quote.count("»"):
        quote += " »"
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


class Built(Struct, frozen=True):
    """An event, and what it counts."""

    event: Event
    things: tuple[Thing, ...]


def claims_of(members: Sequence[Proposition], denials: Sequence[Proposition], ground: Ground) -> list[Claim]:
    """The accounts of an event, as they were published."""
    return sorted(
        (claim for member in (*members, *denials) for claim in member.claims),
        key=lambda claim: (ground.published(claim) or "9999", claim.article, claim.start, claim.id),
    )


def counted_of(members: Sequence[Proposition], denials: Sequence[Proposition], ground: Ground) -> list[list[Counted]]:
    """What the event of `members` counts, a list for each thing."""
    return things_of(event_id(members), claims_of(members, denials, ground), ground)


def build(
    members: Sequence[Proposition], denials: Sequence[Proposition], evolves_from: tuple[str, ...], ground: Ground
) -> Built:
    """The event of `members`, with `denials` of it as further accounts, and what it counts."""
    claims = claims_of(members, denials, ground)
    things = counted_of(members, denials, ground)
    figures = [row for thing in things for row in relations_of(thing)]
    now = state(claims, tuple(row.relation for row in figures), None, ground)
    event = Event(
        id=event_id(members),
        label=_label(claims),
        kind=_kind(claims),
        date=_date(claims),
        verdict=now.standing.verdict,
        independent=now.standing.independent,
        origins=tuple(witness.articles for witness in witnesses(claims, ground.marks)),
        claims=tuple(claim.id for claim in claims),
        accounts=tuple(
            Account(claim.id, tuple(actor.id for actor in claim.source.by), claim.status, ground.published(claim))
            for claim in claims
        ),
        evolves_from=evolves_from,
        differs=differences(claims, now.relations),
        reasons=(*reasons(members, ground.rarity), *borne_by(now.witnesses)),
        witnesses=now.witnesses,
        history=history(claims, figures, now, ground),
    )
    return Built(event, tuple(map(thing_of, things)))
