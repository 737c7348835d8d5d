"""Which articles may tell one story: each one's most similar others, without comparing all with all.

An article's most telling terms are blocks. A block is in time order, and an article looks only at those nearest to it there
(the sorted neighbourhood of Hernández and Stolfo 1995), so that comparisons grow in step with articles; those that share
most of the telling terms are then compared on all terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from faisceau.fuse.stories.terms import Numbers, Vector, dots, room

TELLING = 30
"""Terms of an article that make it a candidate."""
REACH = 60
"""How far on either side in a block."""
COMPARED = 60
"""Candidates that are compared on all terms."""
NEIGHBOURS = 25
"""Neighbours kept of an article."""


def neighbours(vectors: Sequence[Vector], order: Sequence[int], least: float) -> list[tuple[int, int]]:
    """Pairs (a, b), a < b, sorted: of each article those with its nearest, if their cosine is at least `least`.

    `order` ranks the articles in time, by which long blocks are cut.
    """
    telling = [_telling(vector) for vector in vectors]
    blocks = _blocks(telling, order)
    place = {term: {article: at for at, article in enumerate(members)} for term, members in blocks.items()}
    arrays = {term: np.array(members, dtype=np.int64) for term, members in blocks.items()}
    dense = room(vectors)
    found: set[tuple[int, int]] = set()
    for article, vector in enumerate(vectors):
        near = [
            (arrays[term][max(0, at - REACH) : at + REACH + 1], weight)
            for term, weight in telling[article]
            if term in place
            for at in (place[term][article],)
        ]
        candidates = _best(near, article)
        if not len(candidates):
            continue
        cosines = np.round(dots(vector, [vectors[other] for other in candidates], dense), 9)
        kept = sorted(zip((-cosines).tolist(), candidates.tolist(), strict=True))[:NEIGHBOURS]
        for distance, other in kept:
            if -distance >= least:
                found.add((min(article, other), max(article, other)))
    return sorted(found)


def _telling(vector: Vector) -> list[tuple[int, float]]:
    terms, weights = vector.terms.tolist(), vector.weights.tolist()
    best = sorted(range(len(terms)), key=lambda at: (-weights[at], terms[at]))[:TELLING]
    return [(terms[at], weights[at]) for at in best]


def _blocks(telling: Sequence[list[tuple[int, float]]], order: Sequence[int]) -> dict[int, list[int]]:
    """The articles of each telling term that several have, in time order."""
    blocks: dict[int, list[int]] = defaultdict(list)
    for article in sorted(range(len(telling)), key=order.__getitem__):
        for term, _ in telling[article]:
            blocks[term].append(article)
    return {term: members for term, members in blocks.items() if len(members) > 1}


def _best(near: Sequence[tuple[Numbers, float]], article: int) -> Numbers:
    """The `COMPARED` articles whose shared telling terms weigh most in `article`."""
    if not near:
        return np.array([], dtype=np.int64)
    others = np.concatenate([members for members, _ in near])
    weights = np.concatenate([np.full(len(members), weight) for members, weight in near])
    distinct, place = np.unique(others, return_inverse=True)
    shared = np.round(np.bincount(place, weights, len(distinct)), 9)
    shared[distinct == article] = -1.0
    best = np.lexsort((distinct, -shared))[:COMPARED]
    return distinct[best][shared[best] > 0]
