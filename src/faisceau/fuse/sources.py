"""Which articles of a story are one source, whatever they tell.

For a map of many claims a source must be the same everywhere, so that it can be left out whole: articles that share a text
or a house (a publisher's family, an agency) are one, and so on along these. What ties articles on one event only, a
medium cited or a link, does not count here.
"""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.fuse.marks import marks_of
from faisceau.fuse.witnesses import Groups
from faisceau.model.text import Article


def source_groups(articles: Sequence[Article]) -> dict[str, str]:
    """For each article id the least id of its group. The order of articles does not count."""
    marks = marks_of(sorted(articles, key=lambda article: article.id))
    groups = Groups(tuple(sorted(marks)))
    holders: dict[str, list[str]] = {}
    for article, known in sorted(marks.items()):
        for key in (f"text:{known.text}", *(f"house:{house}" for house in known.houses)):
            holders.setdefault(key, []).append(article)
    for together in holders.values():
        groups.join(together)
    return {article: groups.root(article) for article in sorted(marks)}
