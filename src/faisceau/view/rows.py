"""Events as rows: what is told, what is said against it, how many origins on each side."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.model.claims import Claim
from faisceau.model.dossier.events import EventRow
from faisceau.model.fused import Event
from faisceau.model.pages import FEW, Crowd
from faisceau.view.ground import Ground, actor_ids, in_full_voice, is_hearsay, origins_of, sides
from faisceau.view.notes import Notes

# Judgements, forecasts and needs have authors, not witnesses: several who think alike establish nothing.
FACTUAL = frozenset({"event", "incident", "exchange", "sanction_act", "statement", "reaction", "background"})
# Kinds in the order in which a reader wants them.
_WEIGHT = {kind: rank for rank, kind in enumerate(("exchange", "event", "sanction_act", "incident", "statement"))}
# What is planned, feared, promised or foreseen has not been borne out, however many tell of it.
_TOLD = frozenset({"asserted", "alleged", "reported_conditional"})
DISPUTED = frozenset({"contested", "contradicted"})


def is_fact(event: Event) -> bool:
    """Whether the event is of a kind that has witnesses, and somebody tells it as having happened."""
    return event.kind in FACTUAL and any(account.status in _TOLD for account in event.accounts)


def importance(event: Event) -> tuple[int, int, str, str]:
    """Sort key: the most independent origins first, then by kind, then in time order."""
    return (-event.independent, _WEIGHT.get(event.kind, len(_WEIGHT)), event.date or "~", event.id)


def event_row(ground: Ground, notes: Notes, event: Event) -> EventRow:
    """The event as a row."""
    claims = ground.claims_of(event)
    told, against = sides(claims)
    crowd = ground.crowds.get(event.id) or crowd_of(event, claims)
    return EventRow(
        event=event.id,
        number=ground.number[event.id],
        kind=event.kind,
        verdict=event.verdict,
        date=event.date,
        actors=crowd.actors,
        told=notes.passage(told),
        against=notes.passage(against) if against else None,
        affirmed=crowd.affirmed,
        denied=crowd.denied,
        hearsay=crowd.hearsay,
    )


def crowd_of(event: Event, claims: Sequence[Claim]) -> Crowd:
    """What counting all claims of an event, given in reading order, gives; both sides are among the first of its claims."""
    told, against = sides(claims)
    few = [*told[: 2 * FEW // 3], *against[: FEW // 3]]
    cited = dict.fromkeys(claim.id for claim in [*few, *told, *against])
    return Crowd(
        claims=tuple(cited),
        accounts=len(claims),
        actors=actor_ids(claims),
        affirmed=origins_of(event, told),
        denied=origins_of(event, against) if against else 0,
        hearsay=any(is_hearsay(c) for c in told) and not any(in_full_voice(c) for c in told),
    )


def established(ground: Ground, notes: Notes) -> tuple[EventRow, ...]:
    """Events that several independent origins bear out and none contests."""
    chosen = [e for e in ground.events if e.verdict == "corroborated" and is_fact(e) and e.claims]
    return tuple(event_row(ground, notes, event) for event in sorted(chosen, key=importance))


def contested(ground: Ground, notes: Notes) -> tuple[EventRow, ...]:
    """Events that someone denies, or whose accounts cannot all hold."""
    chosen = [e for e in ground.events if e.verdict in DISPUTED and e.claims]
    return tuple(event_row(ground, notes, event) for event in sorted(chosen, key=importance))
