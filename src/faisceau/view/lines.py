"""The lines of the reading room's lists: what each row is, what selects it, and where it stands in its list.

They are made from one look through all claims, and then list by list from some rows at a time: what is held is what orders them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from faisceau.model.claims import AUTHOR, Claim, Kind
from faisceau.model.fused import Event
from faisceau.model.pages import ActorLine, ArticleLine, Line, OutletLine, Sort, Tie
from faisceau.model.period import days
from faisceau.view.actors import Written
from faisceau.view.dates import days_of
from faisceau.view.figures import diverges, figure_key
from faisceau.view.ground import Ground
from faisceau.view.ledger import ledger_key
from faisceau.view.outlet_lines import Outlets
from faisceau.view.rows import FACTUAL, is_fact
from faisceau.view.tie_lines import Ties
from faisceau.view.whole import Whole
from faisceau.view.why import why

VOICES: tuple[Kind, ...] = ("statement", "need", "reaction", "forecast", "assessment")
"""Kinds that are voice rather than fact, each a list of its own."""
_TITLE = 300  # of a title, as much as a list shows
_Place = tuple[int, int, int, str]


class Lines:
    """All that is looked up of a story: its lines, and what is added up on the way, known when the last line is made."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self._written = Written()
        self._roles: dict[str, Counter[str]] = defaultdict(Counter)
        self._outlets_of: dict[str, set[str]] = defaultdict(set)
        self._voices: dict[Kind, dict[str, tuple[_Place, list[str]]]] = {kind: {} for kind in VOICES}
        self._ties = Ties(whole)
        self._outlets = Outlets(whole)

    def lines(self) -> Iterator[Line]:
        """Every line, sort by sort, in the order of the lists."""
        for claim in self._whole.claims():
            self._note(claim)
        yield from self._events()
        yield from self._ledger()
        yield from self._figures()
        for kind in VOICES:
            yield from self._entries(kind)
        yield from self._actors()
        yield from self._articles()

    def ties(self) -> Iterator[Tie]:
        """Who acts towards whom, a tie for each pair, direction, family and month."""
        return self._ties.made()

    def outlets(self) -> tuple[OutletLine, ...]:
        """The outlets in numbers, those with the most claims first."""
        return self._outlets.lines()

    def origins(self) -> int:
        """Independent origins among the articles, see `view.sources.origin_count`."""
        return self._outlets.origins()

    def _note(self, claim: Claim) -> None:
        self._written.claim(claim)
        self._ties.claim(claim)
        self._outlets.claim(claim)
        by_role = {
            "acts": {ref.id for ref in claim.subject},
            "undergoes": {ref.id for ref in claim.object},
            "says": {ref.id for ref in (*claim.source.by, *claim.source.chain)},
        }
        outlet = self._whole.article[claim.article].publisher
        for role, ids in by_role.items():
            for id_ in ids:
                self._roles[id_][role] += 1
        for id_ in set().union(*by_role.values()):
            self._roles[id_]["claims"] += 1
            if outlet:
                self._outlets_of[id_].add(outlet)
        if claim.kind in self._voices:
            key, place = self._whole.event_of.get(claim.id, claim.id), self._whole.place(claim)
            first, ids_ = self._voices[claim.kind].get(key, (place, []))
            ids_.append(claim.id)
            self._voices[claim.kind][key] = min(first, place), ids_

    def _events(self) -> Iterator[Line]:
        for event in self._whole.events():
            self._outlets.origin(event)
        light = self._whole.light
        told = [id_ for id_, each in light.items() if each.told]
        for ground in self._whole.events_in(sorted(told, key=lambda id_: light[id_].order)):
            self._outlets.events(ground)
            for event in ground.events:
                yield _event(ground, event)
        # Selected as events are: the timeline has but its order.
        for id_ in sorted((id_ for id_ in told if light[id_].dated), key=self._whole.time):
            yield Line("timeline", id_, (), "", *(days(light[id_].date) or (None, None)))

    def _ledger(self) -> Iterator[Line]:
        keys = []
        for exchange in self._whole.exchanges():
            self._written.exchange(exchange)
            if exchange.claims:
                keys.append(ledger_key(exchange, self._whole.independent(exchange.event)))
        for ground in self._whole.exchanges_in(key[-1] for key in sorted(keys)):
            for exchange in ground.exchanges:
                rests_on = [ground.claim[id_] for id_ in exchange.claims]
                tags = [
                    f"verdict:{exchange.verdict}",
                    *(f"good:{exchange.category}" for _ in (1,) if exchange.category),
                ]
                yield _line("ledger", exchange.id, ground, rests_on, exchange.date, tags, "exchange")

    def _figures(self) -> Iterator[Line]:
        keys = [figure_key(figure) for figure in self._whole.figures() if figure.accounts]
        for ground in self._whole.figures_in(key[-1] for key in sorted(keys)):
            self._outlets.figures(ground)
            for figure in ground.figures:
                counted = [ground.claim[account.claim] for account in figure.accounts]
                of = ground.event.get(figure.event)
                tags = [f"verdict:{of.verdict}"] if of else []
                tags += ["diverging"] if diverges(figure) else []
                tags += ["several"] if len(figure.accounts) > 1 else []
                date, kind = (of.date, of.kind) if of else (None, "")
                yield _line("figures", figure.id, ground, counted, date, tags, kind, figure.of)

    def _entries(self, kind: Kind) -> Iterator[Line]:
        found = self._voices.pop(kind)
        ordered = sorted(found, key=lambda id_: found[id_][0])
        for ground, some in self._whole.entries_in((id_, found[id_][1]) for id_ in ordered):
            for id_, claims in some.items():
                event = ground.event.get(id_)
                date = next((claim.date.value for claim in claims if claim.date), None)
                yield _line(
                    _SORT_OF[kind], id_, ground, claims, date, [f"verdict:{event.verdict}"] if event else [], kind
                )

    def _actors(self) -> Iterator[Line]:
        roles = self._roles
        for name in sorted(self._written.names(), key=lambda each: (-roles[each.id]["claims"], each.id)):
            counted = roles[name.id]
            body = ActorLine(
                name.id, name.kind, name.written, name.names, name.state,
                counted["claims"], counted["acts"], counted["undergoes"], counted["says"],
            )  # fmt: skip
            words = " ".join((name.written, *name.names.values(), name.id))
            tags = (f"source:{outlet}" for outlet in sorted(self._outlets_of[name.id]))
            shown = (f"kind:{name.kind}", f"actor:{name.id}", *tags)
            yield Line("actor", name.id, shown, words, body=msgspec.json.encode(body))

    def _articles(self) -> Iterator[Line]:
        for ground, some in self._whole.articles_in():
            for article, own in some:
                title = article.title if len(article.title or "") <= _TITLE else f"{(article.title or '')[:_TITLE]}…"
                body = ArticleLine(article.id, article.published, article.publisher, title, len(own))
                line = _line("article", article.id, ground, own, article.published, [], "article")
                tags = (*line.tags, *([f"source:{article.publisher}"] if article.publisher else []))
                words = f"{article.title or ''}\n{article.text}"
                yield Line("article", article.id, tags, words, line.since, line.until, msgspec.json.encode(body))


