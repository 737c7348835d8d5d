"""The reading with its rules: provisions on every line of the ledger, and on the events whose claims are on none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from faisceau.fuse.checks import checks_of
from faisceau.fuse.ground import Ground
from faisceau.fuse.provisions import claim_concerns, concerns_of
from faisceau.fuse.seals import Seals
from faisceau.fuse.situations import of_exchange
from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Exchange, Reading
from faisceau.model.memory import Memory, digest
from faisceau.model.rules import Check, Concern, merged


class Rules(Struct, frozen=True):
    """What some claims concern, and the shipped facts from which they differ."""

    concerns: tuple[Concern, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Recalling:
    """A memory, and what stands for what is looked up in it."""

    memory: Memory
    seals: Seals


def with_rules(reading: Reading, claims: Mapping[str, Claim], ground: Ground, recalling: Recalling) -> Reading:
    """The same reading, `claims` by id: what it concerns and where shipped facts differ, told beside it."""
    exchanges = tuple(_exchange(each, claims, ground, recalling) for each in reading.exchanges)
    in_ledger = {identity for each in exchanges for identity in each.claims}
    seen: set[str] = set()  # a denial is in several events, and told once
    events: list[Event] = []
    for event in reading.events:
        known = [claims[identity] for identity in event.claims if identity not in seen]
        seen.update(event.claims)
        elsewhere = [claim.id in in_ledger for claim in known]
        key = digest("rules", recalling.seals.of(known), elsewhere)
        rules = recalling.memory.recall(key, Rules, partial(_rules, known, elsewhere, ground))
        events.append(replace(event, concerns=rules.concerns, checks=rules.checks))
    return replace(reading, events=tuple(events), exchanges=exchanges)


def _rules(claims: Sequence[Claim], elsewhere: Sequence[bool], ground: Ground) -> Rules:
    """What claims concern that are not told of `elsewhere`, in the ledger, and the facts from which any of them differs."""
    concerns = merged(
        concern
        for claim, told in zip(claims, elsewhere, strict=True)
        if not told
        for concern in claim_concerns(claim, ground.lang(claim), ground.published(claim))
    )
    checks = (check for claim in claims for check in checks_of(claim, ground.lang(claim), ground.published(claim)))
    return Rules(concerns, tuple(checks))


def _exchange(exchange: Exchange, claims: Mapping[str, Claim], ground: Ground, recalling: Recalling) -> Exchange:
    told = [claims[identity] for identity in exchange.claims]
    published = min((date for date in map(ground.published, told) if date), default=None)

    def concerned() -> tuple[Concern, ...]:
        return concerns_of(of_exchange(exchange, told, ground.lang(told[0]), published))

    key = digest("exchange", exchange, recalling.seals.of(told))
    return replace(exchange, provisions=recalling.memory.recall(key, tuple[Concern, ...], concerned))
