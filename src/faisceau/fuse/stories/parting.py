"""A story without dates in two: the articles of one burst of news, and those of another.

Two articles are alike if they tell the same words early (news tells what is new first, then its background) and the same days
(`told.py`). What the mean article has is taken off each, so that words of the whole story part nothing. The best split has the
most likeness within its sides and the least between them (as in Newman 2006). It is sought many times, each time with another
half of the words; articles that were mostly together are on one side (consensus clustering, Monti and others 2003), so that a
few words do not decide.

The split is kept only if two mixtures of words and days describe the articles enough better than one does (mixtures of
multinomials, Nigam and others 2000).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from faisceau.fuse.stories.told import Told, days_gained, nearness

LIKE = 2
"""Articles that must have a word for it to make them alike."""
HELD = 3
COMMON = 0.7
"""A word counts for or against a split that at least `HELD` articles have, and at most this share."""
SMOOTHING = 0.5
GAIN = 0.15
"""Nats a word that a split must say more than none."""
DAYS = 0.04
"""Nats a word that a nat of told days an article is worth: the words of an article go together, so that each says little."""
TOLD = 0.25
"""What nearness in time is worth beside the cosine of the words."""
HALVES = 32
"""Times that the split is sought, each with another half of the words."""
STARTS = 12
"""Articles, evenly drawn, from whose likeness to all the split is sought."""
Table = npt.NDArray[np.float64]
Sides = npt.NDArray[np.bool_]


def parted(words: Sequence[Mapping[str, float]], told: Sequence[Told]) -> Sides | None:
    """Which side each article is on; None where the story is of one piece.

    `words` are how soon each article tells a stem (from 0, not at all, to 1), `told` the days that it tells, in step.
    """
    side = _consensus(words, told)
    if side.all() or not side.any():
        return None
    table = _table(words, HELD, COMMON) > 0
    said = float(table.sum())
    if not said:
        return None
    gained = _words_gained(table.astype(float), side) / said + DAYS * days_gained(told, side) / len(words)
    return side if round(gained, 9) >= GAIN else None


def _table(words: Sequence[Mapping[str, float]], held: int, common: float) -> Table:
    """Articles by those words, in their order, that at least `held` of them have and at most the share `common`."""
    place = {word: at for at, word in enumerate(_kept(words, held, common))}
    table = np.zeros((len(words), len(place)))
    for row, each in enumerate(words):
        for word, value in each.items():
            if word in place:
                table[row, place[word]] = value
    return table


def _kept(words: Sequence[Mapping[str, float]], held: int, common: float) -> list[str]:
    counts = Counter(word for each in words for word in each)
    return sorted(word for word, count in counts.items() if held <= count <= common * len(words))


def _consensus(words: Sequence[Mapping[str, float]], told: Sequence[Told]) -> Sides:
    table = _table(words, LIKE, 1.0)
    table *= np.sqrt(np.log((len(words) + 0.5) / np.maximum(1, (table > 0).sum(axis=0))))
    draws = np.array(
        [int.from_bytes(blake2b(word.encode(), digest_size=4).digest()) for word in _kept(words, LIKE, 1.0)]
    )
    near = TOLD * nearness(told)
    together = np.zeros((len(words), len(words)))
    for half in range(HALVES):
        drawn = table[:, (draws >> half) & 1 == 1] if len(draws) else table
        side = _split(_from_mean(drawn) + near)
        together += np.outer(side, side)
    return _split(together / HALVES) > 0


def _from_mean(table: Table) -> Table:
    """The cosines of the articles, each taken from the mean article."""
    centred = _unit(table)
    centred = _unit(centred - centred.mean(axis=0)) if table.shape[1] else centred
    cosines: Table = centred @ centred.T
    return cosines


def _unit(rows: Table) -> Table:
    unit: Table = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _split(alike: Table) -> Table:
    """1 or −1 for each article, 1 for the first: the best of the splits that single moves lead to."""
    alike = np.round(alike, 9)
    np.fill_diagonal(alike, 0.0)
    best, found = -np.inf, np.ones(len(alike))
    for start in range(0, len(alike), max(1, len(alike) // STARTS)):
        side = _moved(alike, np.where(alike[start] > 0, 1.0, -1.0))
        value = round(float(side @ alike @ side), 6)
        if value > best:
            best, found = value, side
    first_on_one_side: Table = found * found[0]
    return first_on_one_side


def _moved(alike: Table, side: Table) -> Table:
    """`side` after moving the article that gains most by it to the other side, again and again."""
    ties = alike @ side
    while True:
        losses = np.round(side * ties, 6)
        worst = int(losses.argmin())
        if losses[worst] >= 0:
            return side
        side[worst] = -side[worst]
        ties += 2 * side[worst] * alike[worst]


def _words_gained(table: Table, side: Sides) -> float:
    """Nats by which the words are more likely of two multinomials than of one."""
    share = table.sum(axis=0) + SMOOTHING
    gained = -float((table @ np.log(share / share.sum())).sum())
    for part in (table[side], table[~side]):
        share = part.sum(axis=0) + SMOOTHING
        gained += float((part @ np.log(share / share.sum())).sum()) + len(part) * float(np.log(len(part) / len(table)))
    return gained
