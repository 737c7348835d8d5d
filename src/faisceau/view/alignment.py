"""Who stands with whom: what acts and stances tie two actors, and the camps over time."""

from __future__ import annotations

from collections import defaultdict

from faisceau.knowledge.ties import tie_rule
from faisceau.model.alignment import ActorTie, Alignment, Pair, TieEvent
from faisceau.model.claims import Claim
from faisceau.model.system import Sign
from faisceau.system.alignment import DatedTie, windows
from faisceau.view.ground import Ground, in_full_voice
from faisceau.view.notes import Notes
from faisceau.view.tied import pairs_of

_LAST = "~"


def alignment(ground: Ground, notes: Notes) -> Alignment:
    """Every signed tie of the story with its events, and the camps of each window. One event ties a pair once a sign."""
    told: dict[Pair, dict[tuple[str, Sign], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in ground.claims:
        rule = tie_rule(claim)
        event = ground.event_of.get(claim.id)
        if rule is None or event is None:
            continue
        for a, b in dict.fromkeys((min(pair), max(pair)) for pair in pairs_of(claim, rule)):
            told[a, b][event, rule.sign].append(claim)
    ties = tuple(_tie(ground, notes, pair, told[pair]) for pair in sorted(told))
    dated = [
        DatedTie(tie.a, tie.b, each.sign, each.event, each.date) for tie in ties for each in tie.events if each.date
    ]
    unit, found = windows(dated)
    return Alignment(ties, found, unit, sum(1 for tie in ties for each in tie.events if each.date is None))


def _tie(ground: Ground, notes: Notes, pair: Pair, told: dict[tuple[str, Sign], list[Claim]]) -> ActorTie:
    events = sorted(
        (_event(ground, notes, event, sign, claims) for (event, sign), claims in told.items()),
        key=lambda each: (each.date or _LAST, each.event, each.sign),
    )
    signs = {each.sign for each in events}
    return ActorTie(*pair, "both" if len(signs) > 1 else signs.pop(), tuple(events))


def _event(ground: Ground, notes: Notes, event: str, sign: Sign, claims: list[Claim]) -> TieEvent:
    known = ground.event[event]
    return TieEvent(
        event,
        sign,
        known.date,
        notes.passage(claims),
        known.independent,
        not any(in_full_voice(claim) for claim in claims),
    )
