"""Every event with its verdict, its origins and all its accounts."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")

_FIELDS = (
    "id", "label", "kind", "date", "verdict", "independent", "origins", "claims", "accounts", "evolves_from", "reasons",
    "differs", "witnesses", "history", "salience",
)  # fmt: skip


def render(dossier: Dossier, lang: str) -> bytes:
    """The events as JSON lines; the same in every language."""
    return lines({field: getattr(event, field) for field in _FIELDS} for event in dossier.events)
