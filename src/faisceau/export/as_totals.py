"""Totals of the ledger: what one origin tells of one good going one way, added up in one unit, as an interval."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.model.dossier.ledger import Total
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The totals as JSON lines; the same in every language."""
    claims = {note.number: note.claim for note in dossier.notes}
    return lines(_record(total, claims) for total in dossier.totals)


def _record(total: Total, claims: dict[int, str]) -> dict[str, object]:
    return {
        "from": total.from_,
        "to": total.to,
        "category": total.category,
        "unit": total.unit,
        "origin": total.origin,
        "min": total.low,
        "max": total.high,
        "exchanges": total.blocks,
        "claims": [claims[number] for number in total.notes],
    }
