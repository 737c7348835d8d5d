"""What is not fact but voice, each kind apart and with its author: statements, needs, reactions, forecasts, judgements."""

from __future__ import annotations

from collections import defaultdict

from faisceau.model.claims import Claim, Kind
from faisceau.model.dossier.statements import Entry
from faisceau.view.ground import Ground, actor_ids
from faisceau.view.notes import Notes


def entries(ground: Ground, notes: Notes, kind: Kind) -> tuple[Entry, ...]:
    """The claims of one kind, those of one event together, in reading order."""
    together: dict[str, list[Claim]] = defaultdict(list)
    for claim in ground.claims:
        if claim.kind == kind:
            together[ground.event_of.get(claim.id, claim.id)].append(claim)
    return tuple(_entry(ground, notes, claims) for claims in together.values())


def _entry(ground: Ground, notes: Notes, claims: list[Claim]) -> Entry:
    event = ground.event_of.get(claims[0].id)
    agents = actor_ids(claims, objects=False)
    return Entry(
        kind=claims[0].kind,
        event=event,
        actors=agents,
        about=tuple(id_ for id_ in actor_ids(claims) if id_ not in agents),
        told=notes.passage(claims),
        date=next((claim.date.value for claim in claims if claim.date), None),
    )
