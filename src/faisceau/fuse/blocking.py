"""Which pairs of propositions are worth comparing, found without comparing all.

A proposition enters a block for each of its rarest words and numbers and for each mix of what it is about (an act and who is
named, two acts, a good and who is named, parties and time). In a block of up to `BLOCK` all are compared; in a larger one,
put in content order with the rarest words first, each with its `WINDOW` followers (the sorted neighbourhood of Hernández
and Stolfo 1995). So a frequent key costs no more than a rare one, and pairs grow in step with propositions.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from faisceau.fuse.features import Proposition
from faisceau.fuse.held import Hashes, Held, Numbers, mixed, once
from faisceau.model.memory import hashed

BLOCK = 40
WINDOW = 10
RARE_WORDS = 8
_AT_ONCE = 1 << 21  # entries of blocks looked at together: bounds what is held


def pair_codes(propositions: Sequence[Proposition], words: Held[str]) -> Numbers:
    """Pairs of indices `(a, b)`, the smaller first, each once, as sorted numbers `a * n + b`, for `n` propositions with `words`.

    What is held meanwhile are the blocks, a few dozen numbers for each proposition, and the pairs, some hundred.
    """
    size = len(propositions)
    rank, keys, owners = _entries(propositions, words)
    order = np.lexsort((rank[owners], keys))
    keys, owners = keys[order], owners[order]
    bounds = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1], [True]]))
    sizes = np.diff(bounds)
    small = np.repeat(sizes <= BLOCK, sizes)
    found = np.empty(0, dtype=np.int64)
    for start in range(0, len(keys), _AT_ONCE):
        met = [found]
        for step in range(1, BLOCK):
            end = min(start + _AT_ONCE, len(keys) - step)
            if end <= start:
                break
            first, second = slice(start, end), slice(start + step, end + step)
            same = keys[first] == keys[second]
            if step > WINDOW:
                same &= small[first]
            if not same.any():
                continue
            a, b = owners[first][same], owners[second][same]
            met.append(np.minimum(a, b) * size + np.maximum(a, b))
        found = once(np.concatenate(met))
    return found


def _entries(propositions: Sequence[Proposition], words: Held[str]) -> tuple[Numbers, Hashes, Numbers]:
    """The place of each proposition in content order; then, one entry after the other, a block and who enters it."""
    place = _rarest_first(words)
    order = np.lexsort((place[words.numbers], words.owners))
    numbers, owners = words.numbers[order], words.owners[order]
    rank = _ranks(_alphabetical(words)[numbers], owners, len(propositions))

    marks = np.array([hashed(("word", word)) for word in words.values], dtype=np.uint64)
    is_number = np.array([len(word) > 1 and word.isdigit() for word in words.values], dtype=bool)
    shared = words.counts[numbers] > 1
    firsts = np.searchsorted(owners, np.arange(len(propositions)))
    rare = shared & (np.arange(len(owners)) - firsts[owners] < RARE_WORDS)
    counted = shared & is_number[numbers]
    about = np.array([mark for known in propositions for mark in known.blocks], dtype=np.uint64)
    enter = np.repeat(np.arange(len(propositions), dtype=np.int64), [len(known.blocks) for known in propositions])
    keys = np.concatenate([marks[numbers[rare]], mixed(marks)[numbers[counted]], about])
    return rank, keys, np.concatenate([owners[rare], owners[counted], enter])


def _rarest_first(words: Held[str]) -> Numbers:
    """For each word its place among all: words of one proposition last, else by how many binary digits their count has.

    A count that grows by one seldom changes what is rarest.
    """
    counts = words.counts.tolist()
    values = words.values
    ordered = sorted(range(len(counts)), key=lambda each: (counts[each] < 2, counts[each].bit_length(), values[each]))
    return _placed(ordered)


def _alphabetical(words: Held[str]) -> Numbers:
    return _placed(sorted(range(len(words.values)), key=words.values.__getitem__))


def _placed(ordered: Sequence[int]) -> Numbers:
    """For each number its place in `ordered`, which holds them all."""
    place = np.empty(len(ordered), dtype=np.int64)
    place[ordered] = np.arange(len(ordered))
    return place


def _ranks(places: Numbers, owners: Numbers, size: int) -> Numbers:
    """The place of each proposition by its words (`places`: in the alphabet), which come rarest first, so that neighbours in a
    large block share what is telling."""
    data = (places + 1).astype(">u4").tobytes()
    bounds = (4 * np.searchsorted(owners, np.arange(size + 1))).tolist()
    told = [data[start:end] for start, end in pairwise(bounds)]
    return _placed(sorted(range(size), key=told.__getitem__))  # sorting is stable: by content where words are the same
