"""The fewest ties whose removal balances a signed graph, by cutting planes and branch and bound.

A graph is balanced where no cycle has an odd number of - ties (Harary 1953): the fewest ties that meet every such cycle are
those that a best division into two camps leaves frustrated. The search solves the linear relaxation over the cycles met so
far, adds those that it violates (a shortest path each in the graph doubled by sign, Barahona and Mahjoub 1986), and
branches on a tie where none is left. Every number that it stops at is a bound that holds.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from math import ceil

import numpy as np
from msgspec import Struct
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

Edge = tuple[int, int, int]
"""Two vertices, numbered from 0, and the sign of their tie: 1 or -1."""

MOST_TIES = 1_000
MOST_WORK = 15_000
"""Ties times linear programmes solved, for one graph: a count and no clock, so that every machine answers alike."""
_STARTS = 24
_MOST_FURTHER = 200
_CLOSE = 1e-6


class Covers(Struct, frozen=True):
    """The least number of ties lies between `least` and the size of each of `sets`, which are equally small; where the two
    are one number it is exact. `complete` where there are no other sets so small.
    """

    least: int
    sets: tuple[frozenset[int], ...]
    complete: bool


def covers(vertices: int, edges: Sequence[Edge], most: int) -> Covers:
    """The smallest sets of ties, by their place in `edges`, that balance a connected graph; at most `most` of them.

    Above `MOST_TIES` ties or `MOST_WORK` of the search only bounds.
    """
    graph = _Graph(vertices, edges)
    first = graph.descended()
    if not first:
        return Covers(0, (first,), True)
    if len(edges) > MOST_TIES:
        return Covers(min(graph.disjoint_cycles(), len(first)), (first,), False)
    return _Search(graph, first, most).run()


class _Graph:
    """What is asked of the graph: its frustrated cycles, and good divisions of it."""

    def __init__(self, vertices: int, edges: Sequence[Edge]) -> None:
        self.size, self.edges = vertices, edges
        self.number = {pair: n for n, (a, b, _) in enumerate(edges) for pair in ((a, b), (b, a))}
        self.beside: list[list[tuple[int, int, int]]] = [[] for _ in range(vertices)]
        for n, (a, b, sign) in enumerate(edges):
            self.beside[a].append((b, sign, n))
            self.beside[b].append((a, sign, n))
        # The doubled graph has vertex v as v and size + v; a - tie leads from one half into the other.
        half = [(a, b + vertices * (sign < 0), n) for n, (a, b, sign) in enumerate(edges)]
        half += [(a + vertices, b + vertices * (sign > 0), n) for n, (a, b, sign) in enumerate(edges)]
        self._rows = np.array([x for a, b, _ in half for x in (a, b)])
        self._columns = np.array([x for a, b, _ in half for x in (b, a)])
        self._of = np.array([n for _, _, n in half for _ in range(2)])

    def violated(self, weights: np.ndarray) -> list[frozenset[int]]:
        """Cycles with an odd number of - ties whose weights add up to less than 1: one a vertex at most, a shortest."""
        lengths = np.maximum(weights, 0)[self._of] + 1e-9  # what has no length would be no tie
        doubled = csr_matrix((lengths, (self._rows, self._columns)), shape=(2 * self.size, 2 * self.size))
        lengths, before = dijkstra(doubled, indices=range(self.size), return_predecessors=True)
        found: dict[frozenset[int], None] = {}
        for start in range(self.size):
            if lengths[start, start + self.size] >= 1 - _CLOSE:
                continue
            cycle: set[int] = set()
            at = start + self.size
            while at != start:
                last = int(before[start, at])
                cycle ^= {self.number[last % self.size, at % self.size]}  # gone along twice, it does not count
                at = last
            found[frozenset(cycle)] = None
        return list(found)

    def frustrated(self, sides: Sequence[int]) -> frozenset[int]:
        """The ties that do not fit a division, sides being 1 and -1."""
        return frozenset(n for n, (a, b, sign) in enumerate(self.edges) if sides[a] * sides[b] != sign)

    def descended(self) -> frozenset[int]:
        """The ties that do not fit a good division: from trees rooted at the most tied, a vertex moved while that helps."""
        starts = sorted(range(self.size), key=lambda v: (-len(self.beside[v]), v))[:_STARTS]
        found = [self.frustrated(self._moved(self._along_a_tree(start))) for start in starts]
        return min(found, key=lambda each: (len(each), sorted(each)))

    def near(self, weights: np.ndarray) -> frozenset[int]:
        """The ties that do not fit a good division near one that the weights half decide: along ties of the least weight."""
        order = sorted(range(len(self.edges)), key=lambda n: (weights[n], n))
        part = list(range(self.size))
        tree: set[int] = set()
        for n in order:
            a, b = part[self.edges[n][0]], part[self.edges[n][1]]
            if a != b:
                tree.add(n)
                part = [a if each == b else each for each in part]
        return self.frustrated(self._moved(self._along_a_tree(0, tree)))

    def _along_a_tree(self, start: int, among: Collection[int] | None = None) -> list[int]:
        sides = [0] * self.size
        sides[start] = 1
        reached = [start]
        for at in reached:
            for other, sign, n in self.beside[at]:
                if not sides[other] and (among is None or n in among):
                    sides[other] = sides[at] * sign
                    reached.append(other)
        return sides

    def _moved(self, sides: list[int]) -> list[int]:
        kept = [sum(sign * sides[v] * sides[u] for u, sign, _ in self.beside[v]) for v in range(self.size)]
        while min(kept) < 0:  # more of its ties are frustrated than fit
            moved = kept.index(min(kept))
            sides[moved], kept[moved] = -sides[moved], -kept[moved]
            for other, sign, _ in self.beside[moved]:
                kept[other] += 2 * sign * sides[moved] * sides[other]
        return sides

    def disjoint_cycles(self) -> int:
        """How many cycles with an odd number of - ties there are at least that share no tie: triangles, then others."""
        used: set[int] = set()
        total = 0
        for cycle in self._triangles():
            if not used.intersection(cycle):
                used.update(cycle)
                total += 1
        for _ in range(_MOST_FURTHER):
            further = self._cycle_without(used)
            if further is None:
                break
            used.update(further)
            total += 1
        return total

    def _triangles(self) -> Iterator[tuple[int, int, int]]:
        for n, (a, b, sign) in enumerate(self.edges):
            known = {u: (other, m) for u, other, m in self.beside[b]}
            for u, other, m in self.beside[a]:
                if u in known and u > max(a, b) and sign * other * known[u][0] < 0:
                    yield n, m, known[u][1]

    def _cycle_without(self, used: Collection[int]) -> tuple[int, ...] | None:
        """The first cycle with an odd number of - ties that a tree of the other ties closes."""
        side: dict[int, int] = {}
        above: dict[int, tuple[int, int]] = {}
        for root in range(self.size):
            if root in side:
                continue
            side[root] = 1
            reached = [root]
            for at in reached:
                for other, sign, n in self.beside[at]:
                    if n in used:
                        continue
                    if other not in side:
                        side[other], above[other] = side[at] * sign, (at, n)
                        reached.append(other)
                    elif side[other] != side[at] * sign:
                        return tuple({n} ^ set(_up(at, above)) ^ set(_up(other, above)))
        return None


def _up(at: int, above: Mapping[int, tuple[int, int]]) -> Iterator[int]:
    while at in above:
        at, n = above[at]
        yield n


class _Search:
    """Best bound first. A node is the ties decided in it: 1 left frustrated, 0 not."""

    def __init__(self, graph: _Graph, first: frozenset[int], most: int) -> None:
        self._graph, self._most = graph, most
        self._size = len(graph.edges)
        self._found = {first}
        self._best = len(first)
        self._cycles = dict.fromkeys(graph.violated(np.zeros(self._size)))
        self._left = max(1, MOST_WORK // self._size)  # programmes that may be solved

    def run(self) -> Covers:
        """The bounds, and the sets found."""
        order = count()
        nodes: list[tuple[int, int, dict[int, int]]] = [(1, next(order), {})]
        while nodes and nodes[0][0] <= self._worth:
            bound, _, decided = heapq.heappop(nodes)
            solved = self._relaxed(decided)
            if self._left <= 0:
                heapq.heappush(nodes, (max(bound, solved[0]) if solved else bound, next(order), decided))
                break
            if solved is None or solved[0] > self._worth:
                continue
            bound, values = solved
            near = self._graph.near(values)
            if len(near) < self._best:
                self._take(near)
            apart = np.abs(values - np.round(values))
            if apart.max() < _CLOSE:  # a set that no cycle escapes
                self._take(frozenset(int(n) for n in np.flatnonzero(values > 0.5)))
                heapq.heappush(nodes, (bound, next(order), decided))
                continue
            tie = int(apart.argmax())
            for value in (1, 0):
                heapq.heappush(nodes, (bound, next(order), {**decided, tie: value}))
        least = min([self._best, *(bound for bound, _, _ in nodes[:1])])
        found = sorted(self._found, key=sorted)
        settled = len(found) <= self._most and (not nodes or nodes[0][0] > self._best)
        return Covers(least, tuple(found[: self._most]), settled)

    @property
    def _worth(self) -> int:
        """The greatest bound of a node worth looking at: with enough sets so small, only smaller ones are looked for."""
        return self._best - (len(self._found) > self._most)

    def _take(self, found: frozenset[int]) -> None:
        if len(found) < self._best:
            self._best, self._found = len(found), set()
        self._found.add(found)

    def _relaxed(self, decided: Mapping[int, int]) -> tuple[int, np.ndarray] | None:
        """A bound of the node and the values that reach it, once they violate no cycle; None where nothing is possible.

        What was found already is left out of it. Out of work, the bound reached so far.
        """
        while True:
            self._left -= 1
            result = self._solved(decided)
            if result.status == 2:
                return None
            if not result.success:
                raise RuntimeError(result.message)
            bound = ceil(result.fun - _CLOSE)
            if bound > self._worth or self._left <= 0:
                return bound, result.x
            missing = [each for each in self._graph.violated(result.x) if each not in self._cycles]
            if not missing:
                return bound, result.x
            self._cycles.update(dict.fromkeys(missing))

    def _solved(self, decided: Mapping[int, int]) -> OptimizeResult:
        rows: list[tuple[Iterable[int], float, float]] = [(cycle, -1, -1) for cycle in self._cycles]
        rows += [(found, 1, len(found) - 1) for found in self._found]  # some tie of it is another
        cells = [(r, n, sign) for r, (row, sign, _) in enumerate(rows) for n in row]
        table = csr_matrix(
            ([v for _, _, v in cells], ([r for r, _, _ in cells], [n for _, n, _ in cells])),
            shape=(len(rows), self._size),
        )
        lower, upper = np.zeros(self._size), np.ones(self._size)
        for tie, value in decided.items():
            lower[tie] = upper[tie] = value
        return linprog(
            np.ones(self._size), A_ub=table, b_ub=[bound for _, _, bound in rows],
            bounds=np.stack((lower, upper), axis=1), method="highs-ds",
        )  # fmt: skip
