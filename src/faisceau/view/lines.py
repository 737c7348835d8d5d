"""The lines of the reading room's lists: what each row is, what selects it, and where it stands in its list.

They are made from one look through all claims, and then list by list from some rows at a time: what is held is what orders
them, and what each claim lends to the lines that rest on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from faisceau.model.claims import Claim, Kind
from faisceau.model.fused import Event
from faisceau.model.pages import CROWD, ActorLine, ArticleLine, Line, OutletLine, Sort, Tie
from faisceau.model.period import days
from faisceau.store.postings import words_of
from faisceau.view.actors import Written
from faisceau.view.figures import diverges, figure_key
from faisceau.view.ledger import ledger_key
from faisceau.view.outlet_lines import Outlets
from faisceau.view.rows import is_fact
from faisceau.view.tie_lines import Ties
from faisceau.view.whole import Whole
from faisceau.view.why import why

VOICES: tuple[Kind, ...] = ("statement", "need", "reaction", "forecast", "assessment")
"""Kinds that are voice rather than fact, each a list of its own."""
_TITLE = 300  # of a title, as much as a list shows


class _Roles:
    """In how many claims an actor stands, how often in which role, and in which outlets."""

    __slots__ = ("acts", "claims", "outlets", "says", "undergoes")

    def __init__(self) -> None:
        self.claims = self.acts = self.undergoes = self.says = 0
        self.outlets: set[str] = set()


class Lines:
    """All that is looked up of a story: its lines, and what is added up on the way, known when the last line is made."""

    def __init__(self, whole: Whole) -> None:
        self._whole, self._said = whole, whole.said
        self._written = Written()
        self._roles: dict[str, _Roles] = defaultdict(_Roles)
        self._voices: dict[Kind, dict[str, list[str]]] = {kind: {} for kind in VOICES}
        self._ties = Ties(whole)
        self._outlets = Outlets(whole)

    def lines(self) -> Iterator[Line]:
        """Every line, sort by sort, in the order of the lists."""
        for event in self._whole.look():
            self._outlets.origin(event)
        yield from self._articles()  # first: every claim is noted on the way
        yield from self._events()
        yield from self._ledger()
        yield from self._figures()
        for kind in VOICES:
            yield from self._entries(kind)
        yield from self._actors()

    def ties(self) -> Iterator[Tie]:
        """Who acts towards whom, a tie for each pair, direction, family and month."""
        return self._ties.made()

    def outlets(self) -> tuple[OutletLine, ...]:
        """The outlets in numbers, those with the most claims first."""
        return self._outlets.lines()

    def origins(self) -> int:
        """Independent origins among the articles, see `view.sources.origin_count`."""
        return self._outlets.origins()

    def _articles(self) -> Iterator[Line]:
        for article, own in self._whole.articles_in():
            for claim in own:
                self._note(claim)
            title = article.title if len(article.title or "") <= _TITLE else f"{(article.title or '')[:_TITLE]}…"
            body = ArticleLine(article.id, article.published, article.publisher, title, len(own))
            tags = {"kind:article", *self._said.tags(claim.id for claim in own)}
            tags |= {f"source:{article.publisher}"} if article.publisher else set()
            words = {*words_of(f"{article.title or ''}\n{article.text}")}
            since, until = days(article.published) or (None, None)
            yield Line("article", article.id, tuple(tags), words, since, until, msgspec.json.encode(body))

    def _note(self, claim: Claim) -> None:
        number = self._said.note(claim)
        self._written.claim(claim)
        self._ties.claim(claim, number)
        self._outlets.claim(claim)
        acts, undergoes = {ref.id for ref in claim.subject}, {ref.id for ref in claim.object}
        says = {ref.id for ref in (*claim.source.by, *claim.source.chain)}
        outlet = self._whole.article[claim.article].publisher
        for id_ in acts | undergoes | says:
            roles = self._roles[id_]
            roles.claims += 1
            roles.acts += id_ in acts
            roles.undergoes += id_ in undergoes
            roles.says += id_ in says
            if outlet:
                roles.outlets.add(outlet)
        if claim.kind in self._voices:
            self._voices[claim.kind].setdefault(self._whole.event_of.get(claim.id, claim.id), []).append(claim.id)

    def _events(self) -> Iterator[Line]:
        light = self._whole.light
        told = [id_ for id_, each in light.items() if each.told]
        for events in self._whole.events_in(sorted(told, key=lambda id_: light[id_].order)):
            self._outlets.events(events)
            for event in events:
                yield self._event(event)
        # Selected as events are: the timeline has but its order.
        for id_ in sorted((id_ for id_ in told if light[id_].dated), key=self._whole.time):
            yield Line("timeline", id_, (), (), *(days(light[id_].date) or (None, None)))

    def _event(self, event: Event) -> Line:
        tags = [f"verdict:{event.verdict}"]
        tags += [f"article:{article}" for article in self._said.articles(event.claims)]
        tags += ["fact"] if is_fact(event) else []
        reason = why(event, self._said.counting(event.claims))
        tags += [f"why:{reason}"] if reason else []
        tags += ["dated"] if self._whole.light[event.id].dated else []
        line = self._line("event", event.id, event.claims, event.date, tags, event.kind, event.label)
        if len(event.claims) <= CROWD:
            return line
        return replace(line, body=msgspec.json.encode(self._whole.crowd(event)))

    def _ledger(self) -> Iterator[Line]:
        keys = []
        for exchange in self._whole.exchanges():
            self._written.exchange(exchange)
            if exchange.claims:
                keys.append(ledger_key(exchange, self._whole.independent(exchange.event)))
        for exchanges in self._whole.exchanges_in(key[-1] for key in sorted(keys)):
            for exchange in exchanges:
                tags = [f"verdict:{exchange.verdict}", *([f"good:{exchange.category}"] if exchange.category else [])]
                yield self._line("ledger", exchange.id, exchange.claims, exchange.date, tags, "exchange")

    def _figures(self) -> Iterator[Line]:
        keys = [figure_key(figure) for figure in self._whole.figures() if figure.accounts]
        for figures in self._whole.figures_in(key[-1] for key in sorted(keys)):
            self._outlets.figures(figures)
            for figure in figures:
                counted = [account.claim for account in figure.accounts]
                of = self._whole.light.get(figure.event)
                tags = [f"verdict:{of.verdict}"] if of else []
                tags += ["diverging"] if diverges(figure) else []
                tags += ["several"] if len(figure.accounts) > 1 else []
                date, kind = (of.date, of.kind) if of else (None, "")
                yield self._line("figures", figure.id, counted, date, tags, kind, figure.of)

    def _entries(self, kind: Kind) -> Iterator[Line]:
        for id_, claims in self._voices.pop(kind).items():  # by their first claim: claims were noted in reading order
            event = self._whole.light.get(id_)
            tags = [f"verdict:{event.verdict}"] if event else []
            yield self._line(_SORT_OF[kind], id_, claims, self._said.date(claims), tags, kind)

    def _actors(self) -> Iterator[Line]:
        roles = self._roles
        for name in sorted(self._written.names(), key=lambda each: (-roles[each.id].claims, each.id)):
            has = roles[name.id]
            body = ActorLine(
                name.id, name.kind, name.written, name.names, name.state, has.claims, has.acts, has.undergoes, has.says
            )
            words = words_of(" ".join((name.written, *name.names.values(), name.id)))
            tags = (f"kind:{name.kind}", f"actor:{name.id}", *(f"source:{outlet}" for outlet in has.outlets))
            yield Line("actor", name.id, tags, words, body=msgspec.json.encode(body))

    def _line(
        self, sort: Sort, id_: str, claims: Sequence[str], date: str | None, tags: list[str], kind: str, label: str = ""
    ) -> Line:
        """A line that rests on claims. Its words are theirs, and the names of their actors."""
        said = self._said
        words = said.words(claims).union(words_of(label))
        since, until = days(date) or (None, None)
        return Line(sort, id_, tuple(said.tags(claims).union(tags, (f"kind:{kind}",))), words, since, until)


_SORT_OF: dict[Kind, Sort] = {
    "statement": "statement",
    "need": "need",
    "reaction": "reaction",
    "forecast": "forecast",
    "assessment": "assessment",
}