def _event(ground: Ground, event: Event) -> Line:
    claims = ground.claims_of(event)
    tags = [f"verdict:{event.verdict}", *(f"article:{article}" for article in {claim.article for claim in claims})]
    tags += ["fact"] if is_fact(event) else []
    reason = why(event, {claim.id for claim in claims if any(item.quantity for item in claim.items)})
    tags += [f"why:{reason}"] if reason else []
    tags += ["dated"] if event.kind in FACTUAL and days_of(event.date) else []
    return _line("event", event.id, ground, claims, event.date, tags, event.kind, event.label)


def _line(
    sort: Sort,
    id_: str,
    ground: Ground,
    claims: Sequence[Claim],
    date: str | None,
    tags: list[str],
    kind: str,
    label: str = "",
) -> Line:
    """A line that rests on claims. Its words are theirs, and the names of their actors."""
    since, until = days(date) or (None, None)
    refs = [ref for claim in claims for ref in (*claim.subject, *claim.object)]
    vouchers = {ref.id for claim in claims for ref in (*claim.source.by, *claim.source.chain) if ref.id != AUTHOR}
    outlets = {ground.article[claim.article].publisher or "" for claim in claims} - {""}
    tags = [
        f"kind:{kind}",
        *tags,
        *(f"status:{status}" for status in {claim.status for claim in claims}),
        *(f"actor:{ref.id}" for ref in refs),
        *(f"source:{id_}" for id_ in vouchers | outlets),
    ]
    words = dict.fromkeys([label, *(claim.quote for claim in claims), *(ref.name for ref in refs)])
    return Line(sort, id_, tuple(dict.fromkeys(tags)), "\n".join(words), since, until)


_SORT_OF: dict[Kind, Sort] = {
    "statement": "statement",
    "need": "need",
    "reaction": "reaction",
    "forecast": "forecast",
    "assessment": "assessment",
}
