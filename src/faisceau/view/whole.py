"""A whole story looked through without being held: of articles the heads, of events what orders them, of claims whose they are.

Everything else is read a part at a time, and each part is a `Ground` of its own with the places of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from msgspec import Struct

from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Exchange, Figure
from faisceau.model.text import Article
from faisceau.store.view import View
from faisceau.view.dates import days_of
from faisceau.view.ground import Ground
from faisceau.view.rows import FACTUAL, importance

_TOGETHER = 500
_LAST = "~"
T = TypeVar("T")


class Light(Struct, frozen=True, gc=False):
    """What is kept of an event: in which order it comes in which list, and how many bear it out."""

    order: tuple[float, int, int, str, str]
    independent: int
    date: str | None
    told: bool
    dated: bool


class Whole:
    """The story that `view` shows. Raises `FaisceauError` as the view does."""

    def __init__(self, view: View) -> None:
        self._view = view
        heads = sorted(view.heads(), key=lambda a: (a.published or _LAST, a.id))
        self.articles: tuple[Article, ...] = tuple(heads)
        """In time order, without their texts."""
        self.rank = {article.id: number for number, article in enumerate(heads, start=1)}
        self.article = {article.id: article for article in heads}
        self.light: dict[str, Light] = {}
        self.event_of: dict[str, str] = {}
        for event in view.events():
            self._note(event)

    def _note(self, event: Event) -> None:
        dated = bool(event.kind in FACTUAL and event.claims and days_of(event.date))
        order = (-event.salience, *importance(event))
        self.light[event.id] = Light(order, event.independent, event.date, bool(event.claims), dated)
        for claim in event.claims:
            other = self.event_of.get(claim)
            if other is None or self.time(event.id) < self.time(other):
                self.event_of[claim] = event.id

    def time(self, event: str) -> tuple[str, str]:
        """Sort key: time order."""
        return (self.light[event].date or _LAST, event)

    def ground(
        self,
        claims: Iterable[Claim],
        events: Sequence[Event] = (),
        figures: Sequence[Figure] = (),
        exchanges: Sequence[Exchange] = (),
    ) -> Ground:
        """These values as a part of the whole. Its claims come as given."""
        claims = tuple(claims)
        return Ground(
            articles=(),
            claims=claims,
            events=tuple(events),
            figures=tuple(figures),
            exchanges=tuple(exchanges),
            rank=self.rank,
            article=self.article,
            claim={claim.id: claim for claim in claims},
            event={event.id: event for event in events},
            event_of=self.event_of,
            number={},
        )

    def place(self, claim: Claim) -> tuple[int, int, int, str]:
        """Where a claim stands in the reading order."""
        return (self.rank[claim.article], claim.start, claim.end, claim.id)

    def independent(self, event: str | None) -> int:
        """How many independent origins tell an event; 1 for what is of none."""
        known = self.light.get(event or "")
        return known.independent if known else 1

    def events(self) -> Iterator[Event]:
        """All events, in no order that means anything."""
        return self._view.events()

    def claims(self) -> Iterator[Claim]:
        """All claims, article by article; each is held against its text."""
        return self._view.claims()

    def figures(self) -> Iterator[Figure]:
        """All figures."""
        return self._view.figures()

    def exchanges(self) -> Iterator[Exchange]:
        """All exchanges."""
        return self._view.exchanges()

    def events_in(self, ids: Iterable[str]) -> Iterator[Ground]:
        """The events with these ids in this order, some at a time with their claims."""
        for some in together(ids):
            known = {event.id: event for event in self._view.events_of(some)}
            events = [known[id_] for id_ in some]
            yield self.ground(self._view.claims_of(id_ for event in events for id_ in event.claims), events)

    def figures_in(self, ids: Iterable[str]) -> Iterator[Ground]:
        """The figures with these ids, likewise, with their events."""
        for some in together(ids):
            known = {figure.id: figure for figure in self._view.figures_of(some)}
            figures = [known[id_] for id_ in some]
            claims = {account.claim for figure in figures for account in figure.accounts}
            claims |= {id_ for figure in figures for row in figure.relations for id_ in (row.a, row.b)}
            events = self._view.events_of(figure.event for figure in figures)
            yield self.ground(self._view.claims_of(claims), events, figures)

    def exchanges_in(self, ids: Iterable[str]) -> Iterator[Ground]:
        """The exchanges with these ids, likewise."""
        for some in together(ids):
            known = {exchange.id: exchange for exchange in self._view.exchanges_of(some)}
            exchanges = [known[id_] for id_ in some]
            claims = self._view.claims_of(id_ for exchange in exchanges for id_ in exchange.claims)
            yield self.ground(claims, exchanges=exchanges)

    def entries_in(
        self, entries: Iterable[tuple[str, Sequence[str]]]
    ) -> Iterator[tuple[Ground, dict[str, list[Claim]]]]:
        """Claims told together under an event's id or their own: these, in reading order, with their events."""
        for some in together(entries):
            claims = {claim.id: claim for claim in self._view.claims_of(id_ for _, ids in some for id_ in ids)}
            ground = self.ground(claims.values(), self._view.events_of(id_ for id_, _ in some))
            yield ground, {id_: sorted((claims[each] for each in ids), key=self.place) for id_, ids in some}

    def articles_in(self) -> Iterator[tuple[Ground, list[tuple[Article, list[Claim]]]]]:
        """All articles in time order with their texts and claims, some at a time."""
        for some in together((article.id for article in self.articles), 100):
            claims: dict[str, list[Claim]] = {id_: [] for id_ in some}
            for claim in self._view.claims_in(some):
                claims[claim.article].append(claim)
            texts = {article.id: article for article in self._view.articles_of(some)}
            yield self.ground(c for each in claims.values() for c in each), [(texts[id_], claims[id_]) for id_ in some]


def together(values: Iterable[T], size: int = _TOGETHER) -> Iterator[list[T]]:
    """The values, some at a time."""
    remaining = iter(values)
    while some := list(islice(remaining, size)):
        yield some
