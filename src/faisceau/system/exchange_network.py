"""Who can be left out of exchange, and by whom: a network of possible exchanges, in which each actor makes one at most.

By the decomposition of Gallai and Edmonds over maximum matchings: `excludable` are missed by some maximum matching,
`strong` are their partners, the others are always served. Balanced outcomes split one unit of value a tie so that both
partners gain alike over their best alternative (Cook and Yamagishi 1992; Kleinberg and Tardos 2008): for reference
networks; the split between real partners is never given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from msgspec import Struct
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

Edge = tuple[str, str]
_ROUNDS = 2000
_FINEST = 60  # greatest denominator looked for


class Standing(Struct, frozen=True):
    """The actors of a network, each in one of three, sorted."""

    excludable: tuple[str, ...]
    strong: tuple[str, ...]
    served: tuple[str, ...]


def standing(edges: Iterable[Edge]) -> Standing:
    """Gallai–Edmonds sets: an actor is excludable where the others alone match as many."""
    network = _Network(edges)
    most = len(network.matching())
    excludable = {name for name in network.actors if len(network.matching(without=name)) == most}
    strong = {name for name in network.actors if name not in excludable and network.beside[name] & excludable}
    served = (name for name in network.actors if name not in excludable and name not in strong)
    return Standing(tuple(sorted(excludable)), tuple(sorted(strong)), tuple(served))


def balanced(edges: Iterable[Edge]) -> dict[str, Fraction] | None:
    """The balanced outcome with one unit a tie; None where no stable one exists (an odd ring that cannot be served)."""
    network = _Network(edges)
    matched = network.matching()
    share = network.stable(len(matched))
    if share is None:
        return None
    partner = {a: b for edge in matched for a, b in (edge, edge[::-1])}

    def outside(name: str) -> float:
        return max((1 - share[other] for other in network.beside[name] if other != partner.get(name)), default=0.0)

    for _ in range(_ROUNDS):
        aims = {a: (1 + outside(a) - outside(b)) / 2 for a, b in partner.items()}
        share.update({name: (share[name] + aim) / 2 for name, aim in aims.items()})
    return {name: Fraction(share[name]).limit_denominator(_FINEST) for name in network.actors}


class _Network:
    def __init__(self, edges: Iterable[Edge]) -> None:
        self.edges = sorted({(min(edge), max(edge)) for edge in edges})
        self.actors = sorted({name for edge in self.edges for name in edge})
        self.beside: dict[str, set[str]] = {name: set() for name in self.actors}
        for a, b in self.edges:
            self.beside[a].add(b)
            self.beside[b].add(a)

    def matching(self, without: str | None = None) -> tuple[Edge, ...]:
        """A maximum matching, by integer programming."""
        usable = np.array([0.0 if without in edge else 1.0 for edge in self.edges])
        result = milp(
            -usable,
            integrality=np.ones(len(self.edges)),
            bounds=Bounds(0, usable),
            constraints=LinearConstraint(self._incidence(), ub=1),
        )
        return tuple(edge for edge, taken in zip(self.edges, result.x, strict=True) if round(taken))

    def stable(self, matched: int) -> dict[str, float] | None:
        """Shares with which no two actors would both gain by leaving, None where their least sum is over `matched`."""
        incidence = self._incidence()
        result = milp(np.ones(len(self.actors)), constraints=LinearConstraint(incidence.T, lb=1))
        if result.fun > matched + 1e-9:
            return None
        return dict(zip(self.actors, map(float, result.x), strict=True))

    def _incidence(self) -> csr_matrix:
        place = {name: n for n, name in enumerate(self.actors)}
        rows = [place[name] for edge in self.edges for name in edge]
        columns: Sequence[int] = [n for n in range(len(self.edges)) for _ in range(2)]
        return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(self.actors), len(self.edges)))
