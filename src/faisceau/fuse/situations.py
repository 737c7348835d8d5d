"""What a claim or a line of the ledger shows of itself to rules: goods, parties, course, date. No rule is looked at here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from faisceau.fuse.days import Days, days_of
from faisceau.fuse.words import acts
from faisceau.knowledge import load_rows
from faisceau.knowledge.gazetteer import MediumRow, OrganisationRow, StateRow, all_names, is_state, represented
from faisceau.knowledge.goods import as_words, categories, goods_named
from faisceau.knowledge.provisions import has_any
from faisceau.model.claims import ActorRef, Claim, Kind, Plover, Quantity, Status
from faisceau.model.fused import Exchange
from faisceau.model.rules import Course

_TAKING = frozenset({"receive"})
_UNSTATED = frozenset({"both", "unstated"})
_GIVING = frozenset({"AID", "COOPERATE"})
_TRADED = frozenset({"exchange", "need"})


@dataclass(frozen=True, slots=True)
class Situation:
    """What is matched. Actors stand as the States they act for; `words` as `goods.as_words` gives them, in `lang`.

    `named_as` are the words in which the goods are told, `goods` their general categories. `acts` are those of all the
    words, `does` those of the predicate. `flows`: who gives and who receives is told. `known` is when it took place,
    `published` the day of the article.
    """

    kind: Kind
    root: Plover | None
    status: Status
    negated: bool
    goods: frozenset[str]
    named_as: str
    words: str
    acts: frozenset[str]
    does: frozenset[str]
    givers: frozenset[str]
    receivers: frozenset[str]
    agents: frozenset[str]
    parties: frozenset[str]
    flows: bool
    date: str | None
    known: Days | None
    published: str | None
    quantities: tuple[Quantity, ...]
    claims: tuple[str, ...]
    lang: str

    def course(self, target: str) -> Course | None:
        """How the act stands to `target`, None where `target` is no party and is not named."""
        if target not in self.parties:
            return "named" if names(target, self.words, self.lang) else None
        if self.flows:
            gives, takes = target in self.givers, target in self.receivers
            if self.kind == "need" and not self.parties - {target}:
                return "own"
            if gives != takes:
                return "from" if gives else "to"
            if not gives and self.givers and self.receivers:
                return None
        if (
            (self.kind in _TRADED or self.root in _GIVING)
            and made_in(target, self.named_as, self.lang)
            and target not in self.receivers
        ):
            return "from"
        return "open" if self.parties - {target} else "own"

    @property
    def day(self) -> str | None:
        """An ISO day that falls within: the date's first, else that of publication."""
        return self.date[:10] if self.date and self.known and not self.known.is_open else self.published


@cache
def _organs() -> dict[str, str]:
    """The State of each organ of one, and of each medium that one holds."""
    organs = {row.id: row.state for row in load_rows("actors/organisations.tsv", OrganisationRow) if row.state}
    media = load_rows("actors/media.tsv", MediumRow)
    return organs | {row.id: row.state for row in media if row.state and row.control == "state"}


def stands_for(actor: str, on: str | None = None) -> str:
    """The State for which an actor acts on the ISO date `on`, itself where it acts for none."""
    return _organs().get(actor) or represented(actor, on) or represented(actor, None) or actor


