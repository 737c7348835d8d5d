"""A graph in pieces that meet in single vertices: no cycle goes through two of them (Hopcroft and Tarjan 1973)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def blocks(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[int, ...], ...]:
    """The places in `pairs` of the edges of each piece, sorted; no two pairs join the same ends."""
    beside: dict[str, list[tuple[str, int]]] = {}
    for number, (a, b) in enumerate(pairs):
        beside.setdefault(a, []).append((b, number))
        beside.setdefault(b, []).append((a, number))
    found: list[tuple[int, ...]] = []
    depth: dict[str, int] = {}
    for root in sorted(beside):
        if root not in depth:
            found += _below(root, beside, depth)
    return tuple(sorted(found))


def _below(
    root: str, beside: Mapping[str, Sequence[tuple[str, int]]], depth: dict[str, int]
) -> Iterator[tuple[int, ...]]:
    """The pieces of the part that holds `root`, by a walk into the depth that keeps its own stack."""
    depth[root] = 0
    low = {root: 0}
    gone: list[int] = []  # edges walked and in no piece yet
    walk: list[tuple[str, int, Iterator[tuple[str, int]]]] = [(root, -1, iter(beside[root]))]
    while walk:
        at, by, others = walk[-1]
        for other, number in others:
            if number == by:
                continue
            if other not in depth:
                depth[other] = low[other] = depth[at] + 1
                gone.append(number)
                walk.append((other, number, iter(beside[other])))
                break
            if depth[other] < depth[at]:
                gone.append(number)
                low[at] = min(low[at], depth[other])
        else:
            walk.pop()
            if walk:
                above = walk[-1][0]
                low[above] = min(low[above], low[at])
                if low[at] >= depth[above]:
                    place = gone.index(by)
                    yield tuple(sorted(gone[place:]))
                    del gone[place:]


__all__ = ["blocks"]
