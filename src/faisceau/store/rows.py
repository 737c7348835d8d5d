"""Values to rows and back. What a row says besides `body` is only for selecting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from faisceau.errors import Code, FaisceauError
from faisceau.model.causes import Cause
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.fused import Event, Exchange, Figure
from faisceau.model.period import days
from faisceau.model.problems import Problem
from faisceau.model.text import UNKNOWN, Article

T = TypeVar("T")
Row = dict[str, Any]


def canonical(value: object) -> bytes:
    """The one way that `value` is written as JSON."""
    return msgspec.json.encode(value, order="deterministic")


def decoded(body: bytes, shape: type[T]) -> T:
    """The value that `canonical` wrote. Raises `FaisceauError` (story_damaged) where it is not one."""
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.MsgspecError as error:
        raise FaisceauError(Code.STORY_DAMAGED, f"A stored {shape.__name__} cannot be read: {error}.") from error


def content_key(article: Article) -> str:
    """SHA-256 (hex) of all the article's fields."""
    return hashlib.sha256(canonical(article)).hexdigest()


def article_row(article: Article, file: str) -> Row:
    """The row of an article not yet analysed, read from the file with the key `file`."""
    return {
        "id": article.id,
        "file": file,
        "published": article.published,
        "text": article.text,
        "body": canonical(msgspec.structs.replace(article, text="")),
        "content_key": content_key(article),
        "work_key": None,
    }


def article_of(text: str, body: bytes) -> Article:
    """The article of a row: its text is kept once, beside the other fields."""
    return msgspec.structs.replace(article_alone(body), text=text)


def article_alone(body: bytes) -> Article:
    """The article of a row without its text. Rows of earlier versions have null for a language that is not known."""
    return decoded(body.replace(b'"lang":null', b'"lang":"%b"' % UNKNOWN.encode()), Article)


def claim_row(claim: Claim) -> Row:
    """The row of a claim."""
    return {
        "id": claim.id,
        "article": claim.article,
        "start": claim.start,
        "end": claim.end,
        "kind": claim.kind,
        "status": claim.status,
        "plover": claim.plover,
        **_dates(claim.date.value if claim.date else None),
        "body": canonical(claim),
    }


def cause_row(cause: Cause) -> Row:
    """The row of a causal claim."""
    return {
        "id": cause.id,
        "article": cause.article,
        "start": cause.start,
        "end": cause.end,
        "modality": cause.modality,
        "cause": cause.cause.variable,
        "effect": cause.effect.variable,
        "body": canonical(cause),
    }


def actor_rows(claim: Claim) -> Iterator[Row]:
    """A row for each actor of the claim, by role."""
    sides = {"subject": claim.subject, "object": claim.object, "source": (*claim.source.by, *claim.source.chain)}
    for role, actors in sides.items():
        for position, actor in enumerate(actors):
            yield _actor_row(claim.id, role, position, actor)
    if claim.flow is not None:
        for role, actor_id in (("from", claim.flow.from_), ("to", claim.flow.to)):
            if actor_id is not None:
                yield _actor_row(claim.id, role, 0, ActorRef(actor_id, actor_id))


def problem_row(problem: Problem, *, file: str | None = None, article: str | None = None) -> Row:
    """The row of a problem met in reading `file` or in analysing `article`."""
    return {
        "file": file,
        "article": article,
        "code": problem.code.value,
        "place": problem.where,
        "detail": problem.detail,
        "body": canonical(problem),
    }


def event_row(position: int, event: Event) -> Row:
    """The row of the event at `position` of its reading."""
    return {
        "id": event.id,
        "position": position,
        "kind": event.kind,
        "verdict": event.verdict,
        **_dates(event.date),
        "body": canonical(event),
    }


def figure_row(position: int, figure: Figure) -> Row:
    """The row of the figure at `position` of its reading."""
    return {"id": figure.id, "position": position, "event": figure.event, "body": canonical(figure)}


def exchange_row(position: int, exchange: Exchange) -> Row:
    """The row of the exchange at `position` of its reading."""
    return {
        "id": exchange.id,
        "position": position,
        "event": exchange.event,
        "category": exchange.category,
        "verdict": exchange.verdict,
        "body": canonical(exchange),
    }


def _actor_row(claim: str, role: str, position: int, actor: ActorRef) -> Row:
    return {"claim": claim, "role": role, "position": position, "actor": actor.id, "folded": actor.name.casefold()}


def _dates(value: str | None) -> Row:
    first, last = days(value) or (None, None)
    return {"date_from": first, "date_to": last}
