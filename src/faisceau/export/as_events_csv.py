"""Every event as a line of a table that opens in a spreadsheet; what a spreadsheet would run is kept from it (`cells.py`)."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.tables import EVENTS, as_csv, event_rows
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("csv", "text/csv")


def render(dossier: Dossier, lang: str) -> bytes:
    """The events as CSV; the same in every language."""
    return as_csv(EVENTS, event_rows(dossier))
