"""Alignment: the least number of ties that do not fit two camps, which they are, and the camps.

The frustration index of a signed graph (Harary 1959): a + tie between camps and a - tie within one are frustrated. No cycle
goes through two blocks of a graph, so that each is divided by itself; those that are balanced, bridges among them, need no
search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, product

from msgspec import Struct

from faisceau.model.system import Sign
from faisceau.system.blocks import blocks
from faisceau.system.frustration import Covers, covers

LEAST_ACTORS = 4
MOST_OPTIMA = 4


class Tie(Struct, frozen=True, order=True):
    """A signed tie between two different actors, in either order. `events` are ids of the events that it stands for.

    Raises `ValueError` where both are one.
    """

    a: str
    b: str
    sign: Sign
    events: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError(f"{self.a} is tied to itself.")


class Camps(Struct, frozen=True):
    """One best division: the two camps, sorted (the first has the least actor), and the ties that do not fit it."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    frustrated: tuple[Tie, ...]


class Balance(Struct, frozen=True):
    """The frustration index and the divisions that reach it, `complete` where these are all of them.

    The index is exact where `least` is the same number; else the search was cut short, it lies between the two, and
    the one division is the best that was met.
    """

    index: int
    divisions: tuple[Camps, ...]
    complete: bool
    least: int


def balance(ties: Sequence[Tie]) -> Balance | None:
    """The index and at most `MOST_OPTIMA` best divisions; None below four actors or without a complete triad.

    Deterministic, whatever the order of ties and of their ends: divisions come in the order of their first camps. Actors
    that no tie joins are divided apart, each part with its least actor in the first camp. Ties of one pair and sign are one.
    Raises `ValueError` where a pair has both signs.
    """
    ties = _one_a_pair(ties)
    actors = sorted({name for tie in ties for name in (tie.a, tie.b)})
    if len(actors) < LEAST_ACTORS or not any(_triads(ties)):
        return None
    places = blocks([(tie.a, tie.b) for tie in ties])
    found = [_covers([ties[n] for n in block]) for block in places]
    index, least = sum(len(each.sets[0]) for each in found), sum(each.least for each in found)
    every = product(
        *(
            [frozenset(block[n] for n in cover) for cover in each.sets]
            for block, each in zip(places, found, strict=True)
        )
    )
    chosen = list(islice(every, MOST_OPTIMA + 1 if least == index else 1))
    divisions = (_camps(actors, ties, frozenset().union(*cover)) for cover in chosen[:MOST_OPTIMA])
    complete = least == index and len(chosen) <= MOST_OPTIMA and all(each.complete for each in found)
    return Balance(index, tuple(sorted(divisions, key=lambda camps: (camps.first, camps.second))), complete, least)


def _covers(ties: Sequence[Tie]) -> Covers:
    """The smallest sets of ties of one block, by their place in it, that are frustrated in a best division."""
    place = {name: n for n, name in enumerate(sorted({end for tie in ties for end in (tie.a, tie.b)}))}
    edges = [(place[tie.a], place[tie.b], 1 if tie.sign == "+" else -1) for tie in ties]
    return covers(len(place), edges, MOST_OPTIMA)


def _camps(actors: Sequence[str], ties: Sequence[Tie], cover: frozenset[int]) -> Camps:
    """The division in which just the ties of `cover` do not fit."""
    beside: dict[str, list[tuple[str, bool]]] = {name: [] for name in actors}
    for n, tie in enumerate(ties):
        together = (tie.sign == "+") != (n in cover)
        beside[tie.a].append((tie.b, together))
        beside[tie.b].append((tie.a, together))
    first: dict[str, bool] = {}
    for least in actors:
        reached = [least] if least not in first else []
        first.setdefault(least, True)
        for at in reached:
            for other, together in beside[at]:
                if other not in first:
                    first[other] = first[at] == together
                    reached.append(other)
    return Camps(
        tuple(name for name in actors if first[name]),
        tuple(name for name in actors if not first[name]),
        tuple(tie for n, tie in enumerate(ties) if n in cover),
    )


def has_triad(ties: Iterable[Tie]) -> bool:
    """Whether some three actors have a tie between each two."""
    return any(_triads(_one_a_pair(ties)))


def _one_a_pair(ties: Iterable[Tie]) -> list[Tie]:
    """The ties with their ends in order, sorted, those of one pair together."""
    found: dict[tuple[str, str], Tie] = {}
    for tie in sorted(ties):
        a, b = sorted((tie.a, tie.b))
        known = found.get((a, b))
        if known is not None and known.sign != tie.sign:
            raise ValueError(f"{a} and {b} have both signs.")
        events = dict.fromkeys((*(known.events if known else ()), *tie.events))
        found[a, b] = Tie(a, b, tie.sign, tuple(sorted(events)))
    return [found[pair] for pair in sorted(found)]


def _triads(ties: Iterable[Tie]) -> Iterator[tuple[str, str, str]]:
    """Every three actors with a tie between each two."""
    beside: dict[str, set[str]] = {}
    for tie in ties:
        beside.setdefault(tie.a, set()).add(tie.b)
    for name in sorted(beside):
        for b, c in combinations(sorted(beside[name]), 2):
            if c in beside.get(b, ()):
                yield name, b, c
