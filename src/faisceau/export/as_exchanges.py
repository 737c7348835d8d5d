"""The ledger: every exchange with its claims and the provisions that it concerns: why, and what would decide."""

from __future__ import annotations

from faisceau.export.records import lines
from faisceau.export.rules import Rules
from faisceau.export.wording import Wording
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Exchange


def render(dossier: Dossier, lang: str) -> bytes:
    """The exchanges as JSON lines; only `why` and `open_questions` are in the words of `lang`."""
    rules = Rules(Wording(dossier, lang))
    return lines(_record(exchange, rules) for exchange in dossier.exchanges)


def _record(exchange: Exchange, rules: Rules) -> dict[str, object]:
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
        "provisions": [
            {"id": each.id, "why": rules.why(each), "open_questions": rules.questions(each)}
            for each in exchange.provisions
        ],
    }
