"""Figures of one thing side by side, and how each pair stands. Figures in different units are never set together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec

from faisceau.fuse.days import days_of
from faisceau.fuse.features import is_state_or_body
from faisceau.fuse.ground import Ground
from faisceau.fuse.measures import countable_units
from faisceau.fuse.words import acts, stems
from faisceau.model.claims import AUTHOR, Claim, Item, Quantity
from faisceau.model.fused import Figure, FigureAccount, FigureRelation, Relation
from faisceau.model.ids import content_id

_TOLLS = frozenset(
    {"kill", "injure", "missing", "displace", "damage", "arrest"}
)  # counts that only grow as news comes in
YEAR = 366
TELLING = 1000  # a number this large, told twice of things of one name, is the same count
ROUND = 0.05  # two approximate numbers this near are one


@dataclass(frozen=True, slots=True)
class Counted:
    """One claim's count, with what is needed to set it beside others. `house` is who publishes its article."""

    event: str
    claim: Claim
    item: Item
    quantity: Quantity
    published: str | None
    house: str
    tolls: frozenset[str]
    words: frozenset[str]


def _bounds(quantity: Quantity) -> tuple[float, float]:
    if quantity.value is not None:
        return quantity.value, quantity.value
    low = -math.inf if quantity.min is None else quantity.min
    return low, math.inf if quantity.max is None else quantity.max


def _stated(quantity: Quantity) -> float | None:
    """The number that the words give, whether as a value or as a lower bound."""
    return quantity.value if quantity.value is not None else quantity.min


def _is_vague(quantity: Quantity) -> bool:
    """Whether the words give no number ("dozens"): read as twice a power of ten, without a figure in it."""
    if quantity.value is not None or any(c.isdigit() for c in quantity.text):
        return False
    if quantity.min is None:
        return quantity.max is None
    return f"{quantity.min:.0f}".rstrip("0") == "2"


def _same_source(a: Counted, b: Counted) -> bool:
    ours, theirs = ({actor.id for actor in x.claim.source.by} for x in (a, b))
    shared = ours & theirs
    return bool(shared - {AUTHOR}) or (AUTHOR in shared and a.house == b.house)


def relation(a: Counted, b: Counted) -> Relation:
    """How two figures of one thing stand.

    Equal numbers agree, "plus de 100" and "au moins 100" too. Ranges that meet are compatible, unless the same source gave
    another number, which is then its update. Ranges that cannot both be contradict, unless the count is a toll that the
    later, or larger, figure brings up to date.
    """
    (low_a, high_a), (low_b, high_b) = _bounds(a.quantity), _bounds(b.quantity)
    stated_a, stated_b = _stated(a.quantity), _stated(b.quantity)
    meet = low_a <= high_b and low_b <= high_a
    if stated_a is not None and stated_b is not None:
        near = ROUND * max(abs(stated_a), abs(stated_b)) if a.quantity.approx or b.quantity.approx else 0.0
        if abs(stated_a - stated_b) <= near:
            return "agree"
    elif meet and (low_a, high_a) == (low_b, high_b):
        return "agree"
    if not a.words & b.words and not a.tolls & b.tolls:
        return "different_thing"
    if a.words != b.words and (a.words < b.words or b.words < a.words) and not meet and not a.tolls & b.tolls:
        return "part_of"
    if meet and (_is_vague(a.quantity) or _is_vague(b.quantity)):
        return "compatible_bound"
    if _same_source(a, b) and (a.published != b.published or a.tolls & b.tolls):
        return "update"
    if meet:
        return "compatible_bound"
    return "update" if a.tolls & b.tolls else "contradict"


def _counted(event: str, claims: Sequence[Claim], ground: Ground) -> list[Counted]:
    found: list[Counted] = []
    for claim in sorted(claims, key=lambda claim: (ground.published(claim) or "", claim.id)):
        house = ground.house(claim)
        for item in claim.items:
            if item.quantity is None or (_stated(item.quantity) is None and item.quantity.max is None):
                continue
            words = frozenset(word for word in stems(item.name, ground.lang(claim)) if not word.isdigit())
            tolls = acts(item.name) & _TOLLS
            found.append(Counted(event, claim, item, item.quantity, ground.published(claim), house, tolls, words))
    return found


