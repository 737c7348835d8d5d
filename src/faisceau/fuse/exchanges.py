"""The ledger: one line for each good that goes one way between two parties in an event, and what came back for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from functools import cache
from itertools import dropwhile, permutations

from msgspec.structs import replace

from faisceau.fuse.denials import is_denial, leaves_open
from faisceau.fuse.families import named_goods
from faisceau.fuse.measures import is_time
from faisceau.fuse.words import acts, is_got, is_in_return, price_in, stems, stop_words
from faisceau.knowledge.folding import fold
from faisceau.knowledge.goods import categories, category_of, goods_named, is_good, label, packaging
from faisceau.model.actors import is_state_or_body
from faisceau.model.claims import ActorRef, Claim, Item, Quantity, Status
from faisceau.model.fused import Event, Exchange, Verdict
from faisceau.model.ids import content_id
from faisceau.model.text import UNKNOWN, Article

WITHIN = 300  # characters from one exchange's words to those of its counterpart
BEFORE = 40  # characters before the words, where "en échange" stands
_TWO = 2  # parties of a swap
_NAME = 60  # characters: longer words are no name of a good
# How firmly a line is told, firmest first. A line that someone denies keeps its firmest status and is contested.
_FIRMNESS: tuple[Status, ...] = (
    "asserted", "alleged", "reported_conditional", "promised", "hypothetical", "forecast", "opinion", "denied",
)  # fmt: skip
_ACTS = frozenset({"event", "sanction_act", "forecast"})
_SAID = frozenset({"statement", "reaction"})
_OPEN = frozenset({"promised", "hypothetical", "denied"})  # statuses in which saying something gives, or refuses to
_GIVING = frozenset({"give", "promise"})
_WITHHELD = frozenset({"REJECT", "SANCTION"})  # roots of an exchange that does not take place, or no longer
Way = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Good:
    category: str | None
    name: str | None
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class _Told:
    claim: Claim
    good: _Good
    giver: tuple[ActorRef, ...]
    receiver: tuple[ActorRef, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What packaging holds, and whose it is."""

    category: str
    giver: str
    receiver: str


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


def _tells(claim: Claim, lang: str) -> bool:
    """Whether the claim is of the ledger: an exchange, or an act of giving told with its good and both its parties."""
    if claim.kind == "exchange":
        return True
    if claim.kind not in _ACTS and not (claim.kind in _SAID and _status(claim) in _OPEN):
        return False
    stated = any(item.category for item in claim.items) and claim.subject and claim.object
    return bool(stated) and bool(acts(claim.predicate, lang) & _GIVING)


def _status(claim: Claim) -> Status:
    """The claim's status as the ledger has it: a delivery negated, refused or cut off is denied, one not ruled out is possible."""
    if is_denial(claim) or (claim.kind == "exchange" and claim.plover in _WITHHELD):
        return "denied"
    return "hypothetical" if leaves_open(claim) and claim.status == "asserted" else claim.status


def _goods(claim: Claim, lang: str) -> list[_Good]:
    """What goes, by category; spans of time, sanctions and talks, and words that name nothing are no goods.

    Where none of the claim's items has a category or a name, its words are asked, so long as they name one good only.
    """
    price = price_in(claim.quote, lang) or ""
    given = claim.items if _is_mutual(claim) else [item for item in claim.items if _is_given(claim, item, lang)]
    found = [
        good
        for item in given
        if not (item.quantity and item.quantity.text in price) and (good := _good(item, lang)) is not None
    ]
    if any(good.category for good in found):
        return [good for good in found if good.category]
    if all(_is_bare(good, lang) for good in found) and (named := _named(claim, lang)):
        quantities = [good.quantity for good in found if good.quantity]
        return [_Good(named, None, quantities[0] if len(quantities) == 1 else None)]
    return found


def _good(item: Item, lang: str) -> _Good | None:
    """The item as a good; None for a span of time, sanctions and talks, and words that name nothing."""
    if item.quantity and is_time(item.quantity.unit):
        return None
    category = item.category or category_of(item.name, lang)
    if category is not None and not is_good(category):
        return None
    if category or (stems(item.name, lang) and not is_in_return(item.name, lang)):
        return _Good(category, item.name, item.quantity)
    return None


def _is_given(claim: Claim, item: Item, lang: str) -> bool:
    """Whether the item can be what goes: nothing that comes back for it, and nobody by whose words the giver is named ("la
    libération de vingt soldats maliens" does not have Mali free them).
    """
    if _is_got(claim, item, lang):
        return False
    known = categories().get(item.category or "")
    span = item.span
    if claim.flow is None or span is None or (known is not None and not known.persons):
        return True
    givers = (ref.span for ref in (*claim.subject, *claim.object) if ref.id == claim.flow.from_ and ref.span)
    return not any(giver.start < span.end and span.start < giver.end for giver in givers)


