"""What a run concluded, as kept to be compared with later ones: slim, so that a story can keep every run.

The structs are written as JSON arrays and are read back by later versions: a field may only be added, last, with a default.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from faisceau.model.actors import is_group
from faisceau.model.claims import AUTHOR, Claim
from faisceau.model.fused import Event, Exchange, Figure, Reading, Verdict
from faisceau.model.ids import content_id
from faisceau.model.text import Article


class PastClaim(Struct, frozen=True, array_like=True):
    """A claim by its id and by two marks that outlive it, 8 hex digits each.

    `words` is made of its quote and predicate, `place` of where its predicate stands: the same words read anew by another
    version of the program give another id.
    """

    id: str
    article: str
    words: str
    place: str


class PastEvent(Struct, frozen=True, array_like=True):
    """An event. `denied` when an account of it denies it."""

    id: str
    kind: str
    verdict: Verdict
    independent: int
    label: str
    date: str | None
    denied: bool
    claims: tuple[PastClaim, ...]


class PastAccount(Struct, frozen=True, array_like=True):
    """One account of a figure, by the wording of its quantity."""

    claim: str
    text: str


class PastFigure(Struct, frozen=True, array_like=True):
    """A thing counted about an event, with its accounts."""

    id: str
    unit: str | None
    accounts: tuple[PastAccount, ...]


class PastExchange(Struct, frozen=True, array_like=True):
    """A line of the ledger, by its claims."""

    id: str
    event: str
    good: str
    claims: tuple[str, ...]


class PastArticle(Struct, frozen=True, array_like=True):
    """An article. `content` is a hash of all its fields."""

    id: str
    content: str
    published: str | None


class Past(Struct, frozen=True):
    """Everything that is compared, each tuple by id. `actors` are ids of named actors; vague groups are not among them."""

    events: tuple[PastEvent, ...] = ()
    figures: tuple[PastFigure, ...] = ()
    exchanges: tuple[PastExchange, ...] = ()
    actors: tuple[str, ...] = ()
    articles: tuple[PastArticle, ...] = ()


def past_of(articles: Sequence[Article], claims: Sequence[Claim], reading: Reading) -> Past:
    """What is kept of a reading of these claims of these articles."""
    marks = {claim.id: _mark(claim) for claim in claims}
    return Past(
        events=tuple(sorted((_event(event, marks) for event in reading.events), key=lambda e: e.id)),
        figures=tuple(sorted(map(_figure, reading.figures), key=lambda f: f.id)),
        exchanges=tuple(sorted(map(_exchange, reading.exchanges), key=lambda x: x.id)),
        actors=tuple(sorted({actor for claim in claims for actor in named_in(claim)})),
        articles=tuple(
            PastArticle(article.id, content_id("a", article), article.published)
            for article in sorted(articles, key=lambda a: a.id)
        ),
    )


def named_in(claim: Claim) -> tuple[str, ...]:
    """Ids of the actors that a claim names, in any role, each once; no author, no vague group."""
    refs = (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain)
    return tuple(dict.fromkeys(ref.id for ref in refs if ref.id != AUTHOR and not is_group(ref.id)))


def is_denied(event: Event) -> bool:
    """Whether an account of the event says that it is not so."""
    return "denial" in event.differs or any(account.status == "denied" for account in event.accounts)


def _mark(claim: Claim) -> PastClaim:
    return PastClaim(
        claim.id,
        claim.article,
        content_id("", [claim.quote, claim.predicate])[1:9],
        content_id("", [claim.predicate_span.start, claim.predicate_span.end])[1:9],
    )


def _event(event: Event, marks: dict[str, PastClaim]) -> PastEvent:
    return PastEvent(
        id=event.id,
        kind=event.kind,
        verdict=event.verdict,
        independent=event.independent,
        label=event.label,
        date=event.date,
        denied=is_denied(event),
        claims=tuple(marks[id_] for id_ in sorted(event.claims)),
    )


def _figure(figure: Figure) -> PastFigure:
    accounts = {PastAccount(account.claim, account.quantity.text): None for account in figure.accounts}
    return PastFigure(figure.id, figure.unit, tuple(sorted(accounts, key=lambda a: (a.claim, a.text))))


def _exchange(exchange: Exchange) -> PastExchange:
    return PastExchange(exchange.id, exchange.event, exchange.good, tuple(sorted(exchange.claims)))