def things_of(event: str, claims: Sequence[Claim], ground: Ground) -> list[list[Counted]]:
    """What the claims of an event count: figures of one unit whose names share a word or a toll.

    A name that shares none with the first starts another thing.
    """
    things: dict[str, list[list[Counted]]] = defaultdict(list)
    for entry in _counted(event, claims, ground):
        groups = things[entry.quantity.unit or ""]
        for group in groups:
            first = group[0]
            if any(entry.claim.id == other.claim.id for other in group):
                continue  # two numbers of one name in one claim are of two things: a delivery and its ceiling
            if (entry.tolls & first.tolls) if (entry.tolls or first.tolls) else (entry.words & first.words):
                group.append(entry)
                break
        else:
            groups.append([entry])
    return [group for _, groups in sorted(things.items()) for group in groups]


def relations_of(thing: Sequence[Counted]) -> tuple[FigureRelation, ...]:
    """How each two accounts of a thing stand."""
    return tuple(
        FigureRelation(a.claim.id, b.claim.id, relation(a, b))
        for a, b in combinations(thing, 2)
        if a.claim.id != b.claim.id
    )


def _keys(entry: Counted, words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """What another event's count must share to be of the same thing: way, voice or number, besides unit and name."""
    claim, unit = entry.claim, entry.quantity.unit
    number = _stated(entry.quantity)
    by = [actor.id for actor in claim.source.by if actor.id != AUTHOR]
    voices = [identity for identity in by if not is_state_or_body(identity)] or by
    for word in words:
        if claim.flow and claim.flow.from_ and claim.flow.to:
            yield ("flow", f"{unit}", word, claim.flow.from_, claim.flow.to)
        for voice in voices:
            yield ("voice", f"{unit}", word, voice)
        if number is not None and number >= TELLING:
            yield ("number", f"{unit}", word, f"{number}")


def _apart(a: Counted, b: Counted) -> bool:
    """Whether two counts of different events cannot be of one thing: the other way, another time, other parties."""
    ours, theirs = a.claim.flow, b.claim.flow
    if ours and theirs:
        ends = ((ours.from_, theirs.from_), (ours.to, theirs.to))
        if any(x and y and x != y for x, y in ends):
            return True
    days = [days_of(x.claim.date.value) for x in (a, b) if x.claim.date]
    known = [each for each in days if each]
    return len(known) == 2 and known[0].gap(known[1]) > YEAR


def joined(things: Sequence[list[Counted]]) -> list[list[Counted]]:
    """The things of all events, those joined that count one thing told in several events.

    Only things and measures are: people are counted anew at every event.
    """
    parent = list(range(len(things)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    holders: dict[tuple[str, ...], int] = {}
    for number, thing in enumerate(things):
        if thing[0].quantity.unit not in countable_units() or any(entry.tolls for entry in thing):
            continue
        for entry in thing:
            for key in _keys(entry, sorted(entry.words)):
                first, second = sorted((root(holders.setdefault(key, number)), root(number)))
                if first != second and not any(_apart(a, b) for a in things[first] for b in thing):
                    parent[second] = first
    merged: dict[int, list[Counted]] = defaultdict(list)
    for number, thing in enumerate(things):
        merged[root(number)] += thing
    return [
        sorted(thing, key=lambda entry: (entry.published or "", entry.claim.id, entry.quantity.text))
        for _, thing in sorted(merged.items())
    ]


def figures_of(things: Sequence[list[Counted]]) -> tuple[Figure, ...]:
    """The things that a story counts, each with every account of it; `things` are those of its events."""
    figures: dict[str, Figure] = {}
    for thing in joined(things):
        told = {(x.claim.id, msgspec.json.encode(x.quantity)): x for x in thing}
        accounts = tuple(
            FigureAccount(x.claim.id, x.quantity, tuple(actor.id for actor in x.claim.source.by), x.published)
            for x in told.values()
        )
        name = min({x.item.name for x in thing}, key=lambda name: (len(name), name))
        unit, event = thing[0].quantity.unit, thing[0].event
        identity = content_id("f", [event, name, unit, [(x.claim, x.quantity) for x in accounts]])
        figures[identity] = Figure(identity, name, unit, event, accounts, relations_of(tuple(told.values())))
    return tuple(sorted(figures.values(), key=lambda figure: (figure.event, figure.of, figure.unit or "", figure.id)))
