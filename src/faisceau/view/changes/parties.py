"""Actors named and exchanges told for the first time."""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.model.changes import Change
from faisceau.model.claims import Claim
from faisceau.model.past import named_in
from faisceau.view.changes.scene import Scene, Told


def actor_changes(scene: Scene) -> Iterator[Change]:
    """Each actor that no claim named before, with the claims that name it."""
    known = set(scene.before.actors)
    naming: dict[str, list[Claim]] = {}
    for claim in scene.ground.claims:
        for actor in named_in(claim):
            if actor not in known:
                naming.setdefault(actor, []).append(claim)
    for actor, claims in sorted(naming.items()):
        event = scene.ground.event.get(scene.ground.event_of.get(claims[0].id, ""))
        yield scene.change(
            "new_actor", event, claims, scene.freshness(claims), Told(label=claims[0].quote, subject=actor)
        )


def exchange_changes(scene: Scene) -> Iterator[Change]:
    """Each line of the ledger none of whose claims told one before."""
    told = {claim for exchange in scene.before.exchanges for claim in exchange.claims}
    for exchange in scene.ground.exchanges:
        if not exchange.claims or any(scene.lineage.continued.get(id_, id_) in told for id_ in exchange.claims):
            continue
        claims = [scene.ground.claim[id_] for id_ in exchange.claims]
        new = [claim for claim in claims if scene.is_new(claim)]
        category = (exchange.category,) if exchange.category else ()
        yield scene.change(
            "new_exchange",
            scene.ground.event.get(exchange.event),
            claims,
            scene.reason(exchange.event, new),
            Told(label=exchange.good, subject=exchange.id, categories=category),
        )
