"""How much a story weighs in a pile: by how many witnesses, told how often."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from faisceau.fuse.marks import Marks
from faisceau.model.groups import Groups


def witnesses(articles: Sequence[str], marks: Mapping[str, Marks]) -> int:
    """How many independent origins the articles (ids) have: one text, or one house, is one."""
    holders: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        holders[f"text:{marks[article].text}"].append(article)
        for house in marks[article].houses:
            holders[f"house:{house}"].append(article)
    groups = Groups(articles)
    for tied in holders.values():
        groups.join(tied)
    return len(groups.lists())


def salience(origins: int, texts: int) -> float:
    """log2 of the witnesses and one, and half as much for further texts of theirs: 1.0 for a story told once.

    Twice as many witnesses make a story one unit more salient; copies (which are one text) never do.
    """
    return round(math.log2(1 + origins) + 0.5 * math.log2(1 + max(0, texts - origins)), 3)
