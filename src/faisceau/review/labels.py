"""Labels that somebody gave to events."""

from __future__ import annotations

from msgspec.structs import replace

from faisceau.model.fused import Reading
from faisceau.model.judgements import Judged, Waiting


def labelled(reading: Reading, judged: Judged) -> tuple[Reading, tuple[Waiting, ...]]:
    """The reading with the labels given, the last for each event, and the labels whose claims are no longer most of one event."""
    if not judged.labels:
        return reading, ()
    labels: dict[str, str] = {}
    waiting: list[Waiting] = []
    for number, label, claims in judged.labels:
        held = {event.id: len(set(claims).intersection(event.claims)) for event in reading.events}
        best = min(held, key=lambda event: (-held[event], event), default=None)
        if best is None or 2 * held[best] <= len(claims):
            waiting.append(Waiting(number, "no_event"))
            continue
        labels[best] = label
    events = tuple(replace(each, label=labels[each.id]) if each.id in labels else each for each in reading.events)
    return replace(reading, events=events), tuple(waiting)