def _is_got(claim: Claim, item: Item, lang: str) -> bool:
    """Whether the claim's words say that the item comes back for another one: "a relâché cinq captifs contre deux soldats"."""
    if claim.kind != "exchange":
        return False
    named = item.span.start - claim.start if item.span else claim.quote.find(item.name)
    counted = claim.quote.find(item.quantity.text) if item.quantity else -1
    places = [at for at in (named, counted) if 0 <= at <= len(claim.quote)]
    return bool(places) and is_got(claim.quote[: min(places)], lang)


def _is_mutual(claim: Claim) -> bool:
    """Whether the claim is of goods that go both ways, and says of none which way it goes."""
    return claim.flow is not None and claim.flow.from_ is None and claim.flow.to is None and len(_bodies(claim)) == _TWO


def _bodies(claim: Claim) -> tuple[ActorRef, ...]:
    """The States and bodies that take part in the claim, each once."""
    found = {ref.id: ActorRef(ref.id, ref.name) for ref in (*claim.subject, *claim.object) if is_state_or_body(ref.id)}
    return tuple(found.values())


def _is_bare(good: _Good, lang: str) -> bool:
    """Whether the good is a number and nothing else."""
    counted = stems(good.quantity.text, lang) if good.quantity else frozenset[str]()
    return not stems(good.name or "", lang) - counted


def _named(claim: Claim, lang: str) -> str | None:
    """The one category of goods that the claim's words name, but for those that name its actors; persons go where they are told
    to go, and are no good because a word tells of them.
    """
    if is_in_return(claim.quote, lang):
        return None
    words = claim.quote
    for actor in (*claim.subject, *claim.object):
        if actor.span and claim.start <= actor.span.start and actor.span.end <= claim.end:
            start, end = actor.span.start - claim.start, actor.span.end - claim.start
            words = words[:start] + " " * (end - start) + words[end:]
    named = [each for each in named_goods(words, lang) if is_good(each) and not categories()[each].persons]
    return named[0] if len(named) == 1 else None


def _price(claim: Claim, lang: str) -> list[_Good]:
    """What the claim's words say is got for what it gives: "en échange de munitions". It goes the other way.

    What the claim gives itself is none of it: its words may run on, or be of what is got alone.
    """
    words = price_in(claim.quote, lang)
    got = [good for item in claim.items if _is_got(claim, item, lang) and (good := _good(item, lang)) is not None]
    if words is None:
        return got
    gone = {good.category for good in _goods(claim, lang)}
    told = goods_named(words, lang)
    named = " ".join(dropwhile(lambda word: fold(word) in stop_words(lang), words.split()))
    sums = [item.quantity for item in claim.items if item.quantity and item.quantity.text in words]
    whole = len(told) == 1 and len(words) <= _NAME
    quantity = sums[0] if whole and len(sums) == 1 else None
    return got + [
        _Good(each, named if whole else None, quantity) for each in told if is_good(each) and each not in gone
    ]


