"""Figures of one thing side by side, and how each pair stands. Figures in different units are never set together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from faisceau.fuse.words import acts, stems
from faisceau.model.claims import AUTHOR, Claim, Item, Quantity
from faisceau.model.fused import Figure, FigureAccount, FigureRelation, Relation
from faisceau.model.ids import content_id

_TOLLS = frozenset(
    {"kill", "injure", "missing", "displace", "damage", "arrest"}
)  # counts that only grow as news comes in
ROUND = 0.05  # two approximate numbers this near are one


@dataclass(frozen=True, slots=True)
class _Counted:
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
    return quantity.value is None and not any(c.isdigit() for c in quantity.text)


def _same_source(a: _Counted, b: _Counted) -> bool:
    ours, theirs = ({actor.id for actor in x.claim.source.by} for x in (a, b))
    shared = ours & theirs
    return bool(shared - {AUTHOR}) or (AUTHOR in shared and a.house == b.house)


def relation(a: _Counted, b: _Counted) -> Relation:
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


def _counted(
    claims: Sequence[Claim], published: Mapping[str, str | None], houses: Mapping[str, str], lang: str
) -> list[_Counted]:
    found: list[_Counted] = []
    for claim in sorted(claims, key=lambda claim: (published.get(claim.article) or "", claim.id)):
        for item in claim.items:
            if item.quantity is None or (_stated(item.quantity) is None and item.quantity.max is None):
                continue
            words = frozenset(word for word in stems(item.name, lang) if not word.isdigit())
            date, house = published.get(claim.article), houses.get(claim.article, claim.article)
            found.append(_Counted(claim, item, item.quantity, date, house, acts(item.name) & _TOLLS, words))
    return found


def _things(counted: Sequence[_Counted]) -> list[list[_Counted]]:
    """Figures of one unit whose names share a word or a toll; a name that shares none with the first starts another thing."""
    things: dict[str, list[list[_Counted]]] = defaultdict(list)
    for entry in counted:
        groups = things[entry.quantity.unit or ""]
        for group in groups:
            first = group[0]
            if (entry.tolls & first.tolls) if (entry.tolls or first.tolls) else (entry.words & first.words):
                group.append(entry)
                break
        else:
            groups.append([entry])
    return [group for _, groups in sorted(things.items()) for group in groups]


def figures_of(
    event: str,
    claims: Sequence[Claim],
    published: Mapping[str, str | None],
    houses: Mapping[str, str],
    lang: str = "fr",
) -> tuple[Figure, ...]:
    """Everything that the event's claims count; `published` and `houses` are by article id."""
    figures: list[Figure] = []
    for thing in _things(_counted(claims, published, houses, lang)):
        accounts = tuple(
            FigureAccount(x.claim.id, x.quantity, tuple(actor.id for actor in x.claim.source.by), x.published)
            for x in thing
        )
        relations = tuple(
            FigureRelation(a.claim.id, b.claim.id, relation(a, b))
            for a, b in combinations(thing, 2)
            if a.claim.id != b.claim.id
        )
        names = sorted({x.item.name for x in thing}, key=lambda name: (len(name), name))
        unit = thing[0].quantity.unit
        identity = content_id("f", [event, names[0], unit, [x.claim.id for x in thing]])
        figures.append(Figure(identity, names[0], unit, event, accounts, relations))
    return tuple(sorted(figures, key=lambda figure: (figure.of, figure.unit or "", figure.id)))
