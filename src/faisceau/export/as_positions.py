"""Positions of actors on objectives, a line each, then a line for each two actors compared."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """Positions and pairs as JSON lines; the same in every language."""
    claims = {note.number: note.claim for note in dossier.notes}
    found = dossier.positions
    positions: list[object] = [
        {
            "actor": each.actor,
            "objective": each.objective,
            "side": each.side,
            "claims": [claims[number] for number in each.notes],
            "causes": each.causes,
        }
        for each in found.positions
    ]
    return lines([*positions, *found.pairs])
