"""The timeline: what is selected drawn in lanes, and the dated events in time order."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from markupsafe import Markup
from msgspec import Struct

from faisceau.export.charts import timeline_chart
from faisceau.export.wording import Wording
from faisceau.model.dossier.events import EventRow, Lane, Timeline
from faisceau.model.dossier.naming import Note
from faisceau.model.dossier.whole import Dossier
from faisceau.view.rows import event_row
from faisceau.view.timeline import timeline
from faisceau.web.pages.page import Drawing, Made, Page, Paging, found, ids_of
from faisceau.web.parts import Part, dossier_of_part, events_of, part_of
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
    part, lanes, drawn = _lanes(visit, ids_of(lines))
    rows = tuple(event_row(part.ground, part.notes, part.ground.event[id_]) for id_ in ids_of(lines))
    dossier = dossier_of_part(visit, part)
    return Made(TimelinePage(paging, rows, lanes, drawn, dossier.notes), dossier)


def _lanes(visit: Visit, besides: Iterable[str] = ()) -> tuple[Part, tuple[Lane, ...], int]:
    """The lanes of the events that tell most, loaded with those of `besides`, and how many events they are of."""
    most = ids_of(visit.pages.find("event", visit.selection.wanted("dated"), limit=_DRAWN))
    part = part_of(visit, events_of(visit, {*besides, *most}))
    drawn = frozenset(most)
    among = dataclasses.replace(part.ground, events=tuple(e for e in part.ground.events if e.id in drawn))
    return part, timeline(among, part.notes).lanes, len(most)


def values(visit: Visit) -> tuple[Dossier, Callable[[Wording], Markup]]:
    """What is drawn."""
    part, lanes, _ = _lanes(visit)
    return dossier_of_part(visit, part), lambda wording: timeline_chart(Timeline(lanes), wording)


PAGE = Page("timeline", "/timeline", "timeline.html.j2", make, TimelinePage)
DRAWING = Drawing(PAGE, values)
