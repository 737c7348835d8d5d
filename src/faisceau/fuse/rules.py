"""The reading with its rules: provisions on every line of the ledger, and on the events whose claims are on none."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from faisceau.fuse.checks import checks_of
from faisceau.fuse.ground import Ground
from faisceau.fuse.provisions import claim_concerns, concerns_of
from faisceau.fuse.situations import of_exchange
from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Exchange, Reading
from faisceau.model.rules import merged


def with_rules(reading: Reading, claims: Mapping[str, Claim], ground: Ground) -> Reading:
    """The same reading, `claims` by id: what it concerns and where shipped facts differ, told beside it."""
    exchanges = tuple(_exchange(each, claims, ground) for each in reading.exchanges)
    in_ledger = {identity for each in exchanges for identity in each.claims}
    seen: set[str] = set()  # a denial is in several events, and told once
    events: list[Event] = []
    for event in reading.events:
        known = [claims[identity] for identity in event.claims if identity not in seen]
        seen.update(event.claims)
        events.append(
            replace(
                event,
                concerns=merged(
                    concern
                    for claim in known
                    if claim.id not in in_ledger
                    for concern in claim_concerns(claim, ground.lang(claim), ground.published(claim))
                ),
                checks=tuple(
                    check for claim in known for check in checks_of(claim, ground.lang(claim), ground.published(claim))
                ),
            )
        )
    return replace(reading, events=tuple(events), exchanges=exchanges)


def _exchange(exchange: Exchange, claims: Mapping[str, Claim], ground: Ground) -> Exchange:
    told = [claims[identity] for identity in exchange.claims]
    published = min((date for date in map(ground.published, told) if date), default=None)
    return replace(exchange, provisions=concerns_of(of_exchange(exchange, told, ground.lang(told[0]), published)))
