"""The ledger: who gives what to whom, and the provisions concerned."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.dossier.ledger import LedgerRow
from faisceau.model.dossier.naming import Note
from faisceau.model.dossier.rules import RuleRow
from faisceau.view.ledger import ledger
from faisceau.view.rules import rules
from faisceau.web.pages.page import Made, Page, Paging, found, ids_of
from faisceau.web.parts import dossier_of_part, part_of
from faisceau.web.room import Visit


class Ledger(Struct, frozen=True):
    """A stretch of the ledger; `rules` are the provisions that these lines concern."""

    paging: Paging
    rows: tuple[LedgerRow, ...]
    rules: tuple[RuleRow, ...]
    notes: tuple[Note, ...]


def make(visit: Visit) -> Made:
    """The exchanges selected, the best borne out first."""
    lines, paging = found(visit, "ledger", visit.selection.wanted())
    part = part_of(visit, exchanges=visit.view.exchanges_of(ids_of(lines)))
    rows = {row.exchange: row for row in ledger(part.ground, part.notes)}
    listed = tuple(rows[id_] for id_ in ids_of(lines))
    concerned = tuple(row for row in rules(part.ground, part.notes) if any(case.exchange for case in row.cases))
    dossier = dossier_of_part(visit, part, ledger=listed, rules=concerned)
    return Made(Ledger(paging, listed, concerned, dossier.notes), dossier)


PAGE = Page("ledger", "/ledger", "ledger.html.j2", make, Ledger)
