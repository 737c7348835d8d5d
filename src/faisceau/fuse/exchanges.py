"""The ledger: one line for each good that goes one way between two parties in an event, and what came back for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from faisceau.fuse.words import fold, is_in_return
from faisceau.knowledge.goods import category_of, label
from faisceau.model.claims import ActorRef, Claim, Item, Status
from faisceau.model.fused import Event, Exchange
from faisceau.model.ids import content_id
from faisceau.model.text import Article

WITHIN = 300  # characters from one exchange's words to those of its counterpart
BEFORE = 40  # characters before the words, where "en échange" stands
# How firmly a line is told, firmest first. A line that someone denies keeps its firmest status and is contested.
_FIRMNESS: tuple[Status, ...] = (
    "asserted", "alleged", "reported_conditional", "promised", "hypothetical", "forecast", "opinion", "denied",
)  # fmt: skip
Way = tuple[str, str, str]


def _side(named: str | None, actors: Sequence[ActorRef], others: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """The actors on the side that the flow names; where it names none, the claim's own on that side."""
    if named is None:
        return ()
    known = {actor.id: ActorRef(actor.id, actor.name) for actor in (*others, *actors)}
    return (known.get(named, ActorRef(named, named)),)


def _parties(claim: Claim) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Giver and receiver: by the flow, else agent and patient."""
    if claim.flow is not None:
        return (
            _side(claim.flow.from_, claim.subject, claim.object),
            _side(claim.flow.to, claim.object, claim.subject),
        )
    bare = tuple(ActorRef(actor.id, actor.name) for actor in claim.subject)
    return bare, tuple(ActorRef(actor.id, actor.name) for actor in claim.object)


def _way(actors: tuple[ActorRef, ...]) -> str:
    return "+".join(sorted(actor.id for actor in actors))


def _lines(claim: Claim, lang: str) -> Iterator[tuple[Way, Item | None]]:
    giver, receiver = _parties(claim)
    for item in claim.items or (None,):
        good = (item.category or category_of(item.name, lang) or fold(item.name)) if item else ""
        yield (_way(giver), _way(receiver), good), item


def _exchange(event: Event, way: Way, told: Sequence[tuple[Claim, Item | None]], lang: str) -> Exchange:
    claims = [claim for claim, _ in told]
    statuses = {claim.status for claim in claims}
    giver, receiver = _parties(claims[0])
    names = sorted({item.name for _, item in told if item}, key=lambda name: (len(name), name))
    quantities = {item.quantity.text: item.quantity for _, item in told if item and item.quantity}
    category = next((item.category or category_of(item.name, lang) for _, item in told if item), None)
    dates = {claim.date.value for claim in claims if claim.date}
    return Exchange(
        id=content_id("x", [event.id, way]),
        from_=giver,
        to=receiver,
        good=names[0] if names else label(way[2], lang),
        category=category,
        quantity=tuple(quantity for _, quantity in sorted(quantities.items())),
        date=next(iter(dates)) if len(dates) == 1 else event.date if dates else None,
        counter_flow=None,
        status=min(statuses, key=_FIRMNESS.index),
        verdict=event.verdict,
        event=event.id,
        claims=tuple(sorted({claim.id for claim in claims})),
    )


def _in_return(first: Claim, second: Claim, text: str, lang: str) -> bool:
    """Whether the words between two claims, or just before the first, say that one is for the other."""
    a, b = sorted((first, second), key=lambda claim: (claim.start, claim.end))
    if b.start - a.end > WITHIN:
        return False
    return is_in_return(text[max(0, a.start - BEFORE) : b.end], lang)


def ledger(
    events: Sequence[Event], claims: Mapping[str, Claim], articles: Mapping[str, Article]
) -> tuple[Exchange, ...]:
    """Every line of the ledger, sorted by event and good; `claims` and `articles` are by id."""
    rows: list[Exchange] = []
    for event in events:
        told: dict[Way, list[tuple[Claim, Item | None]]] = defaultdict(list)
        langs: dict[Way, str] = {}
        for identity in event.claims:
            claim = claims[identity]
            if claim.kind != "exchange":
                continue
            lang = _lang(articles, claim)
            for way, item in _lines(claim, lang):
                told[way].append((claim, item))
                langs.setdefault(way, lang)
        rows += [_exchange(event, way, told[way], langs[way]) for way in sorted(told)]
    return tuple(sorted(_with_counter_flows(rows, claims, articles), key=lambda row: (row.event, row.good, row.id)))


def _lang(articles: Mapping[str, Article], claim: Claim) -> str:
    article = articles.get(claim.article)
    return (article.lang if article else None) or "fr"


def _with_counter_flows(
    rows: Sequence[Exchange], claims: Mapping[str, Claim], articles: Mapping[str, Article]
) -> Iterator[Exchange]:
    """The rows, each with the row of the opposite way that its article says is in return, the nearest in the text."""
    by_article: dict[str, list[tuple[Claim, Exchange]]] = defaultdict(list)
    for row in rows:
        for identity in row.claims:
            by_article[claims[identity].article].append((claims[identity], row))
    back: dict[str, tuple[int, str]] = {}
    for article, told in sorted(by_article.items()):
        if article not in articles:
            continue
        text, lang = articles[article].text, articles[article].lang or "fr"
        told.sort(key=lambda entry: (entry[0].start, entry[0].end, entry[1].id))
        for place, (claim, row) in enumerate(told):
            for other, theirs in told[place + 1 :]:
                if other.start - claim.end > WITHIN:
                    break
                opposite = (
                    _way(row.from_) == _way(theirs.to) and _way(row.to) == _way(theirs.from_) and row.from_ and row.to
                )
                if opposite and _in_return(claim, other, text, lang):
                    distance = max(0, other.start - claim.end)
                    for mine, its in ((row.id, theirs.id), (theirs.id, row.id)):
                        back[mine] = min(back.get(mine, (distance, its)), (distance, its))
    for row in rows:
        yield replace(row, counter_flow=back[row.id][1]) if row.id in back else row
