"""The lines of the reading room's lists: what each row is, what selects it, and where it stands in its list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from faisceau.model.claims import AUTHOR, Claim, Kind
from faisceau.model.dossier import Family, Outlet
from faisceau.model.fused import Event
from faisceau.model.pages import ActorLine, ArticleLine, Line, OutletLine, Sort, Tie
from faisceau.model.period import days
from faisceau.view.actors import actor_names
from faisceau.view.dates import days_of
from faisceau.view.figures import diverges, figure_order
from faisceau.view.ground import Ground, in_full_voice
from faisceau.view.ledger import ledger_order
from faisceau.view.network import bundles
from faisceau.view.rows import FACTUAL, importance, is_fact
from faisceau.view.why import why

VOICES: tuple[Kind, ...] = ("statement", "need", "reaction", "forecast", "assessment")
"""Kinds that are voice rather than fact, each a list of its own."""
_QUOTED = 8
_SAMPLE = 4


def lines_of(ground: Ground) -> Iterator[Line]:
    """Every line, sort by sort, in the order of the lists."""
    claims = {event.id: ground.claims_of(event) for event in ground.events if event.claims}
    told = [event for event in ground.events if event.id in claims]
    for event in sorted(told, key=lambda e: (-e.salience, *importance(e))):
        yield _event("event", ground, event, claims[event.id])
    for event in told:
        if event.kind in FACTUAL and days_of(event.date):
            yield _event("timeline", ground, event, claims[event.id])
    for exchange in ledger_order(ground):
        rests_on = [ground.claim[id_] for id_ in exchange.claims]
        tags = [f"verdict:{exchange.verdict}", *(f"good:{exchange.category}" for _ in (1,) if exchange.category)]
        yield _line("ledger", exchange.id, ground, rests_on, exchange.date, tags, "exchange")
    for figure in figure_order(ground):
        counted = [ground.claim[account.claim] for account in figure.accounts]
        of = ground.event.get(figure.event)
        tags = [f"verdict:{of.verdict}"] if of else []
        tags += ["diverging"] if diverges(figure) else []
        tags += ["several"] if len(figure.accounts) > 1 else []
        yield _line(
            "figures", figure.id, ground, counted, of.date if of else None, tags, of.kind if of else "", figure.of
        )
    for kind in VOICES:
        yield from _entries(kind, ground)
    yield from _actors(ground)
    yield from _articles(ground)


def _event(sort: Sort, ground: Ground, event: Event, claims: Sequence[Claim]) -> Line:
    tags = [f"verdict:{event.verdict}"]
    tags += [f"article:{article}" for article in {claim.article for claim in claims}] if sort == "event" else []
    tags += ["fact"] if is_fact(event) else []
    reason = why(event, {claim.id for claim in claims if any(item.quantity for item in claim.items)})
    tags += [f"why:{reason}"] if reason else []
    tags += ["dated"] if event.kind in FACTUAL and days_of(event.date) else []
    return _line(sort, event.id, ground, claims, event.date, tags, event.kind, event.label)


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


def _entries(kind: Kind, ground: Ground) -> Iterator[Line]:
    together: dict[str, list[Claim]] = defaultdict(list)
    for claim in ground.claims:
        if claim.kind == kind:
            together[ground.event_of.get(claim.id, claim.id)].append(claim)
    for id_, claims in together.items():
        event = ground.event.get(id_)
        date = next((claim.date.value for claim in claims if claim.date), None)
        tags = [f"verdict:{event.verdict}"] if event else []
        yield _line(_SORT_OF[kind], id_, ground, claims, date, tags, kind)


_SORT_OF: dict[Kind, Sort] = {
    "statement": "statement",
    "need": "need",
    "reaction": "reaction",
    "forecast": "forecast",
    "assessment": "assessment",
}


def _actors(ground: Ground) -> Iterator[Line]:
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    tags: dict[str, set[str]] = defaultdict(set)
    for claim in ground.claims:
        by_role = {
            "acts": {ref.id for ref in claim.subject},
            "undergoes": {ref.id for ref in claim.object},
            "says": {ref.id for ref in (*claim.source.by, *claim.source.chain)},
        }
        outlet = ground.article[claim.article].publisher
        for role, ids in by_role.items():
            for id_ in ids:
                roles[id_][role] += 1
        for id_ in set().union(*by_role.values()):
            roles[id_]["claims"] += 1
            tags[id_] |= {f"source:{outlet}"} if outlet else set()
    for name in sorted(actor_names(ground), key=lambda each: (-roles[each.id]["claims"], each.id)):
        counted = roles[name.id]
        body = ActorLine(
            name.id, name.kind, name.written, name.names, name.state,
            counted["claims"], counted["acts"], counted["undergoes"], counted["says"],
        )  # fmt: skip
        words = " ".join((name.written, *name.names.values(), name.id))
        shown = (f"kind:{name.kind}", f"actor:{name.id}", *sorted(tags[name.id]))
        yield Line("actor", name.id, shown, words, body=msgspec.json.encode(body))


def _articles(ground: Ground) -> Iterator[Line]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in ground.claims:
        claims[claim.article].append(claim)
    for article in ground.articles:
        own = claims[article.id]
        body = ArticleLine(article.id, article.published, article.publisher, article.title, len(own))
        line = _line("article", article.id, ground, own, article.published, [], "article")
        tags = (*line.tags, *([f"source:{article.publisher}"] if article.publisher else []))
        words = f"{article.title or ''}\n{article.text}"
        yield Line("article", article.id, tags, words, line.since, line.until, msgspec.json.encode(body))


def ties_of(ground: Ground) -> Iterator[Tie]:
    """Who acts towards whom, a tie for each pair, direction, family and month."""
    for (giver, receiver, family), claims in sorted(bundles(ground).items()):
        by_month: dict[str | None, list[Claim]] = defaultdict(list)
        for claim in claims:
            event = ground.event.get(ground.event_of.get(claim.id, ""))
            by_month[_month(claim, event)].append(claim)
        for month, some in sorted(by_month.items(), key=lambda pair: pair[0] or "~"):
            yield _tie(ground, (giver, receiver, family), month, some)


def _month(claim: Claim, event: Event | None) -> str | None:
    known = days(claim.date.value if claim.date else event.date if event else None)
    return known[0][:7] if known else None


def _tie(ground: Ground, ends: tuple[str, str, Family], month: str | None, claims: list[Claim]) -> Tie:
    events = {event for claim in claims if (event := ground.event_of.get(claim.id))}
    acts: Counter[str] = Counter(claim.plover for claim in claims if claim.plover)

    def standing(claim: Claim) -> int:
        event = ground.event.get(ground.event_of.get(claim.id, ""))
        return event.independent if event else 1

    shown = sorted(claims, key=lambda claim: (-standing(claim), ground.place(claim)))
    return Tie(
        *ends,
        month=month,
        independent=max(map(standing, claims)),
        alleged=not any(in_full_voice(claim) for claim in claims),
        acts=tuple(sorted(acts, key=lambda act: (-acts[act], act))),
        events=len(events),
        claims=tuple(claim.id for claim in shown[:_SAMPLE]),
    )


def outlet_lines(outlets: Iterable[Outlet]) -> tuple[OutletLine, ...]:
    """The outlets in numbers, those with the most claims first."""
    lines = [
        OutletLine(
            name=outlet.name,
            article=outlet.articles[0],
            articles=len(outlet.articles),
            claims=outlet.claims,
            first=len(outlet.first),
            alone=len(outlet.alone),
            told=len(outlet.told),
            borne_out=len(outlet.borne_out),
            echoes=len(outlet.echoes),
            corrected=len(outlet.corrected),
            quotes=tuple((each.source, each.claims) for each in outlet.quotes[:_QUOTED]),
        )
        for outlet in outlets
    ]
    return tuple(sorted(lines, key=lambda line: (-line.claims, line.name or "", line.article)))
