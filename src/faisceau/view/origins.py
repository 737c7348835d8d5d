"""Which articles count as one witness in the whole story: those that share an origin for some event."""

from __future__ import annotations

from collections.abc import Mapping

from faisceau.model.fused import Event
from faisceau.view.ground import Ground


class Origins:
    """Joins articles, numbered in time order by `rank`, event by event; the order of events does not count."""

    def __init__(self, rank: Mapping[str, int]) -> None:
        self._rank = rank
        self._parent = {article: article for article in rank}

    def join(self, event: Event) -> None:
        """The articles of each of the event's origins are one witness."""
        for group in event.origins:
            for article in group:
                first, second = sorted((self.root(article), self.root(group[0])), key=self._rank.__getitem__)
                self._parent[second] = first

    def root(self, article: str) -> str:
        """The first, in time order, of those that count as one witness with it."""
        parent = self._parent
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article


def origin_of(ground: Ground) -> dict[str, str]:
    """Every article with the first, in time order, of those that count as one witness with it."""
    origins = Origins(ground.rank)
    for event in ground.events:
        origins.join(event)
    return {article.id: origins.root(article.id) for article in ground.articles}
