"""Feedback: closed chains, amplifying or damping (the loops of loop analysis, Puccia and Levins 1985)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.model.system import Chain, Loop, Sign, times
from faisceau.system.graph import Graph


def loops(graph: Graph, longest: int) -> tuple[Loop, ...]:
    """Every simple cycle of at most `longest` arcs, each once, from its least variable; shorter ones first.

    An arc of both signs gives a loop of each.
    """
    found = {loop for name in graph.variables for loop in _from(graph, name, longest)}
    return tuple(sorted(found, key=lambda loop: (len(loop.variables), loop.variables, loop.sign)))


def _from(graph: Graph, start: str, longest: int) -> Iterator[Loop]:
    edge: list[tuple[tuple[str, ...], Sign]] = [((start,), "+")]
    for _ in range(longest):
        grown: list[tuple[tuple[str, ...], Sign]] = []
        for path, so_far in edge:
            for effect, signs in graph.leaving.get(path[-1], ()):
                for own in signs:
                    if effect == start:
                        yield Loop(path, times(so_far, own))
                    elif effect > start and effect not in path:
                        grown.append(((*path, effect), times(so_far, own)))
        edge = grown


def touched(found: Sequence[Loop], chains: Sequence[Chain]) -> tuple[Loop, ...]:
    """The loops that share a variable with some chain."""
    on_way = {name for chain in chains for name in chain.variables}
    return tuple(loop for loop in found if on_way.intersection(loop.variables))
