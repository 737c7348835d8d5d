"""The moments of a story: articles on the same burst.

Dated articles are clustered as stories are, but time parts them within days. Undated ones are parted in two by what they
tell first and what days they tell, where that says enough (`parting.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.fuse.stories.linkage import cluster
from faisceau.fuse.stories.neighbours import neighbours
from faisceau.fuse.stories.parting import parted
from faisceau.fuse.stories.terms import Vector, dot, soon, total
from faisceau.fuse.stories.told import told_in
from faisceau.model.text import Article

FADING = 7.0
"""Days in which the likeness of two moments falls to 1/e."""
LEAST = 0.05
DATED = 0.5
"""Share of a story's articles that must be dated for its moments to go by time."""
FEWEST = 8
"""Undated articles that a split needs: of fewer, no two moments can be told."""
MOST = 400
"""Undated articles beyond which no split is sought: its cost grows with the square of their number."""


def moments(articles: Sequence[Article], vectors: Sequence[Vector], days: Sequence[int | None]) -> list[list[int]]:
    """The numbers of the articles of each moment, sorted.

    `articles`, their `vectors` and their `days` of publication are in step, in an order that depends on the articles alone.
    """
    alone = [list(range(len(articles)))]
    dated = [number for number, day in enumerate(days) if day is not None]
    if len(articles) < 2:
        return alone
    if len(dated) >= DATED * len(articles):
        return _by_time(vectors, days, dated)
    if not FEWEST <= len(articles) <= MOST:
        return alone
    side = parted([soon(article) for article in articles], [told_in(article) for article in articles])
    if side is None:
        return alone
    return sorted([number for number, on in enumerate(side) if on == which] for which in (True, False))


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
