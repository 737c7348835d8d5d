"""Figures as rows: what the accounts that part are."""

from __future__ import annotations

from faisceau.model.claims import Quantity
from faisceau.model.dossier.figures import FigureLine, FigureLink, FigureRow
from faisceau.model.passages import Passage


def line(note: int, dead: float) -> FigureLine:
    return FigureLine(
        Quantity(f"{dead:.0f} morts", value=dead, unit="death"), Passage(note, (note,), (), "asserted"), None
    )


def test_accounts_of_something_else_do_not_part() -> None:
    links = (FigureLink(1, 2, "different_thing"), FigureLink(1, 3, "different_thing"), FigureLink(2, 3, "contradict"))
    row = FigureRow("f", "e", "morts", "death", True, (line(1, 40000), line(2, 1), line(3, 2)), links)
    assert [each.told.lead for each in row.parting.lines] == [2, 3]
    assert [each.told.lead for each in row.lines] == [1, 2, 3]
