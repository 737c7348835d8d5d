"""How far two propositions speak of one event, and why: a sum of log odds, one term for each thing compared.

The form is that of probabilistic record linkage (Fellegi and Sunter 1969). What is compared and what it weighs is data,
`knowledge/ontology/likeness.toml`; here is how each thing is measured, and which neighbours are never one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import msgspec

from faisceau.fuse.features import Journey, Proposition, is_state_or_body
from faisceau.fuse.rarity import Rarity, Weights, total
from faisceau.fuse.words import is_light, moods
from faisceau.knowledge import load_toml
from faisceau.knowledge.gazetteer import is_state

HELD = 0.75
LARGER = 1.5
YEAR = 366
MONTH = 31
DAYS = 3
TOLL = 7  # days for which victims of one event go on being counted
VERBATIM = 0.8  # wording so near that one day's difference is the outlet's, not the event's
SAID = 0.08  # wording below which two things said, judged or wanted are two, unless their predicates are one act
MOST_WORDS = 3.0
NEVER = -20.0
_FORCE = frozenset({"ASSAULT", "COERCE"})  # PLOVER's roots
_SUDDEN = frozenset({"incident", "event", "exchange"})
Ends = tuple[str | None, str | None]


class Likeness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is compared: in the shipped data the weight of each, from `compared` how far each holds of two propositions."""

    bias: float = 1.0
    wording: float = 0.0
    words: float = 0.0
    few_words: float = 0.0
    names: float = 0.0
    acts: float = 0.0
    rare_acts: float = 0.0
    predicate_act: float = 0.0
    other_act: float = 0.0
    predicate: float = 0.0
    actors: float = 0.0
    rare_actors: float = 0.0
    other_actor: float = 0.0
    other_subject: float = 0.0
    speaker: float = 0.0
    other_speaker: float = 0.0
    kind: float = 0.0
    root: float = 0.0
    other_valence: float = 0.0
    goods: float = 0.0
    family: float = 0.0
    other_family: float = 0.0
    flow: float = 0.0
    figure: float = 0.0
    digits: float = 0.0
    day: float = 0.0
    other_time: float = 0.0
    far_time: float = 0.0
    other_place: float = 0.0


@cache
def _weights() -> tuple[tuple[str, float], ...]:
    known = load_toml("ontology/likeness.toml", Likeness)
    return tuple((name, getattr(known, name)) for name in Likeness.__struct_fields__)


def wording(a: Proposition, b: Proposition, rarity: Rarity) -> float:
    """How alike the words are, 0 to 1: weighted Jaccard index."""
    shared = a.stems & b.stems
    if not shared:
        return 0.0
    return _share(total(shared, rarity.words), rarity.totals(a).words, rarity.totals(b).words)


def _share(common: float, first: float, second: float) -> float:
    """Weighted Jaccard index from what is common and what each has."""
    return common / (first + second - common) if common else 0.0


def is_plan_of(a: Proposition, b: Proposition) -> bool:
    """Whether one tells as planned, wanted, feared or expected what the other tells as done."""
    return a.planned != b.planned and a.is_deed and b.is_deed


