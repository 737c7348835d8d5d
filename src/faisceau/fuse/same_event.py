"""How far two propositions speak of one event, and why: a sum of log odds, one term for each thing compared.

The form is that of probabilistic record linkage (Fellegi and Sunter 1969). The weights are a ridge logistic fit on two
hand-grouped sets of different make (five essays on one affair; five dispatches on one disaster), rounded to two figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from faisceau.fuse.features import Proposition

BIAS = -6.2
WORDING = 9.0
HELD = 0.75
LARGER = 1.5
NESTED = 0.0  # of the likeness of a claim and a clause of it, which tells nothing
ACT = 1.2
ACTS = 1.0
ACTORS = 1.4
OBJECT = 1.5
KIND = 1.6
GOOD = 2.0
OTHER_GOOD = -3.4
FLOW = 2.5
OTHER_FLOW = -5.0  # another giver or receiver is another exchange
SOME_FLOW = 1.0  # one side told by one of them only
FIGURE = 2.0
OTHER_TIME = -1.6
PLACE = 0.8
OTHER_PLACE = -0.6
YEAR = 366
DAYS = 3
VERBATIM = 0.8  # wording so near that one day's difference is the outlet's, not the event's
NEVER = -20.0
Ends = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Rarity:
    """What a shared word or actor weighs: rare ones much, those of every claim little (inverse document frequency).

    `totals` are the weights of all words, and of all actors, of each proposition by its key.
    """

    words: dict[str, float]
    actors: dict[str, float]
    totals: dict[str, tuple[float, float]]

    @classmethod
    def of(cls, propositions: Sequence[Proposition]) -> Rarity:
        """Weights from how many of the propositions have each word and actor."""
        words = _weights([proposition.stems for proposition in propositions])
        actors = _weights([proposition.actors for proposition in propositions])
        totals = {known.key: (_sum(known.stems, words), _sum(known.actors, actors)) for known in propositions}
        return cls(words, actors, totals)


def _weights(sets: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(value for values in sets for value in values)
    return {value: math.log1p(len(sets) / count) for value, count in counts.items()}


def _sum(values: frozenset[str], weight: dict[str, float]) -> float:
    """In one order, since the last bits of a sum depend on it."""
    return sum(weight[value] for value in (sorted(values) if len(values) > 2 else values))


def wording(a: Proposition, b: Proposition, rarity: Rarity) -> float:
    """How alike the words are, 0 to 1: weighted Jaccard index."""
    shared = a.stems & b.stems
    if not shared:
        return 0.0
    common = _sum(shared, rarity.words)
    return common / (rarity.totals[a.key][0] + rarity.totals[b.key][0] - common)


def _same_actors(a: Proposition, b: Proposition, rarity: Rarity) -> float:
    shared = a.actors & b.actors
    if not shared:
        return 0.0
    common = _sum(shared, rarity.actors)
    return common / (rarity.totals[a.key][1] + rarity.totals[b.key][1] - common)


def is_plan_of(a: Proposition, b: Proposition) -> bool:
    """Whether one tells as planned, feared or expected what the other tells as done."""
    return a.planned != b.planned and a.is_deed and b.is_deed


def _cannot_be_one(a: Proposition, b: Proposition, alike: float) -> bool:
    """Neighbours that must stay apart: other years, other days of a sudden event, the way back, other goods,
    a measure taken and a measure eased."""
    if a.claim.kind == b.claim.kind == "exchange" and a.families and b.families and not a.families & b.families:
        return True
    measures = a.claim.kind == b.claim.kind == "sanction_act"
    if measures and a.quad and b.quad and a.quad[-1] != b.quad[-1]:
        return True
    if a.flow and b.flow and a.flow == (b.flow[1], b.flow[0]) and a.flow[0] != a.flow[1]:
        return True
    if a.days and b.days and not a.days.meets(b.days):
        if a.days.gap(b.days) > YEAR:
            return True
        sudden = {"incident", "event", "exchange"}
        dated = a.days.length <= DAYS and b.days.length <= DAYS
        if dated and a.claim.kind in sudden and b.claim.kind in sudden and alike < VERBATIM:
            return True
    return False


def _may_be_one_flow(a: Ends, b: Ends) -> bool:
    """Whether nothing told of either side tells two flows apart, and one side is told by both."""
    ends = [(x, y) for x, y in zip(a, b, strict=True) if x and y]
    return bool(ends) and all(x == y for x, y in ends)


def _is_part(a: Proposition, b: Proposition) -> bool:
    """Whether one is a clause of the other, of another act: their words are the same because one holds the other."""
    x, y = a.claim, b.claim
    if x.predicate == y.predicate:
        return False
    if x.article == y.article and x.start < y.end and y.start < x.end:
        return True
    small, large = sorted((a.stems, b.stems), key=len)
    return x.kind != y.kind and len(small & large) >= HELD * len(small) and len(large) >= LARGER * len(small)


def score(a: Proposition, b: Proposition, rarity: Rarity) -> float:
    """Log odds that the two speak of one event, `NEVER` where something forbids it.

    A denial is no account of what happened: it is put beside what it contests, never grouped with it.
    """
    if a.denial != b.denial or a.claim.polarity != b.claim.polarity or is_plan_of(a, b):
        return NEVER
    return likeness(a, b, rarity)


def likeness(a: Proposition, b: Proposition, rarity: Rarity) -> float:
    """As `score`, for two that may also be a plan and its doing."""
    alike = wording(a, b, rarity)
    if _cannot_be_one(a, b, alike):
        return NEVER
    total = BIAS + WORDING * alike * (NESTED if _is_part(a, b) else 1.0)
    shared_acts = a.acts & b.acts
    if shared_acts:
        total += ACT + ACTS * len(shared_acts) / len(a.acts | b.acts)
    total += ACTORS * _same_actors(a, b, rarity)
    if a.objects and b.objects:
        total += OBJECT * len(a.objects & b.objects) / len(a.objects | b.objects)
    if a.claim.kind == b.claim.kind:
        total += KIND
    if a.goods & b.goods:
        total += GOOD
    elif a.families and b.families and not a.families & b.families:
        total += OTHER_GOOD
    if a.flow and b.flow:
        total += FLOW if a.flow == b.flow else SOME_FLOW if _may_be_one_flow(a.flow, b.flow) else OTHER_FLOW
    if a.numbers & b.numbers:
        total += FIGURE
    if a.days and b.days and not a.days.meets(b.days):
        total += OTHER_TIME
    if a.place and b.place:
        total += PLACE if a.place == b.place else OTHER_PLACE
    return total


def reasons(members: Sequence[Proposition], rarity: Rarity) -> tuple[str, ...]:
    """What the members share that made them one event, as short strings; empty for a single proposition."""
    if len(members) < 2:
        return ()
    found: list[str] = []

    def common(name: str, sets: list[frozenset[str]]) -> None:
        counts = Counter(value for values in sets for value in values)
        held = sorted((v for v, n in counts.items() if n * 2 > len(sets)), key=lambda v: (-counts[v], v))
        if held:
            found.append(f"{name}: {', '.join(held[:4])}")

    common("actors", [member.actors for member in members])
    common("act", [member.acts for member in members])
    common("good", [member.goods for member in members])
    common("place", [frozenset({member.place}) if member.place else frozenset() for member in members])
    common("time", [frozenset({m.claim.date.value}) if m.claim.date else frozenset() for m in members])
    texts = [frozenset(f"{i.quantity.text}" for i in m.claim.items if i.quantity) for m in members]
    common("figure", texts)
    first = members[0]
    alike = sum(wording(first, other, rarity) for other in members[1:]) / (len(members) - 1)
    found.append(f"wording: {alike:.2f}")
    return tuple(found)
