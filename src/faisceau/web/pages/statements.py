"""What is voice and not fact, each with its author: statements, needs, reactions, forecasts, judgements."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from faisceau.model.dossier.naming import Note
from faisceau.model.dossier.statements import Entry
from faisceau.model.pages import Sort
from faisceau.view.entries import entries
from faisceau.web.pages.page import Made, Page, Paging, found, ids_of
from faisceau.web.parts import dossier_of_part, events_of, part_of
from faisceau.web.room import Visit

SORTS: dict[str, Sort] = {
    "statements": "statement",
    "needs": "need",
    "reactions": "reaction",
    "forecasts": "forecast",
    "assessments": "assessment",
}


class Entries(Struct, frozen=True):
    """A stretch of one list of voices."""

    sort: str
    paging: Paging
    rows: tuple[Entry, ...]
    notes: tuple[Note, ...]


def _maker(section: str, sort: Sort) -> Callable[[Visit], Made]:
    def make(visit: Visit) -> Made:
        lines, paging = found(visit, sort, visit.selection.wanted(without=("kind",)))
        ids = ids_of(lines)
        events = events_of(visit, ids)
        part = part_of(visit, events, claims=set(ids) - {event.id for event in events})
        rows = {row.event or "": row for row in entries(part.ground, part.notes, sort)}  # type: ignore[arg-type]
        lone = {part.ground.claim[id_].id for id_ in ids if id_ in part.ground.claim}
        listed = tuple(rows[id_] for id_ in ids if id_ in rows and id_ not in lone)
        dossier = dossier_of_part(visit, part)
        return Made(Entries(section, paging, listed, dossier.notes), dossier)

    return make


PAGES = tuple(
    Page(section, f"/{section}", "statements.html.j2", _maker(section, sort), Entries)
    for section, sort in SORTS.items()
)