def _cannot_be_one(a: Proposition, b: Proposition, rarity: Rarity) -> bool:
    """Neighbours that must stay apart: other years, other days of a sudden event, other people, other things said, force
    used on others, an act and its answer, the way back, other goods, what two days each brought, a measure taken and a
    measure eased, an act and what is felt or threatened of it."""
    x, y = a.claim.kind, b.claim.kind
    if a.days and b.days and not a.days.meets(b.days):
        gap = a.days.gap(b.days)
        if gap > YEAR:
            return True
        longest = max(a.days.length, b.days.length)
        sudden = x in _SUDDEN and y in _SUDDEN and (longest <= DAYS or longest <= MONTH < gap)
        if sudden and not _is_later_toll(a, b, gap) and wording(a, b, rarity) < VERBATIM:
            return True
    if x in _SUDDEN and y in _SUDDEN and (_is_told_before(a, b) or _is_told_before(b, a)):
        return True
    if x not in _SUDDEN and y not in _SUDDEN and not _do_one_thing(a, b) and wording(a, b, rarity) < SAID:
        return True
    others = x in _SUDDEN and y in _SUDDEN and (_are_others(a, b) or _strike_others(a, b))
    if others and wording(a, b, rarity) < VERBATIM:
        return True
    if a.is_deed != b.is_deed and (_is_attitude(a) or _is_attitude(b)) and wording(a, b, rarity) < VERBATIM:
        return True
    if (_have_other_people(a, b) or _answers(a, b)) and wording(a, b, rarity) < VERBATIM:
        return True
    if x == y == "exchange" and a.named_families and b.named_families and not a.named_families & b.named_families:
        return True
    if x == y == "sanction_act" and a.quad and b.quad and a.quad[-1] != b.quad[-1]:
        return True
    if a.flow and b.flow and a.flow == (b.flow[1], b.flow[0]) and a.flow[0] != a.flow[1]:
        return True
    if _goes_otherwise(a, b) and wording(a, b, rarity) < VERBATIM:
        return True
    if a.anew and b.anew and a.numbers and b.numbers and not a.numbers & b.numbers:
        return True
    return _is_way_back(a.journey, b.journey)


def _is_told_before(a: Proposition, b: Proposition) -> bool:
    """Whether `a`, undated, was told as done in an article of a day before `b` happened."""
    if a.days or not b.days or a.known_by is None or a.planned:
        return False
    return b.days.first > a.known_by + 1  # a day between the time zones


def _goes_otherwise(a: Proposition, b: Proposition) -> bool:
    """Whether another good goes from one to another, and another State is at one of its ends: what two States give is two
    things, unless both give of the same or only offer it ("Paris et Rome ont offert leur aide").
    """
    if a.planned or b.planned:
        return False
    first, second = ({item.category for item in each.claim.items if item.category} for each in (a, b))
    if not a.flow or not b.flow or not (first and second) or first & second:
        return False
    return any(x and y and x != y and is_state(x) and is_state(y) for x, y in zip(a.flow, b.flow, strict=True))


def _do_one_thing(a: Proposition, b: Proposition) -> bool:
    """Whether the predicates are of one act that says by itself what is done or felt."""
    return not (a.own_acts & b.own_acts) <= moods()


def _is_later_toll(a: Proposition, b: Proposition, gap: int) -> bool:
    """Whether both count the victims of something in the days after it: a toll's date is as often that of the count."""
    return gap <= TOLL and bool(a.toll & b.toll)


def _are_others(a: Proposition, b: Proposition) -> bool:
    """Whether nobody whom one names is in the other, where both say who acts, or both name States or bodies."""
    if a.who & b.who:
        return False
    return bool(a.subjects and b.subjects) or (_names_bodies(a) and _names_bodies(b))


def _strike_others(a: Proposition, b: Proposition) -> bool:
    """Whether both use force, and who is struck in one strikes somebody else in the other; who strikes back is in one fight."""
    if a.claim.plover not in _FORCE or b.claim.plover not in _FORCE or a.subjects & b.subjects:
        return False
    return any(
        bool(x.objects & y.subjects) and bool(y.objects) and not y.objects & x.actors for x, y in ((a, b), (b, a))
    )


def _answers(a: Proposition, b: Proposition) -> bool:
    """Whether one does to the other, of another root, what the other does to it: who is asked for planes and promises some."""
    if a.claim.plover == b.claim.plover or a.subjects & b.subjects or a.objects & b.objects:
        return False
    return bool(a.subjects & b.objects) and bool(a.objects & b.subjects)


def _names_bodies(known: Proposition) -> bool:
    return any(map(is_state_or_body, known.who))


def _is_attitude(known: Proposition) -> bool:
    """Whether it tells what somebody feels or threatens, by no act of their own: no account of what is then done."""
    return known.claim.plover == "THREATEN" or (known.claim.kind == "reaction" and known.claim.plover is None)


def _have_other_people(a: Proposition, b: Proposition) -> bool:
    """Whether the people who act are others in both: what one says or does is not what another does. Of two meetings the
    parties count, whoever is told to have met whom; people of whose names a part is the same may be one, spelt otherwise."""
    met = a.claim.plover == b.claim.plover == "CONSULT"
    first, second = (a.persons, b.persons) if met else (a.doers, b.doers)
    return _lacks(first, second) and _lacks(second, first) and (met or not first & second)


