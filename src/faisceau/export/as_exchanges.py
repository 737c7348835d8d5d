"""The ledger: every exchange with its claims and the provisions that it concerns: why, and what would decide."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.export.file_kind import FileKind
from faisceau.export.records import lines
from faisceau.export.rules import Rules
from faisceau.export.wording import Wording
from faisceau.model.claims import ActorRef
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Exchange

FILE = FileKind("jsonl", "application/x-ndjson")


def render(dossier: Dossier, lang: str) -> bytes:
    """The exchanges as JSON lines; the parties' names, `why` and `open_questions` are in the words of `lang`."""
    wording = Wording(dossier, lang)
    rules = Rules(wording)
    return lines(_record(exchange, rules, wording) for exchange in dossier.exchanges)


def _record(exchange: Exchange, rules: Rules, wording: Wording) -> dict[str, object]:
    return {
        "from": _parties(exchange.from_, wording),
        "to": _parties(exchange.to, wording),
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


def _parties(actors: Sequence[ActorRef], wording: Wording) -> list[dict[str, str]]:
    """The parties by name: how one claim happens to call them ("-il", "l'allié") tells nothing by itself."""
    return [{"id": actor.id, "name": wording.actor(actor.id)} for actor in actors]
