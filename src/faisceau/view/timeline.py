"""The timeline: lanes of the busiest actors, and every event in time order beneath as its text."""

from __future__ import annotations

from collections import Counter

from faisceau.model.dossier.events import EventRow, Lane, Mark, Timeline
from faisceau.view.dates import days_of
from faisceau.view.ground import Ground
from faisceau.view.notes import Notes
from faisceau.view.rows import FACTUAL, event_row, importance

_LANES = 8
_MARKS = 36


def timeline(ground: Ground, notes: Notes) -> Timeline:
    """All factual events by date, and a lane for each of the actors that most of the dated ones name."""
    rows = [event_row(ground, notes, event) for event in ground.events if event.kind in FACTUAL and event.claims]
    dated = [row for row in rows if days_of(row.date)]
    undated = [row for row in rows if not days_of(row.date)]
    # An actor that no act starts from still has a lane if much is done to it, but agents count double.
    weight: Counter[str] = Counter()
    agents: dict[str, frozenset[str]] = {}
    for row in dated:
        event = ground.event[row.event]
        agents[row.event] = frozenset(ref.id for claim in ground.claims_of(event) for ref in claim.subject)
        for actor in row.actors:
            weight[actor] += 2 if actor in agents[row.event] else 1
    busiest = sorted(weight, key=lambda actor: (-weight[actor], actor))[:_LANES]
    lanes = tuple(_lane(ground, actor, [row for row in dated if _owner(row, busiest) == actor]) for actor in busiest)
    return Timeline(tuple(lane for lane in lanes if lane.marks), tuple(dated), tuple(undated))


def _lane(ground: Ground, actor: str, rows: list[EventRow]) -> Lane:
    kept = sorted(rows, key=lambda row: importance(ground.event[row.event]))[:_MARKS]
    marks = tuple(_mark(row) for row in sorted(kept, key=lambda row: row.number))
    return Lane(actor, marks, len(rows) - len(marks))


def _owner(row: EventRow, busiest: list[str]) -> str | None:
    """The lane that shows the event: that of its first agent who has one. Once only, or ten marks would be one event."""
    return next((actor for actor in row.actors if actor in busiest), None)


def _mark(row: EventRow) -> Mark:
    days = days_of(row.date)
    assert days is not None
    return Mark(
        event=row.event,
        number=row.number,
        start=days.start.isoformat() if days.start else None,
        end=days.end.isoformat() if days.end else None,
        soft_start=days.soft_start,
        soft_end=days.soft_end,
        verdict=row.verdict,
        hearsay=row.hearsay,
        note=row.told.lead,
    )