def _contents(claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> dict[tuple[str, str], list[_Held]]:
    """By article and unit, what its claims say is in what the unit counts ("containers of ammunition")."""
    found: dict[tuple[str, str], list[_Held]] = defaultdict(list)
    for claim in claims.values():
        lang = _lang(articles, claim)
        for item in claim.items:
            unit = item.quantity.unit if item.quantity else None
            category = item.category or category_of(item.name, lang)
            if unit and category and category not in packaging() and stems(item.name, lang) & _packages(lang):
                giver, receiver = _parties(claim)
                found[claim.article, unit].append(_Held(category, _way(giver), _way(receiver)))
    return found


@cache
def _packages(lang: str) -> frozenset[str]:
    """Stems of the words for packaging."""
    known = (categories()[identity] for identity in sorted(packaging()))
    terms = (term for category in known for term in category.terms.get(lang, ()))
    return frozenset(stem for term in terms for stem in stems(term, lang))


def _unpacked(way: Way, told: Sequence[_Told], contents: Mapping[tuple[str, str], list[_Held]]) -> str | None:
    """The one good that the articles of a line say is in its packaging, but for what goes the other way; None if not one."""
    units = {(x.claim.article, x.good.quantity.unit or "") for x in told if x.good.quantity}
    held = (each for key in units for each in contents.get(key, ()))
    named = {
        x.category for x in held if not (x.giver and x.giver == way[1]) and not (x.receiver and x.receiver == way[0])
    }
    return next(iter(named)) if len(named) == 1 else None


def _lines(
    claims: Sequence[Claim], lang: str, contents: Mapping[tuple[str, str], list[_Held]]
) -> dict[Way, list[_Told]]:
    """The event's lines, the parties that one account leaves out taken from the others, packaging put under what it holds.

    What packaging holds is told by the event's other lines of that way, else by the article's other claims.
    """
    parties = {claim.id: _parties(claim) for claim in claims}
    for side in (1, 0):
        known: dict[str, set[tuple[ActorRef, ...]]] = defaultdict(set)
        for pair in parties.values():
            if pair[side]:
                known[_way(pair[1 - side])].add(pair[side])
        for identity, pair in parties.items():
            others = known[_way(pair[1 - side])]
            if not pair[side] and pair[1 - side] and len({_way(other) for other in others}) == 1:
                filled = min(others, key=lambda actors: [(actor.id, actor.name) for actor in actors])
                parties[identity] = (pair[0], filled) if side else (filled, pair[1])
    told: dict[Way, list[_Told]] = defaultdict(list)
    for claim in claims:
        giver, receiver = parties[claim.id]
        if _is_mutual(claim):
            _both_ways(claim, lang, told)
            continue
        for good in _goods(claim, lang):
            name = good.category or fold(good.name or "")
            told[_way(giver), _way(receiver), name].append(_Told(claim, good, giver, receiver))
        for good in _price(claim, lang) if giver and receiver else ():
            name = good.category or fold(good.name or "")
            told[_way(receiver), _way(giver), name].append(_Told(claim, good, receiver, giver))
    for way in [way for way in told if way[2] in packaging()]:
        held = [other for other in told if other[:2] == way[:2] and other[2] not in packaging()]
        if held:
            told[min(held, key=lambda other: (-len(told[other]), other))] += told.pop(way)
        elif category := _unpacked(way, told[way], contents):
            told[way[0], way[1], category] += told.pop(way)
    return told


def _both_ways(claim: Claim, lang: str, told: dict[Way, list[_Told]]) -> None:
    """Put the goods of a swap on both its lines. How much goes which way nothing says."""
    goods = [good for good in _goods(claim, lang) if good.category]
    for good in [changed(known, name=None, quantity=None) for known in goods]:
        for giver, receiver in permutations(_bodies(claim)):
            told[giver.id, receiver.id, good.category or ""].append(_Told(claim, good, (giver,), (receiver,)))


def _exchange(event: Event, way: Way, told: Sequence[_Told], lang: str) -> Exchange:
    claims = [line.claim for line in told]
    first = min(told, key=lambda line: line.claim.id)
    names = sorted({line.good.name for line in told if line.good.name}, key=lambda name: (len(name), name))
    quantities = {line.good.quantity.text: line.good.quantity for line in told if line.good.quantity}
    dates = {claim.date.value for claim in claims if claim.date}
    category = way[2] if any(line.good.category for line in told) else None
    return Exchange(
        id=content_id("x", [event.id, way]),
        from_=first.giver,
        to=first.receiver,
        good=names[0] if names else label(way[2], lang),
        category=category,
        quantity=tuple(quantity for _, quantity in sorted(quantities.items())),
        date=next(iter(dates)) if len(dates) == 1 else event.date if dates else None,
        counter_flow=None,
        status=min(map(_status, claims), key=_FIRMNESS.index),
        verdict=_verdict(event, {claim.article for claim in claims}),
        event=event.id,
        claims=tuple(sorted({claim.id for claim in claims})),
    )


def _verdict(event: Event, articles: set[str]) -> Verdict:
    """The event's, but for a good that one witness alone tells of: nobody bears that out."""
    alone = any(articles <= set(witness.articles) for witness in event.witnesses)
    return "single_source" if event.verdict == "corroborated" and alone else event.verdict


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
    contents = _contents(claims, articles)
    for event in events:
        known = [claims[identity] for identity in event.claims]
        told = [claim for claim in known if not is_denial(claim)]
        of_ledger = [
            claim for claim in (told or known) if _tells(claim, _lang(articles, claim))
        ]  # what is denied has a line only by itself
        if not of_ledger:
            continue
        lang = _lang(articles, of_ledger[0])
        lines = _lines(of_ledger, lang, contents)
        rows += [_exchange(event, way, lines[way], lang) for way in sorted(lines) if way[0] or way[1]]
    return tuple(sorted(_with_counter_flows(rows, claims, articles), key=lambda row: (row.event, row.good, row.id)))


def _lang(articles: Mapping[str, Article], claim: Claim) -> str:
    article = articles.get(claim.article)
    return article.lang if article else UNKNOWN


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
        text, lang = articles[article].text, articles[article].lang
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
