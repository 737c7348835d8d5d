"""Alignment: the least number of ties that do not fit two camps, which they are, and the camps.

The frustration index of a signed graph (Harary 1959; exact by integer programming after Aref and Wilson 2018): a + tie
between camps and a - tie within one are frustrated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct

from faisceau.model.system import Sign

LEAST_ACTORS = 4
MOST_OPTIMA = 4
MOST_ACTORS, MOST_TIES = 200, 2_000
"""Networks beyond this are not searched: the answer is exact or there is none."""
_MOST_NODES = 200  # of the search tree; a count and no clock, so that every machine answers alike


class TooLarge(Exception):  # noqa: N818 - a bound, not a fault
    """The network is too large for the exact search."""


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
    """The frustration index and the divisions that reach it, `complete` where these are all of them."""

    index: int
    divisions: tuple[Camps, ...]
    complete: bool


def balance(ties: Sequence[Tie]) -> Balance | None:
    """The exact index and at most `MOST_OPTIMA` best divisions; None below four actors or without a complete triad.

    Deterministic, whatever the order of ties and of their ends: divisions come in the order of their first camps. Actors
    that no tie joins are divided apart, each part with its least actor in the first camp. Ties of one pair and sign are one.
    Raises `TooLarge` above `MOST_ACTORS` or `MOST_TIES`, or where the search would be too long; `ValueError` where a pair has
    both signs.
    """
    ties = _one_a_pair(ties)
    actors = sorted({name for tie in ties for name in (tie.a, tie.b)})
    if len(actors) < LEAST_ACTORS or not any(_triads(ties)):
        return None
    if len(actors) > MOST_ACTORS or len(ties) > MOST_TIES:
        raise TooLarge(f"{len(actors)} actors, {len(ties)} ties.")
    programme = _Programme(actors, ties)
    found: list[tuple[int, ...]] = []
    index: int | None = None
    while len(found) <= MOST_OPTIMA:
        solved = programme.solve(index, found)
        if solved is None:
            break
        index = solved[0] if index is None else index
        found.append(solved[1])
    assert index is not None
    divisions = sorted(
        (programme.camps(sides) for sides in found[:MOST_OPTIMA]), key=lambda camps: (camps.first, camps.second)
    )
    return Balance(index, tuple(divisions), len(found) <= MOST_OPTIMA)


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


class _Programme:
    """Variables: a side y for each actor, a frustration f for each tie. Least sum of f, with f >= |difference that hurts|.

    One actor of each connected part is fixed, since camps may be named either way.
    """

    def __init__(self, actors: Sequence[str], ties: Sequence[Tie]) -> None:
        self.actors, self.ties = actors, ties
        self._place = {name: n for n, name in enumerate(actors)}
        signs = {(tie.a, tie.b): tie for tie in ties}
        tie_place = {(tie.a, tie.b): len(actors) + n for n, tie in enumerate(ties)}
        self._rows: list[tuple[dict[int, float], float]] = []  # sum of cells >= bound
        for tie in ties:
            a, b, f = self._place[tie.a], self._place[tie.b], tie_place[tie.a, tie.b]
            if tie.sign == "+":
                self._rows += [({f: 1, a: -1, b: 1}, 0), ({f: 1, a: 1, b: -1}, 0)]
            else:
                self._rows += [({f: 1, a: 1, b: 1}, 1), ({f: 1, a: -1, b: -1}, -1)]
        for a_, b_, c_ in _triads(ties):
            pairs = ((a_, b_), (a_, c_), (b_, c_))
            if sum(signs[pair].sign == "-" for pair in pairs) % 2:  # an unbalanced triad has a frustrated tie
                self._rows.append((dict.fromkeys((tie_place[pair] for pair in pairs), 1), 1))
        self._fixed = self._anchors()

    def _anchors(self) -> list[int]:
        parent = {name: name for name in self.actors}

        def root(name: str) -> str:
            while parent[name] != name:
                name = parent[name]
            return name

        for tie in self.ties:
            first, second = sorted((root(tie.a), root(tie.b)))
            parent[second] = first
        return [self._place[name] for name in self.actors if parent[name] == name]

    def solve(self, index: int | None, known: Sequence[tuple[int, ...]]) -> tuple[int, tuple[int, ...]] | None:
        """The index and the sides of a best division that is none of `known`; None where there is no other."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to import
        from scipy.sparse import csr_matrix  # noqa: PLC0415

        size = len(self.actors) + len(self.ties)
        rows = [*self._rows]
        if index is not None:
            rows.append(({len(self.actors) + n: -1.0 for n in range(len(self.ties))}, -index))
        for sides in known:  # some actor sits elsewhere
            rows.append(({n: -1.0 if side else 1.0 for n, side in enumerate(sides)}, 1 - sum(sides)))
        cells = [(r, c, value) for r, (row, _) in enumerate(rows) for c, value in row.items()]
        table = csr_matrix(
            ([v for _, _, v in cells], ([r for r, _, _ in cells], [c for _, c, _ in cells])), shape=(len(rows), size)
        )
        upper = np.ones(size)
        upper[self._fixed] = 0
        cost = np.r_[np.zeros(len(self.actors)), np.ones(len(self.ties))]
        result = milp(
            cost,
            integrality=np.ones(size),
            bounds=Bounds(np.zeros(size), upper),
            constraints=LinearConstraint(table, lb=[bound for _, bound in rows]),
            options={"mip_rel_gap": 0.0, "node_limit": _MOST_NODES},
        )
        if result.status == 2:  # infeasible: every best division is known
            return None
        if result.status == 1:  # the bound on nodes was met
            raise TooLarge(f"{len(self.actors)} actors, {len(self.ties)} ties.")
        if not result.success:
            raise RuntimeError(result.message)
        sides = tuple(round(value) for value in result.x[: len(self.actors)])
        return round(result.fun), sides

    def camps(self, sides: Sequence[int]) -> Camps:
        """The division in words."""
        side = dict(zip(self.actors, sides, strict=True))
        frustrated = tuple(tie for tie in self.ties if (side[tie.a] == side[tie.b]) == (tie.sign == "-"))
        return Camps(
            tuple(name for name in self.actors if not side[name]),
            tuple(name for name in self.actors if side[name]),
            frustrated,
        )
