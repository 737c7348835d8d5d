"""Which articles of a story are one source, whatever they tell.

For a map of many claims a source must be the same everywhere, so that it can be left out whole: articles that share a text
or a house (a publisher's family, an agency) are one, and so on along these. What ties articles on one event only, a
medium cited or a link, does not count here.
"""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.fuse.copies import copies
from faisceau.fuse.marks import houses
from faisceau.model.groups import Groups
from faisceau.model.text import Article


def source_groups(articles: Sequence[Article]) -> dict[str, str]:
    """For each article id the least id of its group. The order of articles does not count."""
    known = {article.id: article for article in articles}
    text = copies(list(known.values()))
    groups = Groups(sorted(known))
    holders: dict[str, list[str]] = {}
    for id_, article in sorted(known.items()):
        for key in (f"text:{text[id_]}", *(f"house:{house}" for house in houses(article))):
            holders.setdefault(key, []).append(id_)
    for together in holders.values():
        groups.join(together)
    return {id_: groups.root(id_) for id_ in sorted(known)}
