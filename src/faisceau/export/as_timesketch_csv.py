"""Dated events for Timesketch, as CSV; cells as in the other tables (`cells.py`), lists as JSON arrays."""

from __future__ import annotations

from faisceau.export.cells import csv_of, plain
from faisceau.export.file_kind import FileKind
from faisceau.export.timesketch import COLUMNS, rows_of
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("csv", "text/csv")


def render(dossier: Dossier, lang: str) -> bytes:
    """The rows; names of actors in `lang`."""
    return csv_of(COLUMNS, ([plain(row[name]) for name in COLUMNS] for row in rows_of(dossier, lang)))
