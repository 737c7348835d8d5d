"""Every figure with its accounts side by side and how they stand to one another."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import FigureAccount

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The figures as JSON lines; the same in every language."""
    return lines(
        {
            "of": figure.of,
            "unit": figure.unit,
            "event": figure.event,
            "accounts": [_account(account) for account in figure.accounts],
            "relations": figure.relations,
        }
        for figure in dossier.figures
    )


def _account(account: FigureAccount) -> dict[str, object]:
    quantity = account.quantity
    return {
        "claim": account.claim,
        "value": quantity.value,
        "min": quantity.min,
        "max": quantity.max,
        "source": account.source,
        "published": account.published,
    }
