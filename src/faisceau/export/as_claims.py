"""Every claim with all its fields, in reading order."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The claims as JSON lines; the same in every language."""
    return lines(dossier.claims)
