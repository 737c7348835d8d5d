"""The network: who acts towards whom, act families apart, an edge as thick as its origins are independent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from faisceau.model.claims import ActorRef, Claim
from faisceau.model.dossier.events import Edge, Family, Network
from faisceau.view.actors import state_of
from faisceau.view.ground import Ground, in_full_voice
from faisceau.view.notes import Notes

# The two halves of the event scheme's sixteen roots.
_COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_CONFLICT = frozenset(
    {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
# What did happen, or is said to; what may come is in the forecasts.
_ACTS = frozenset({"event", "incident", "exchange", "sanction_act", "statement", "reaction", "background"})


def network(ground: Ground, notes: Notes) -> Network:
    """Edges between different actors, one for each pair, direction and family."""
    return network_of(tuple(_edge(ground, notes, key, claims) for key, claims in sorted(bundles(ground).items())))


def network_of(edges: tuple[Edge, ...]) -> Network:
    """The edges with their ends, the most connected first."""
    degree: Counter[str] = Counter()
    for edge in edges:
        degree[edge.from_] += edge.independent
        degree[edge.to] += edge.independent
    return Network(tuple(sorted(degree, key=lambda actor: (-degree[actor], actor))), edges)


def bundles(ground: Ground) -> dict[tuple[str, str, Family], list[Claim]]:
    """The acts of each actor towards each other one, by family, in reading order."""
    found: dict[tuple[str, str, Family], list[Claim]] = defaultdict(list)
    for claim in ground.claims:
        for key in bundles_of(claim):
            found[key].append(claim)
    return dict(found)


def bundles_of(claim: Claim) -> Iterator[tuple[str, str, Family]]:
    """The bundles that a claim belongs to: who acts, towards whom, in which family."""
    if claim.kind not in _ACTS or claim.polarity == "-" or claim.status == "denied":
        return
    for giver in ends(claim.subject):
        for receiver in ends(claim.object):
            if giver != receiver and (claim.plover or claim.kind == "exchange"):
                yield giver, receiver, _family(claim)


def ends(refs: tuple[ActorRef, ...]) -> tuple[str, ...]:
    """The actors of one role; someone named beside their state stands for it and is not drawn twice."""
    ids = tuple(dict.fromkeys(ref.id for ref in refs))
    return tuple(id_ for id_ in ids if state_of(id_) not in ids)


def _family(claim: Claim) -> Family:
    if claim.plover in _CONFLICT:
        return "conflict"
    return "cooperation" if claim.plover in _COOPERATION else "other"


def _edge(ground: Ground, notes: Notes, key: tuple[str, str, Family], claims: list[Claim]) -> Edge:
    events = tuple(dict.fromkeys(event for c in claims if (event := ground.event_of.get(c.id))))
    acts: Counter[str] = Counter(claim.plover for claim in claims if claim.plover)
    return Edge(
        from_=key[0],
        to=key[1],
        family=key[2],
        acts=tuple(sorted(acts, key=lambda act: (-acts[act], act))),
        independent=max([ground.event[event].independent for event in events], default=1),
        alleged=not any(in_full_voice(claim) for claim in claims),
        events=events,
        notes=tuple(notes.number(claim.id) for claim in claims),
    )
