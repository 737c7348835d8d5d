"""Signed dated ties into windows of time, and the camps of each.

Two actors whom events of one window both tie and part have no tie in it. However the camps are drawn, one of the two signs
fits and the other does not, so that leaving the pair out changes no camp.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from faisceau.model.alignment import ALL, CampWindow, Division, Pair, Refusal, Unit, window_of
from faisceau.model.system import Sign
from faisceau.system.balance import LEAST_ACTORS, Balance, Tie, balance, has_triad

MOST_WINDOWS = 24
_UNITS: tuple[Unit, ...] = ("month", "quarter", "year", "decade")


class DatedTie(Struct, frozen=True, order=True):
    """One event's tie of `a` and `b`, in either order. `date` is ISO, a day, month, year or an interval."""

    a: str
    b: str
    sign: Sign
    event: str
    date: str


def windows(ties: Iterable[DatedTie]) -> tuple[Unit, tuple[CampWindow, ...]]:
    """All dated ties together, then each window that holds one, in order; the unit is the finest that gives at most
    `MOST_WINDOWS` of them, or the coarsest.

    A tie whose date does not fit into one window, because it is not known so finely, is in the first only.
    """
    known = sorted(set(ties))
    if not known:
        return "month", ()
    unit, inside = _UNITS[0], _inside(known, _UNITS[0])
    for coarser in _UNITS[1:]:
        if len(inside) <= MOST_WINDOWS:
            break
        unit, inside = coarser, _inside(known, coarser)
    return unit, (camps(ALL, known), *(camps(name, inside[name]) for name in sorted(inside)))


def _inside(ties: Sequence[DatedTie], unit: Unit) -> Mapping[str, list[DatedTie]]:
    found: dict[str, list[DatedTie]] = defaultdict(list)
    for tie in ties:
        name = window_of(tie.date, unit)
        if name is not None:
            found[name].append(tie)
    return found


def camps(name: str, ties: Sequence[DatedTie]) -> CampWindow:
    """The window's pairs by sign, and the camps, or why there are none."""
    signs: dict[Pair, set[Sign]] = defaultdict(set)
    events: dict[Pair, list[str]] = defaultdict(list)
    for tie in sorted(ties):
        if tie.a != tie.b:
            pair = (min(tie.a, tie.b), max(tie.a, tie.b))
            signs[pair].add(tie.sign)
            events[pair].append(tie.event)
    plus = tuple(sorted(pair for pair, own in signs.items() if own == {"+"}))
    minus = tuple(sorted(pair for pair, own in signs.items() if own == {"-"}))
    both = tuple(sorted(pair for pair, own in signs.items() if len(own) > 1))
    clear = [
        *(Tie(*pair, "+", tuple(events[pair])) for pair in plus),
        *(Tie(*pair, "-", tuple(events[pair])) for pair in minus),
    ]
    found = _balanced(clear)
    if not isinstance(found, Balance):
        return CampWindow(name, plus, minus, both, refused=found)
    divisions = tuple(
        Division(each.first, each.second, tuple((tie.a, tie.b) for tie in each.frustrated)) for each in found.divisions
    )
    at_least = None if found.least == found.index else found.least
    return CampWindow(name, plus, minus, both, found.index, divisions, found.complete, at_least=at_least)


def _balanced(ties: Sequence[Tie]) -> Balance | Refusal:
    if not ties:
        return "no_ties"
    if len({end for tie in ties for end in (tie.a, tie.b)}) < LEAST_ACTORS:
        return "few_actors"
    if not has_triad(ties):
        return "no_triad"
    found = balance(ties)
    assert found is not None
    return found


__all__ = ["DatedTie", "camps", "windows"]
