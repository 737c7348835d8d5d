"""A whole story gone through without all of it in memory.

Kept are the heads of articles, what orders events, and what each claim lends to the lines that rest on it. Everything else is
read a part at a time: each article and claim once, each event, figure and exchange twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Exchange, Figure, Verdict
from faisceau.model.pages import Crowd
from faisceau.model.text import Article
from faisceau.store.view import View
from faisceau.view.dates import days_of
from faisceau.view.rows import FACTUAL, crowd_of, importance
from faisceau.view.said import Said

_TOGETHER = 500
_TEXTS = 100
_SHOWN = 200  # of a crowd, those that the page of the event shows
_LAST = "~"
T = TypeVar("T")
Kept = TypeVar("Kept", Event, Figure, Exchange)


class Light(Struct, frozen=True, gc=False):
    """What is kept of an event: in which order it comes in which list, and how many bear it out."""

    order: tuple[float, int, int, str, str]
    independent: int
    kind: str
    verdict: Verdict
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
        self.said = Said(self.article, self.rank)

    def look(self) -> Iterator[Event]:
        """All events, in no order that means anything: noted on the way, which comes before all else."""
        for event in self._view.events():
            self._note(event)
            yield event

    def _note(self, event: Event) -> None:
        dated = bool(event.kind in FACTUAL and event.claims and days_of(event.date))
        order = (-event.salience, *importance(event))
        self.light[event.id] = Light(
            order, event.independent, event.kind, event.verdict, event.date, bool(event.claims), dated
        )
        for claim in event.claims:
            other = self.event_of.get(claim)
            if other is None or self.time(event.id) < self.time(other):
                self.event_of[claim] = event.id

    def time(self, event: str) -> tuple[str, str]:
        """Sort key: time order."""
        return (self.light[event].date or _LAST, event)

    def independent(self, event: str | None) -> int:
        """How many independent origins tell an event; 1 for what is of none."""
        known = self.light.get(event or "")
        return known.independent if known else 1

    def articles_in(self) -> Iterator[tuple[Article, list[Claim]]]:
        """All articles in time order, with their texts and with their claims in reading order.

        Raises `FaisceauError` (bad_evidence) where a quote is not what its span covers.
        """
        for some in together((article.id for article in self.articles), _TEXTS):
            claims: dict[str, list[Claim]] = {id_: [] for id_ in some}
            for claim in self._view.claims_in(some):
                claims[claim.article].append(claim)
            texts = {article.id: article for article in self._view.articles_of(some)}
            for id_ in some:
                for claim in claims[id_]:
                    claim.check(texts[id_].text)
                yield texts[id_], claims[id_]

    def figures(self) -> Iterator[Figure]:
        """All figures, in no order that means anything."""
        return self._view.figures()

    def exchanges(self) -> Iterator[Exchange]:
        """All exchanges, likewise."""
        return self._view.exchanges()

    def events_in(self, ids: Iterable[str]) -> Iterator[tuple[Event, ...]]:
        """The events with these ids in this order, some at a time."""
        return _in_order(ids, self._view.events_of)

    def crowd(self, event: Event) -> Crowd:
        """What counting the claims of an event gives; they are loaded for it."""
        claims = sorted(self._view.claims_of(event.claims), key=lambda c: (self.rank[c.article], c.start, c.end, c.id))
        whole = crowd_of(event, claims)
        return replace(whole, claims=whole.claims[:_SHOWN])

    def figures_in(self, ids: Iterable[str]) -> Iterator[tuple[Figure, ...]]:
        """The figures with these ids, likewise."""
        return _in_order(ids, self._view.figures_of)

    def exchanges_in(self, ids: Iterable[str]) -> Iterator[tuple[Exchange, ...]]:
        """The exchanges with these ids, likewise."""
        return _in_order(ids, self._view.exchanges_of)

    def outlet(self, article: str) -> str:
        """A key for who publishes an article, as `Ground.outlet`."""
        return self.article[article].publisher or f"\0{article}"


def _in_order(ids: Iterable[str], load: Callable[[Iterable[str]], tuple[Kept, ...]]) -> Iterator[tuple[Kept, ...]]:
    for some in together(ids):
        known = {value.id: value for value in load(some)}
        yield tuple(known[id_] for id_ in some)


def together(values: Iterable[T], size: int = _TOGETHER) -> Iterator[list[T]]:
    """The values, some at a time."""
    remaining = iter(values)
    while some := list(islice(remaining, size)):
        yield some
