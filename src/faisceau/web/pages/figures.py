"""The figures, every account side by side."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from faisceau.export.charts import figure_chart
from faisceau.export.wording import Wording
from faisceau.model.dossier import FigureRow, Note
from faisceau.view.figures import figure_rows
from faisceau.web.pages.page import Made, Page, Paging, found, ids_of
from faisceau.web.parts import dossier_of_part, part_of
from faisceau.web.room import Visit

_DRAWN = 3  # a drawing takes as long as all the rest of the page


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
        def one(row: FigureRow) -> object:
            return visit.cache.get(
                ("figure", visit.lang, visit.selection.query(), row.figure), lambda: figure_chart(row, wording)
            )

        return {"charts": {row.figure: one(row) for row in [row for row in listed if row.diverging][:_DRAWN]}}

    return Made(Figures(paging, listed, dossier.notes), dossier, drawn)


PAGE = Page("figures", "/figures", "figures.html.j2", make, Figures)
