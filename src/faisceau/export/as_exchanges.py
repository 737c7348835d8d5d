"""The ledger: every exchange with its claims and the provisions that it concerns."""

from __future__ import annotations

from faisceau.export.records import lines
from faisceau.model.dossier import Dossier
from faisceau.model.fused import Exchange


def render(dossier: Dossier, lang: str) -> bytes:
    """The exchanges as JSON lines; the same in every language."""
    return lines(_record(exchange) for exchange in dossier.exchanges)


def _record(exchange: Exchange) -> dict[str, object]:
    return {
        "from": exchange.from_,
        "to": exchange.to,
        "good": exchange.good,
        "category": exchange.category,
        "quantity": exchange.quantity,
        "date": exchange.date,
        "counter_flow": exchange.counter_flow,
        "status": exchange.status,
        "verdict": exchange.verdict,
        "claims": exchange.claims,
        # What ties an exchange to a provision is not worked out yet: the fields are there, and say so by being empty.
        "provisions": [{"id": id_, "why": None, "open_questions": []} for id_ in exchange.provisions],
    }
