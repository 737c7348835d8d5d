"""The story as FollowTheMoney entities, for Aleph, OpenAleph and what reads their JSON lines. No library is needed to write them.

An actor, an article, an event and a claim are an entity each; a claim is a `Note` that has its words, whole, and where they
stand. Acts between two actors and lines of the ledger are `UnknownLink`, whose `role` and `status` say how firmly they are
told. Only what somebody says in full voice and nobody denies becomes a `Sanction` or a `Payment`: programs take those for facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from faisceau import knowledge
from faisceau.export.as_followthemoney.actors import actor_entities, is_legal
from faisceau.export.as_followthemoney.entities import (
    Entity,
    actor_id,
    article_id,
    claim_id,
    days,
    entity,
    event_id,
    named,
)
from faisceau.export.as_followthemoney.links import exchange_links, sanctions, tie_links, verdict_of
from faisceau.export.days import interval_of
from faisceau.export.file_kind import FileKind
from faisceau.export.index import Index
from faisceau.export.records import lines
from faisceau.model.claims import Claim
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event
from faisceau.model.text import Article

FILE = FileKind("jsonl", "application/x-ndjson")


class _Language(Struct, frozen=True):
    """A row of `iso639.tsv`."""

    code: str
    long: str


@cache
def _long_codes() -> dict[str, str]:
    return {row.code: row.long for row in knowledge.load_rows("iso639.tsv", _Language)}


def render(dossier: Dossier, lang: str) -> bytes:
    """The entities as JSON lines; names in `lang`."""
    return lines(_entities(dossier, Index(dossier), lang))


def _entities(dossier: Dossier, index: Index, lang: str) -> Iterator[Entity]:
    yield from (_article(article, index) for article in dossier.articles)
    yield from actor_entities(dossier, index, lang)
    yield from (_event(event, index) for event in index.events)
    yield from (_note(claim, index) for claim in dossier.claims)
    yield from tie_links(index)
    yield from exchange_links(dossier, index)
    yield from sanctions(index)


def _article(article: Article, index: Index) -> Entity:
    return entity(
        "Article",
        article_id(article),
        fileName=[article.id],
        title=[article.title],
        author=[article.author],
        publisher=[article.publisher],
        publishedAt=[article.published if interval_of(article.published) else None],
        language=[_long_codes().get(article.lang)],
        sourceUrl=[index.address(article.id)],
    )


def _event(event: Event, index: Index) -> Entity:
    articles = index.articles_of(event)
    return entity(
        "Event",
        event_id(event),
        name=[named(event.label, event.kind)],
        **days(event.date),
        involved=[actor_id(id_) for id_ in index.actors_of(event) if is_legal(index.actors.get(id_))],
        summary=[verdict_of(event)],
        keywords=[event.kind, *dict.fromkeys(c.plover for c in index.claims_of(event) if c.plover)],
        recordId=[event.id],
        proof=[article_id(article) for article in articles],
        sourceUrl=[index.address(article.id) for article in articles],
    )


def _note(claim: Claim, index: Index) -> Entity:
    event = index.event_of.get(claim.id)
    told = f"{', '.join(index.voices(claim))} ({claim.status}{', negated' if claim.polarity == '-' else ''})"
    return entity(
        "Note",
        claim_id(claim.id),
        name=[claim.id],
        description=[claim.quote],
        summary=[f"{claim.article} {claim.start}:{claim.end}"],
        notes=[told],
        keywords=[claim.kind, claim.status, claim.plover],
        entity=[event_id(event)] if event else [],
        proof=[article_id(index.articles[claim.article])],
        sourceUrl=[index.address(claim.article)],
        publisher=[index.articles[claim.article].publisher],
    )
