"""The figures, every account side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.export.charts import figure_chart
from faisceau.export.wording import Wording
from faisceau.model.dossier.figures import FigureRow
from faisceau.model.dossier.naming import Note
from faisceau.model.dossier.whole import Dossier
from faisceau.view.figures import figure_rows
from faisceau.web.pages.page import Drawing, Made, Page, Paging, found, ids_of
from faisceau.web.parts import dossier_of_part, part_of
from faisceau.web.room import Visit

_DRAWN = 10


class Figures(Struct, frozen=True):
    """A stretch of the figures, those whose accounts part first."""

    paging: Paging
    rows: tuple[FigureRow, ...]
    notes: tuple[Note, ...]


def make(visit: Visit) -> Made:
    """The figures selected."""
    lines, paging = found(visit, "figures", visit.selection.wanted())
    part = part_of(visit, figures=visit.view.figures_of(ids_of(lines)))
    rows = {row.figure: row for row in figure_rows(part.ground, part.notes)}
    listed = tuple(rows[id_] for id_ in ids_of(lines))
    dossier = dossier_of_part(visit, part, figure_rows=listed)

    def drawn(wording: Wording) -> dict[str, Any]:
        return {"charts": {row.figure for row in [row for row in listed if row.diverging][:_DRAWN]}}

    return Made(Figures(paging, listed, dossier.notes), dossier, drawn)


def values(visit: Visit) -> tuple[Dossier, Callable[[Wording], Markup]]:
    """The figure that the address names with `of`. Raises `FaisceauError` (not_found)."""
    wanted = (visit.query.get("of") or [""])[-1]
    part = part_of(visit, figures=visit.view.figures_of([wanted]))
    rows = figure_rows(part.ground, part.notes)
    if not rows:
        raise FaisceauError(Code.NOT_FOUND, f"No figure has the id {wanted[:80]!r}.")
    return dossier_of_part(visit, part, figure_rows=rows), lambda wording: figure_chart(rows[0], wording)


PAGE = Page("figures", "/figures", "figures.html.j2", make, Figures)
DRAWING = Drawing(PAGE, values)
