"""Which articles count as one witness in the whole story: those that share an origin for some event."""

from __future__ import annotations

from faisceau.view.ground import Ground


def origin_of(ground: Ground) -> dict[str, str]:
    """Every article with the first, in time order, of those that count as one witness with it."""
    parent = {article.id: article.id for article in ground.articles}

    def root(article: str) -> str:
        while parent[article] != article:
            article = parent[article]
        return article

    for event in ground.events:
        for group in event.origins:
            for article in group:
                first, second = sorted((root(article), root(group[0])), key=lambda each: ground.rank[each])
                parent[second] = first
    return {article: root(article) for article in parent}