def _lacks(named: frozenset[str], others: frozenset[str]) -> bool:
    parts = {part for other in others for part in other.split("-")}
    return bool(others) and any(parts.isdisjoint(name.split("-")) for name in named)


def _is_way_back(a: Journey | None, b: Journey | None) -> bool:
    """Whether one visitor is the other's host and the reverse: two visits."""
    return bool(a and b and a[0] & b[1] and a[1] & b[0] and not a[0] & b[0])


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
    if a.denial and _deny_apart(a, b):
        return NEVER
    return likeness(a, b, rarity)


def _deny_apart(a: Proposition, b: Proposition) -> bool:
    """Whether others deny: what each of them denies is put beside what it contests, and may be two things."""
    first, second = a.speakers or a.subjects, b.speakers or b.subjects
    return bool(first and second and not first & second)


def likeness(a: Proposition, b: Proposition, rarity: Rarity) -> float:
    """As `score`, for two that may also be a plan and its doing."""
    if _cannot_be_one(a, b, rarity):
        return NEVER
    seen = compared(a, b, rarity)
    return float(sum(weight * getattr(seen, name) for name, weight in _weights()))


def compared(a: Proposition, b: Proposition, rarity: Rarity) -> Likeness:
    """How far each thing compared holds of the two."""
    first, second = rarity.totals(a), rarity.totals(b)
    same = a.content & b.content
    words = total(same, rarity.words)
    acts = total(a.acts & b.acts, rarity.acts)
    actors = total(a.who & b.who, rarity.actors)
    x, y = a.claim, b.claim
    families = bool(a.named_families & b.named_families)
    apart = bool(a.days and b.days and not a.days.meets(b.days))
    return Likeness(
        wording=0.0 if not words or _is_part(a, b) else words / min(first.content, second.content),
        words=min(words, MOST_WORDS),
        few_words=max(0.0, 1.0 - words),
        names=min(total((a.stems & b.stems) - same, rarity.words), MOST_WORDS),
        acts=_share(acts, first.acts, second.acts),
        rare_acts=acts,
        predicate_act=bool(a.own_acts & b.own_acts),
        other_act=bool(a.own_acts and b.own_acts and not a.own_acts & b.own_acts),
        predicate=x.predicate == y.predicate and not is_light(x.predicate),
        actors=_share(actors, first.actors, second.actors),
        rare_actors=actors,
        other_actor=max((rarity.actors[who] for who in (a.actors - b.who) | (b.actors - a.who)), default=0.0),
        other_subject=bool(a.subjects and b.subjects and not a.subjects & b.subjects),
        speaker=_jaccard(a.speakers, b.speakers, rarity.speakers),
        other_speaker=bool(a.speakers and b.speakers and not a.speakers & b.speakers),
        kind=x.kind == y.kind,
        root=x.plover is not None and x.plover == y.plover,
        other_valence=bool(a.quad and b.quad and a.quad[-1] != b.quad[-1]),
        goods=total(a.named_goods & b.named_goods, rarity.goods),
        family=families and not a.named_goods & b.named_goods,
        other_family=bool(a.named_families and b.named_families) and not families,
        flow=a.flow is not None and a.flow == b.flow,
        figure=max((rarity.figures[number] for number in a.numbers & b.numbers), default=0.0),
        digits=any(len(stem) > 1 and stem.isdigit() for stem in a.stems & b.stems),
        day=bool(a.days and b.days and max(a.days.length, b.days.length) <= DAYS and not apart),
        other_time=apart,
        far_time=bool(apart and a.days and b.days and a.days.gap(b.days) > MONTH),
        other_place=bool(a.place and b.place and a.place != b.place),
    )


def _jaccard(a: frozenset[str], b: frozenset[str], weights: Weights) -> float:
    return _share(total(a & b, weights), total(a, weights), total(b, weights)) if a & b else 0.0


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

    common("actors", [member.who for member in members])
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
