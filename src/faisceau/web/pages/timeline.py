"""The timeline: what is selected drawn in lanes, and the dated events in time order."""

from __future__ import annotations

import dataclasses
from typing import Any

from msgspec import Struct

from faisceau.export.charts import timeline_chart
from faisceau.export.wording import Wording
from faisceau.model.dossier import EventRow, Lane, Note, Timeline
from faisceau.view.rows import event_row
from faisceau.view.timeline import timeline
from faisceau.web.pages.page import Made, Page, Paging, found, ids_of
from faisceau.web.parts import dossier_of_part, part_of
from faisceau.web.room import Visit

_DRAWN = 120


class TimelinePage(Struct, frozen=True):
    """A stretch of the list; `lanes` are of the `drawn` events that tell most of what is selected."""

    paging: Paging
    rows: tuple[EventRow, ...]
    lanes: tuple[Lane, ...]
    drawn: int
    notes: tuple[Note, ...]


def make(visit: Visit) -> Made:
    """The dated events selected."""
    lines, paging = found(visit, "timeline", visit.selection.wanted())
    most = visit.pages.find("event", visit.selection.wanted("dated"), limit=_DRAWN)
    part = part_of(visit, visit.view.events_of({*ids_of(lines), *ids_of(most)}))
    rows = tuple(event_row(part.ground, part.notes, part.ground.event[id_]) for id_ in ids_of(lines))
    drawn_ids = {*ids_of(most)}
    among = dataclasses.replace(part.ground, events=tuple(e for e in part.ground.events if e.id in drawn_ids))
    lanes = timeline(among, part.notes).lanes
    dossier = dossier_of_part(visit, part)
    key = ("timeline", visit.lang, visit.selection.query())

    def drawn(wording: Wording) -> dict[str, Any]:
        return {"chart": visit.cache.get(key, lambda: timeline_chart(Timeline(lanes), wording))}

    return Made(TimelinePage(paging, rows, lanes, len(most.lines), dossier.notes), dossier, drawn)


PAGE = Page("timeline", "/timeline", "timeline.html.j2", make, TimelinePage)
