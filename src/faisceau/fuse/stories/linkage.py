"""Average-link clusters over a sparse graph.

Two clusters are as alike as their articles are on average (Sokal and Michener 1958). With vectors of length 1 that is the
inner product of the clusters' sums over the product of their sizes, so that no pair of articles is compared for it.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Sequence

from faisceau.fuse.stories.terms import Vector, dot, total

MARGIN = 0.08
"""What a mean over one pair of articles must be over the least, being chance in part; over n pairs, a √n-th of that."""
Closeness = Callable[[Sequence[int], Sequence[int]], float]
"""What two clusters' likeness is multiplied by, from the numbers of their articles: 1 where time does not part them."""


def cluster(
    vectors: Sequence[Vector], pairs: Iterable[tuple[int, int]], least: float, closeness: Closeness
) -> list[list[int]]:
    """Clusters as sorted article numbers, those of the smallest first; articles that no pair joins stand alone.

    The closest two are joined first, until none that a pair connects are as alike as `least`. Ties go by number, so that
    the result depends on the articles alone.
    """
    members = {number: [number] for number in range(len(vectors))}
    sums = dict(enumerate(vectors))
    linked: dict[int, set[int]] = {number: set() for number in members}
    for a, b in pairs:
        linked[a].add(b)
        linked[b].add(a)

    def alike(a: int, b: int) -> float:
        pairs = len(members[a]) * len(members[b])
        mean = dot(sums[a], sums[b]) / pairs
        if mean < least:
            return 0.0
        return round(mean * closeness(members[a], members[b]) - MARGIN / math.sqrt(pairs), 9)

    heap = [(-alike(a, b), a, b) for a in sorted(linked) for b in sorted(linked[a]) if a < b]
    heap = [entry for entry in heap if -entry[0] >= least]
    heapq.heapify(heap)
    following = len(vectors)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        joined, following = following, following + 1
        others = (linked.pop(a) | linked.pop(b)) - {a, b}
        members[joined] = sorted(members.pop(a) + members.pop(b))
        sums[joined] = total((sums.pop(a), sums.pop(b)))
        linked[joined] = others
        for other in sorted(others):
            linked[other] -= {a, b}
            linked[other].add(joined)
            value = alike(joined, other)
            if value >= least:
                heapq.heappush(heap, (-value, min(joined, other), max(joined, other)))
    return sorted(members.values())
