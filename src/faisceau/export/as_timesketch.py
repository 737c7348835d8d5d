"""Dated events for Timesketch, as JSON lines."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.export.timesketch import rows_of
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The rows; names of actors in `lang`."""
    return lines(rows_of(dossier, lang))
