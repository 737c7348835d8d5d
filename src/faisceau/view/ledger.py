"""The ledger: who gives what to whom, when, according to whom."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from faisceau.model.dossier.ledger import LedgerRow
from faisceau.model.fused import Exchange
from faisceau.view.ground import Ground
from faisceau.view.notes import Notes


def ledger(ground: Ground, notes: Notes) -> tuple[LedgerRow, ...]:
    """Every exchange, the best borne out first."""
    known = ledger_order(ground)
    return tuple(_row(ground, notes, exchange, answers(exchange, known)) for exchange in known)


def ledger_order(ground: Ground) -> list[Exchange]:
    """The exchanges that have claims, in the order in which they are shown."""
    return sorted(
        (exchange for exchange in ground.exchanges if exchange.claims),
        key=lambda x: ledger_key(x, _independent(ground, x)),
    )


def answers(exchange: Exchange, known: Sequence[Exchange]) -> tuple[str, ...]:
    """The exchanges that are given in return for this one: its own counter-flow, and those whose counter-flow it is."""
    back = [other.id for other in known if other.counter_flow == exchange.id and other.id != exchange.counter_flow]
    own = [exchange.counter_flow] if exchange.counter_flow else []
    return tuple(own + back)


def _independent(ground: Ground, exchange: Exchange) -> int:
    event = ground.event.get(exchange.event)
    return event.independent if event else 1


def ledger_key(exchange: Exchange, independent: int) -> tuple[int, str, str, str]:
    """Sort key, of an exchange that so many independent origins tell."""
    giver = exchange.from_[0].id if exchange.from_ else "~"
    return (-independent, giver, exchange.date or "~", exchange.id)


def _row(ground: Ground, notes: Notes, exchange: Exchange, back: tuple[str, ...]) -> LedgerRow:
    claims = sorted((ground.claim[id_] for id_ in exchange.claims), key=ground.place)
    return LedgerRow(
        exchange=exchange.id,
        event=exchange.event,
        from_=tuple(dict.fromkeys(ref.id for ref in exchange.from_)),
        to=tuple(dict.fromkeys(ref.id for ref in exchange.to)),
        good=exchange.good,
        category=exchange.category,
        quantity=exchange.quantity,
        date=exchange.date,
        told=replace(notes.passage(claims), status=exchange.status),  # what did not happen is not told as done
        verdict=exchange.verdict,
        independent=_independent(ground, exchange),
        provisions=exchange.provisions,
        counter_flow=exchange.counter_flow,
        answers=back,
    )
