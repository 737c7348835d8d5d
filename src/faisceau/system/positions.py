"""Actors and objectives: who converges, who diverges, who does both (MACTOR of order 1: Bourse and Godet).

Only signs are counted, and only where both positions are known: unknown is not neutral. What needs an influence table of
0 to 4, which no article states, is not computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from msgspec import Struct

LEAST_SHARED = 2
Position = int  # -1 against, 0 neutral, +1 for; no entry where unknown


class Pair(Struct, frozen=True):
    """Two actors over the objectives on which both have a known position, `shared` in number.

    `ambivalence` is 2·min(C, D) / (C + D): 0 where all agree or all oppose, 1 where as many do either, None where they
    never take a side together.
    """

    a: str
    b: str
    shared: int
    convergent: tuple[str, ...]
    divergent: tuple[str, ...]
    ambivalence: float | None


def pairs(positions: Mapping[str, Mapping[str, Position]]) -> tuple[Pair, ...]:
    """Every pair of actors with at least two shared known objectives, sorted. `positions` is actor → objective → sign."""
    found = []
    for a, b in combinations(sorted(positions), 2):
        shared = sorted(positions[a].keys() & positions[b].keys())
        if len(shared) < LEAST_SHARED:
            continue
        signs = {name: positions[a][name] * positions[b][name] for name in shared}
        convergent = tuple(name for name in shared if signs[name] > 0)
        divergent = tuple(name for name in shared if signs[name] < 0)
        sided = len(convergent) + len(divergent)
        ambivalence = 2 * min(len(convergent), len(divergent)) / sided if sided else None
        found.append(Pair(a, b, len(shared), convergent, divergent, ambivalence))
    return tuple(found)
