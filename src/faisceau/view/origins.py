"""Which articles count as one witness in the whole story: those of one outlet, and those that share an origin for some event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from faisceau.model.fused import Event
from faisceau.model.groups import Groups
from faisceau.view.ground import Ground


class Origins:
    """Joins articles, numbered in time order by `rank`, event by event; the order of events does not count.

    `outlet` gives a key for who publishes an article: an outlet bears nothing out by telling it again.
    """

    def __init__(self, rank: Mapping[str, int], outlet: Callable[[str], str]) -> None:
        self._rank = rank
        self._named = {place: article for article, place in rank.items()}
        self._groups = Groups(self._named)
        of_outlet: dict[str, list[int]] = defaultdict(list)
        for article, place in rank.items():
            of_outlet[outlet(article)].append(place)
        for places in of_outlet.values():
            self._groups.join(places)

    def join(self, event: Event) -> None:
        """The articles of each of the event's origins are one witness."""
        for group in event.origins:
            self._groups.join(self._rank[article] for article in group)

    def root(self, article: str) -> str:
        """The first, in time order, of those that count as one witness with it."""
        return self._named[self._groups.root(self._rank[article])]


def origin_of(ground: Ground) -> dict[str, str]:
    """Every article with the first, in time order, of those that count as one witness with it."""
    origins = Origins(ground.rank, ground.outlet)
    for event in ground.events:
        origins.join(event)
    return {article.id: origins.root(article.id) for article in ground.articles}
