"""The moments of a story: articles on the same burst.

Dated articles are clustered as stories are, but time parts them within days. Undated ones are told apart by their words
alone, those that not all of the story has: the two-way split that a mixture of two multinomials finds most likely (Nigam
and others 2000), where it says enough more of the words than no split does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from faisceau.fuse.stories.linkage import cluster
from faisceau.fuse.stories.neighbours import neighbours
from faisceau.fuse.stories.terms import Vector, dot, total

FADING = 7.0
"""Days in which the likeness of two moments falls to 1/e."""
LEAST = 0.05
DATED = 0.5
"""Share of a story's articles that must be dated for its moments to go by time."""
FEWEST = 8
"""Undated articles that a split needs: of fewer, no two moments can be told."""
MOST = 400
"""Undated articles beyond which no split is sought: its cost grows with their number times the starts tried."""
HELD = 3
COMMON = 0.7
"""A word tells moments apart that at least `HELD` articles have, and at most this share."""
SMOOTHING = 0.5
STARTS = 190
ROUNDS = 30
GAIN = 0.15
"""Nats a word that a split must say more than none."""
Table = npt.NDArray[np.float64]


def moments(
    vectors: Sequence[Vector], words: Sequence[Mapping[str, float]], days: Sequence[int | None]
) -> list[list[int]]:
    """The numbers of the articles of each moment, sorted.

    `vectors`, `words` (what stems an article has) and `days` are in step, in an order that depends on the articles alone.
    """
    dated = [number for number, day in enumerate(days) if day is not None]
    if len(vectors) < 2:
        return [list(range(len(vectors)))]
    if len(dated) >= DATED * len(vectors):
        return _by_time(vectors, days, dated)
    if not FEWEST <= len(vectors) <= MOST:
        return [list(range(len(vectors)))]
    return _by_words(words)


def _by_time(vectors: Sequence[Vector], days: Sequence[int | None], dated: Sequence[int]) -> list[list[int]]:
    known = [vectors[number] for number in dated]
    pairs = neighbours(known, list(range(len(known))), LEAST)
    groups = cluster(known, pairs, LEAST, [days[number] for number in dated], FADING)
    found = [[dated[member] for member in group] for group in groups]
    centres = [total(vectors[member] for member in group) for group in found]
    sizes = [len(group) for group in found]
    for number in sorted(set(range(len(vectors))) - set(dated)):
        best = max(range(len(found)), key=lambda at: (round(dot(vectors[number], centres[at]) / sizes[at], 9), -at))
        found[best].append(number)
    return sorted(sorted(group) for group in found)


def _by_words(words: Sequence[Mapping[str, float]]) -> list[list[int]]:
    table = _table(words)
    alone = [list(range(len(words)))]
    if not table.shape[1]:
        return alone
    best, parted = max(
        ((_fit(table, start)) for start in _starts(table)), key=lambda fit: fit[0], default=(-math.inf, None)
    )
    share = table.sum(axis=0) + SMOOTHING
    unparted = float((table @ np.log(share / share.sum())).sum())
    if parted is None or (best - unparted) / table.sum() < GAIN:
        return alone
    return sorted([np.flatnonzero(parted == side).tolist() for side in (0, 1)])


def _table(words: Sequence[Mapping[str, float]]) -> Table:
    """Articles by telling words: 1 where the article has the word."""
    held = Counter(word for each in words for word in each)
    telling = sorted(word for word, count in held.items() if HELD <= count <= COMMON * len(words))
    place = {word: at for at, word in enumerate(telling)}
    table = np.zeros((len(words), len(telling)))
    for row, each in enumerate(words):
        table[row, [place[word] for word in each if word in place]] = 1.0
    return table


def _starts(table: Table) -> Iterator[npt.NDArray[np.int64]]:
    """Splits by which of two articles each is more like, for pairs of articles evenly drawn from all."""
    alike = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    cosines = np.round(alike @ alike.T, 9)
    pairs = [(a, b) for a in range(len(table)) for b in range(a + 1, len(table))]
    step = max(1, len(pairs) // STARTS)
    for a, b in pairs[::step]:
        side = (cosines[:, a] > cosines[:, b]).astype(np.int64)
        side[a], side[b] = 1, 0
        yield side


def _fit(table: Table, side: npt.NDArray[np.int64]) -> tuple[float, npt.NDArray[np.int64] | None]:
    """The most likely split reached from `side`, each article wholly on one side, with its log likelihood."""
    for _ in range(ROUNDS):
        ones = int(side.sum())
        if ones in (0, len(side)):
            return -math.inf, None
        shares = np.stack([table[side == which].sum(axis=0) + SMOOTHING for which in (0, 1)])
        shares /= shares.sum(axis=1, keepdims=True)
        prior = np.log([1 - ones / len(side), ones / len(side)])
        likely = np.round(table @ np.log(shares).T + prior, 9)
        after = likely.argmax(axis=1)
        if (after == side).all():
            return float(likely.max(axis=1).sum()), side
        side = after
    return -math.inf, None
