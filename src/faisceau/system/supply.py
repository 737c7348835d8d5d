"""Dependence by what is quoted (Emerson 1962): suppliers and alternatives, who relies more, what a loss leaves.

One relies more on another than the reverse where each thing that the other gets is matched by one at least as badly needed
with no more alternatives, and not the other way round (Pareto dominance). "Unstated" is comparable with itself only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from faisceau.model.dependence import (
    Balance,
    Coverage,
    Dependence,
    Lost,
    Need,
    Reliance,
    Shortfall,
    Supplier,
    Supplying,
    Words,
)

_RANK = {"vital": 2, "important": 1}


def coverage(suppliers: Sequence[Supplier]) -> Coverage:
    """How a need is met by what is quoted."""
    if not suppliers:
        return "none"
    if all(each.provisions for supplier in suppliers for each in supplier.supplies):
        return "concerned"
    return "one" if len(suppliers) == 1 else "several"


def dependences(needs: Sequence[Need]) -> tuple[Dependence, ...]:
    """Every two actors of whom one supplies the other, sorted."""
    on: dict[tuple[str, str], list[Reliance]] = defaultdict(list)
    for need in needs:
        for supplier in need.suppliers:
            if supplier.actor != need.actor:
                relied = Reliance(need.category, need.criticality, len(need.suppliers) - 1)
                on[need.actor, supplier.actor].append(relied)
    found = []
    for a, b in sorted({(min(pair), max(pair)) for pair in on}):
        a_on_b, b_on_a = tuple(sorted(on.get((a, b), ()))), tuple(sorted(on.get((b, a), ())))
        found.append(Dependence(a, b, a_on_b, b_on_a, relies_more(a_on_b, b_on_a)))
    return tuple(found)


def relies_more(first: Sequence[Reliance], second: Sequence[Reliance]) -> Balance:
    """Which of two sets of reliances dominates the other."""
    if not first or not second:
        return "one_way"
    over, under = _covers(first, second), _covers(second, first)
    if over and under:
        return "equal"
    return "first" if over else "second" if under else "not_comparable"


def _covers(these: Sequence[Reliance], those: Sequence[Reliance]) -> bool:
    return all(any(_at_least(one, other) for one in these) for other in those)


def _at_least(one: Reliance, other: Reliance) -> bool:
    if one.criticality == other.criticality:
        needed = True
    elif "unstated" in (one.criticality, other.criticality):
        needed = False
    else:
        needed = _RANK[one.criticality] > _RANK[other.criticality]
    return needed and one.alternatives <= other.alternatives


Quotes = Mapping[int, Words]


def shortfalls(
    needs: Sequence[Need], without: Collection[str], enforced: Collection[str], quotes: Quotes
) -> tuple[Shortfall, ...]:
    """The needs that lose a quoted supply where these suppliers are gone and these provisions enforced, those that lose
    their last one first. `quotes` are the words of notes by number.
    """
    found = []
    for need in needs:
        lost: list[Lost] = []
        left: list[str] = []
        for supplier in need.suppliers:
            gone = [_lost(supplier.actor, each, without, enforced, quotes) for each in supplier.supplies]
            lost += [each for each in gone if each is not None]
            if not all(gone):
                left.append(supplier.actor)
        if lost:
            needed = tuple(quotes[n] for n in need.needed.notes) if need.needed else ()
            found.append(Shortfall(need.actor, need.category, needed, tuple(lost), tuple(left)))
    return tuple(sorted(found, key=lambda each: (not each.last, not each.needed, each.actor, each.category)))


def _lost(
    supplier: str, each: Supplying, without: Collection[str], enforced: Collection[str], quotes: Quotes
) -> Lost | None:
    because = supplier if supplier in without else next((p for p in each.provisions if p in enforced), None)
    if because is None:
        return None
    return Lost(supplier, each.exchange, because, tuple(quotes[n] for n in each.told.notes))


__all__ = ["coverage", "dependences", "relies_more", "shortfalls"]
