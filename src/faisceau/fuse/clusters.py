"""Groups from scored pairs, without chains: two groups join only where they agree on average."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from faisceau.model.ties import Apart

CORE = 6
CLIP = 4.0
BEST = 0.2


@dataclass(frozen=True, slots=True)
class Bound:
    """What is decided beforehand: each of `together` is one group; of each of `apart`, no two of different sides are in one."""

    together: Sequence[Sequence[int]] = ()
    apart: Sequence[Sequence[Sequence[int]]] = ()


FREE = Bound()


def average_link(
    size: int,
    pairs: Iterable[tuple[float, int, int]],
    score: Callable[[int, int], float],
    threshold: float,
    bound: Bound = FREE,
) -> list[list[int]]:
    """Indices `0..size-1` in groups, each sorted, by greedy average linkage.

    Pairs `(score, a, b)` are taken best first. Two groups join where the mean score between their cores (the first `CORE`
    members of each) reaches `threshold`, the best pair counting for a share `BEST` of it: wordings vary, and one that both
    sides share tells more than those that they do not. Single scores are clipped at `CLIP`, so that one pair in the same
    words does not decide for all; a forbidden pair, far below, does weigh against many. Comparing cores only bounds the cost
    of a join by `CORE` squared. Groups of `bound` are made first, and grow as others do.
    """
    group = list(range(size))
    members = {index: [index] for index in range(size)}
    apart = Apart[int]()

    def join(left: int, right: int) -> None:
        for index in members[right]:
            group[index] = left
        members[left] += members.pop(right)
        apart.join(left, right)

    for first_index, *others in bound.together:
        for index in others:
            left, right = sorted((group[first_index], group[index]))
            if left != right:
                join(left, right)
    for number, sides in enumerate(bound.apart):
        for place, side in enumerate(sides):
            for index in side:
                apart.put(number, place, group[index])
    cache: dict[tuple[int, int], float] = {}
    refused: set[tuple[int, int, int, int]] = set()

    def between(a: int, b: int) -> float:
        key = (a, b) if a < b else (b, a)
        if key not in cache:
            cache[key] = min(CLIP, score(*key))
        return cache[key]

    for value, a, b in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if value < threshold:
            break
        left, right = sorted((group[a], group[b]))
        key = (left, right, len(members[left]), len(members[right]))
        if left == right or key in refused or apart.by(left, right) is not None:
            continue
        first, second = members[left][:CORE], members[right][:CORE]
        scores = [between(x, y) for x in first for y in second]
        if BEST * max(scores) + (1 - BEST) * sum(scores) / len(scores) < threshold:
            refused.add(key)
            continue
        join(left, right)
    return [sorted(found) for _, found in sorted(members.items())]
