"""Average-link clusters over a sparse graph.

Two clusters are as alike as their articles are on average (Sokal and Michener 1958). With vectors of length 1 that is the
inner product of the clusters' sums over the product of their sizes, so that no pair of articles is compared for it; and the
product of two joined clusters with a third is the sum of theirs, so that it is seldom worked out anew.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from faisceau.fuse.stories.days import Time
from faisceau.fuse.stories.terms import Vector, Weights, dots, room, total

MARGIN = 0.08
"""What a mean over one pair of articles must be over the least, being chance in part; over n pairs, a √n-th of that."""


def cluster(
    vectors: Sequence[Vector],
    pairs: Iterable[tuple[int, int]],
    least: float,
    days: Sequence[int | None],
    fading: float,
) -> list[list[int]]:
    """Clusters as sorted article numbers, those of the smallest first; articles that no pair joins stand alone.

    The closest two are joined first, until none that a pair connects are as alike as `least`. `days` are the day numbers of
    the articles, `fading` the days in which the likeness of two clusters falls to 1/e. Ties go by number, so that the result
    depends on the articles alone.
    """
    members = {number: [number] for number in range(len(vectors))}
    times = {number: Time.of(days[number]) for number in members}
    sums = dict(enumerate(vectors))
    # the inner product of each two clusters that a pair connects
    linked: dict[int, dict[int, float]] = {number: {} for number in members}
    dense = room(vectors)
    for a, group in groupby(sorted(pairs), itemgetter(0)):
        paired = [b for _, b in group]
        for b, product in zip(paired, _products(sums, a, paired, dense), strict=True):
            linked[a][b] = linked[b][a] = product

    def alike(a: int, b: int) -> float:
        size = len(members[a]) * len(members[b])
        mean = linked[a][b] / size
        if mean < least:
            return 0.0
        return round(mean * times[a].closeness(times[b], fading) - MARGIN / math.sqrt(size), 9)

    heap = [(-alike(a, b), a, b) for a in sorted(linked) for b in sorted(linked[a]) if a < b]
    heap = [entry for entry in heap if -entry[0] >= least]
    heapq.heapify(heap)
    following = len(vectors)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        joined, following = following, following + 1
        near, far = linked.pop(a), linked.pop(b)
        del near[b], far[a]
        beside = sorted({*near, *far})
        for one, known in ((a, near), (b, far)):
            missing = [other for other in beside if other not in known]
            known.update(zip(missing, _products(sums, one, missing, dense), strict=True))
        members[joined] = sorted(members.pop(a) + members.pop(b))
        times[joined] = times.pop(a).with_(times.pop(b))
        linked[joined] = {}
        for other in beside:
            linked[other].pop(a, None)
            linked[other].pop(b, None)
            linked[joined][other] = linked[other][joined] = near[other] + far[other]
            value = alike(joined, other)
            if value >= least:
                heapq.heappush(heap, (-value, min(joined, other), max(joined, other)))
        sums[joined] = total((sums.pop(a), sums.pop(b)))
    return sorted(members.values())


def _products(sums: Mapping[int, Vector], one: int, others: Sequence[int], dense: Weights) -> list[float]:
    # a vector without terms has no share in any sum
    full = [other for other in others if len(sums[other].terms)]
    found = dict(zip(full, dots(sums[one], [sums[other] for other in full], dense).tolist(), strict=True))
    return [found.get(other, 0.0) for other in others]
