"""The sources: what each outlet has first, alone, repeats, had to correct, and whom it draws on."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from faisceau.model.dossier.whole import Dossier
from faisceau.model.pages import OutletLine
from faisceau.web.pages.page import ROWS, Made, Page, Paging
from faisceau.web.parts import dossier_of_part, names, part_of
from faisceau.web.room import Visit


class Sources(Struct, frozen=True):
    """A stretch of the outlets, those with the most claims first. These are of the whole story, whatever is selected."""

    paging: Paging
    rows: tuple[OutletLine, ...]


def every_outlet(visit: Visit) -> tuple[OutletLine, ...]:
    """All outlets, those with the most claims first."""
    return visit.cache.get("outlets", lambda: visit.pages.sheet("outlets", tuple[OutletLine, ...]))


def make(visit: Visit) -> Made:
    """The outlets."""
    every = every_outlet(visit)
    page = visit.selection.page
    rows = every[(page - 1) * ROWS : page * ROWS]
    dossier: Dossier = dossier_of_part(visit, part_of(visit))
    dossier = replace(dossier, actors=names(visit, {id_ for row in rows for id_, _ in row.quotes}))
    return Made(Sources(Paging(page, max(1, -(-len(every) // ROWS)), len(every)), rows), dossier)


PAGE = Page("sources", "/sources", "sources.html.j2", make, Sources)
