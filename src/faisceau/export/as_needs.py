"""Needs and suppliers: a line for each actor and good, with the claims that say it is needed and the exchanges that bring it."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.model.dossier.ledger import NeedCell
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The grid as JSON lines; the same in every language."""
    claims = {note.number: note.claim for note in dossier.notes}
    return lines(_record(cell, claims) for cell in dossier.supplies)


def _record(cell: NeedCell, claims: dict[int, str]) -> dict[str, object]:
    needed = cell.needed
    return {
        "actor": cell.actor,
        "category": cell.category,
        "needed": [claims[number] for number in needed.notes] if needed else [],
        "said_by": sorted({voice.actor for voice in needed.voices}) if needed else [],
        "supplied": [
            {"exchange": each.exchange, "from": each.from_, "claims": [claims[number] for number in each.told.notes]}
            for each in cell.supplied
        ],
    }