@cache
def _names(target: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = [row for row in load_rows("actors/states.tsv", StateRow) if row.id == target]
    said = tuple(name for row in rows for names in (row.names, row.capitals) for name in all_names(names))
    made = tuple(f"{name}*" for row in rows for name in all_names(row.demonyms))
    return said, made


def _folded(entries: tuple[str, ...], lang: str) -> tuple[str, ...]:
    return tuple(as_words(e.rstrip("*"), lang).strip() + ("*" if e.endswith("*") else "") for e in entries)


@cache
def _folded_names(target: str, lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    said, made = _names(target)
    return _folded(said, lang), _folded(made, lang)


@lru_cache(1024)
def names(target: str, words: str, lang: str) -> bool:
    """Whether `words`, in `lang`, name the State, its capital or its people."""
    said, made = _folded_names(target, lang)
    return bool(said or made) and has_any(said + made, words)


def made_in(target: str, words: str, lang: str) -> bool:
    """Whether `words`, in `lang`, call something by the State's adjective: "missiles nord-coréens"."""
    _, made = _folded_names(target, lang)
    return bool(made) and has_any(made, words)


def _general(category: str) -> str:
    known = categories().get(category)
    return known.of if known and known.of else category


def _states(actors: Iterable[ActorRef | str | None], on: str | None) -> frozenset[str]:
    ids = (actor.id if isinstance(actor, ActorRef) else actor for actor in actors)
    return frozenset(stands_for(each, on) for each in ids if each and each not in _UNSTATED)


def _end(named: str | None, told: frozenset[str], on: str | None) -> frozenset[str]:
    """One end of a flow. A body (an upper-case id that is no State's) may stand in for one of the claim's own there."""
    end = _states([named], on)
    return end | told if any(each.isupper() and not is_state(each) for each in end) else end


def of_claim(claim: Claim, lang: str, published: str | None) -> Situation:
    """The situation that one claim tells. `published` is its article's ISO date."""
    date = claim.date.value if claim.date else None
    known = days_of(date) if date else None
    on = date[:10] if date and known and not known.is_open else published
    subject, object_ = _states(claim.subject, on), _states(claim.object, on)
    does = acts(claim.predicate, lang)
    told = does | acts(claim.quote, lang)
    givers, receivers, flows = subject, object_, claim.kind == "exchange"
    if claim.flow is not None:
        givers = _end(claim.flow.from_, subject, on)
        receivers = _end(claim.flow.to, object_, on)
        flows = bool(givers or receivers)
    elif claim.kind == "need" or (claim.kind == "exchange" and does & _TAKING):
        givers, receivers, flows = object_, subject, True
    elif claim.status == "promised" and "give" in told:
        flows = bool(subject and object_)
    items = [item for item in claim.items if item.name]
    goods = {_general(item.category) for item in claim.items if item.category}
    goods |= {good for item in items for good in goods_named(item.name, lang)}
    if not goods or claim.kind not in _TRADED:
        goods.update(goods_named(claim.quote, lang, running=True))
    return Situation(
        kind=claim.kind,
        root=claim.plover,
        status=claim.status,
        negated=claim.polarity == "-" and claim.status != "denied",
        goods=frozenset(goods),
        named_as=as_words(" ".join(item.name for item in items) or claim.quote, lang),
        words=as_words(" ".join((*(item.name for item in items), claim.quote)), lang),
        acts=told,
        does=does,
        givers=givers,
        receivers=receivers,
        agents=subject,
        parties=subject | object_ | givers | receivers,
        flows=flows,
        date=date,
        known=known,
        published=published,
        quantities=tuple(item.quantity for item in claim.items if item.quantity),
        claims=(claim.id,),
        lang=lang,
    )


def of_exchange(exchange: Exchange, claims: Sequence[Claim], lang: str, published: str | None) -> Situation:
    """The situation of a line of the ledger: its own good, parties and date, in the words of its `claims`."""
    own = [
        item.name
        for claim in claims
        for item in claim.items
        if item.name and (exchange.category is None or exchange.category in goods_named(item.name, lang))
    ]
    named_as = " ".join(dict.fromkeys((exchange.good, *own)))
    quotes = " ".join(claim.quote for claim in claims)
    goods = {_general(exchange.category)} if exchange.category else set(goods_named(named_as, lang))
    goods |= {good for name in own for good in goods_named(name, lang)}
    if not goods:
        goods.update(goods_named(quotes, lang, running=True))
    known = days_of(exchange.date) if exchange.date else None
    on = exchange.date[:10] if exchange.date and known and not known.is_open else published
    givers, receivers = _states(exchange.from_, on), _states(exchange.to, on)
    agents = frozenset[str]().union(*(_states(claim.subject, on) for claim in claims))
    does = frozenset[str]().union(*(acts(claim.predicate, lang) for claim in claims))
    patients = frozenset[str]().union(*(_states(claim.object, on) for claim in claims))
    return Situation(
        kind="exchange",
        root=None,
        status=exchange.status,
        negated=False,
        goods=frozenset(goods),
        named_as=as_words(named_as, lang),
        words=as_words(f"{named_as} {quotes}", lang),
        acts=does.union(*(acts(claim.quote, lang) for claim in claims)),
        does=does,
        givers=givers,
        receivers=receivers,
        agents=agents,
        parties=givers | receivers if givers and receivers else givers | receivers | agents | patients,
        flows=bool(givers or receivers),
        date=exchange.date,
        known=known,
        published=published,
        quantities=exchange.quantity,
        claims=exchange.claims,
        lang=lang,
    )
