"""Claims and events as flat rows: one set of columns for CSV and Parquet. `docs/reference/exports.md` says what each holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from faisceau.export.cells import csv_of, plain
from faisceau.export.index import Index, short
from faisceau.model.claims import Claim
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event
from faisceau.model.text import Article

Sort = Literal["text", "integer", "number", "texts", "integers", "numbers", "lists"]
Row = dict[str, object]
Columns = Mapping[str, Sort]

CLAIMS: Columns = {
    "id": "text", "event": "text", "article": "text", "publisher": "text", "published": "text", "published_basis": "text",
    "title": "text", "author": "text", "url": "text", "lang": "text", "start": "integer", "end": "integer", "quote": "text",
    "kind": "text", "plover": "text", "predicate": "text", "predicate_start": "integer", "predicate_end": "integer",
    "subject": "texts", "subject_names": "texts", "object": "texts", "object_names": "texts",
    "from_context": "texts", "flow_from": "text",
    "flow_to": "text", "items": "texts", "item_categories": "texts", "quantity_texts": "texts", "quantity_values": "numbers",
    "quantity_mins": "numbers", "quantity_maxs": "numbers", "quantity_units": "texts", "date": "text", "date_expr": "text",
    "date_basis": "text", "date_precision": "text", "place": "text", "source": "texts", "source_names": "texts",
    "source_kind": "text", "source_cue": "text", "source_chain": "texts", "status": "text", "status_cue": "text",
    "polarity": "text", "sanctions": "texts", "provisions": "texts", "event_verdict": "text", "event_independent": "integer",
}  # fmt: skip
EVENTS: Columns = {
    "id": "text", "label": "text", "kind": "text", "date": "text", "verdict": "text", "independent": "integer",
    "salience": "number", "differs": "texts", "reasons": "texts", "evolves_from": "texts", "origins": "lists",
    "actors": "texts", "claims": "texts", "articles": "texts", "urls": "texts", "published": "texts", "starts": "integers",
    "ends": "integers", "quotes": "texts", "statuses": "texts", "polarities": "texts", "sources": "lists",
}  # fmt: skip


def claim_rows(dossier: Dossier) -> Iterator[Row]:
    """A row a claim, in reading order, its cells in the order of `CLAIMS`."""
    index = Index(dossier)
    for claim in dossier.claims:
        event = index.event_of.get(claim.id)
        yield {
            "id": claim.id,
            "event": event.id if event else None,
            **_article(index, index.articles[claim.article]),
            "start": claim.start,
            "end": claim.end,
            "quote": claim.quote,
            **_act(claim),
            **_items(claim),
            **_told(claim),
            "event_verdict": event.verdict if event else None,
            "event_independent": event.independent if event else None,
        }


def event_rows(dossier: Dossier) -> Iterator[Row]:
    """A row an event, its cells in the order of `EVENTS`; lists from `claims` on have one value for each claim."""
    index = Index(dossier)
    for event in index.events:
        yield _event(index, event)


def as_csv(columns: Columns, rows: Iterator[Row]) -> bytes:
    """The rows as CSV; a list is a JSON array in its cell."""
    return csv_of(tuple(columns), ([plain(row[name]) for name in columns] for row in rows))


def _article(index: Index, article: Article) -> Row:
    return {
        "article": article.id,
        "publisher": _short(article.publisher),
        "published": article.published,
        "published_basis": article.published_basis,
        "title": _short(article.title),
        "author": _short(article.author),
        "url": index.address(article.id),
        "lang": article.known_lang,
    }


def _short(text: str | None) -> str | None:
    return None if text is None else short(text)


def _act(claim: Claim) -> Row:
    return {
        "kind": claim.kind,
        "plover": claim.plover,
        "predicate": claim.predicate,
        "predicate_start": claim.predicate_span.start,
        "predicate_end": claim.predicate_span.end,
        "subject": [ref.id for ref in claim.subject],
        "subject_names": [ref.name for ref in claim.subject],
        "object": [ref.id for ref in claim.object],
        "object_names": [ref.name for ref in claim.object],
        "from_context": [ref.id for ref in claim.from_context],
        "flow_from": claim.flow.from_ if claim.flow else None,
        "flow_to": claim.flow.to if claim.flow else None,
    }


def _items(claim: Claim) -> Row:
    quantities = [item.quantity for item in claim.items]
    return {
        "items": [item.name for item in claim.items],
        "item_categories": [item.category for item in claim.items],
        "quantity_texts": [each.text if each else None for each in quantities],
        "quantity_values": [each.value if each else None for each in quantities],
        "quantity_mins": [each.min if each else None for each in quantities],
        "quantity_maxs": [each.max if each else None for each in quantities],
        "quantity_units": [each.unit if each else None for each in quantities],
    }


def _told(claim: Claim) -> Row:
    date = claim.date
    return {
        "date": date.value if date else None,
        "date_expr": date.expr if date else None,
        "date_basis": date.basis if date else None,
        "date_precision": date.precision if date else None,
        "place": claim.place,
        "source": [ref.id for ref in claim.source.by],
        "source_names": [ref.name for ref in claim.source.by],
        "source_kind": claim.source.kind,
        "source_cue": claim.source.cue,
        "source_chain": [ref.id for ref in claim.source.chain],
        "status": claim.status,
        "status_cue": claim.status_cue,
        "polarity": claim.polarity,
        "sanctions": list(claim.sanctions),
        "provisions": list(claim.provisions),
    }


def _event(index: Index, event: Event) -> Row:
    claims = index.claims_of(event)
    return {
        "id": event.id,
        "label": event.label,
        "kind": event.kind,
        "date": event.date,
        "verdict": event.verdict,
        "independent": event.independent,
        "salience": event.salience,
        "differs": list(event.differs),
        "reasons": list(event.reasons),
        "evolves_from": list(event.evolves_from),
        "origins": [list(origin) for origin in event.origins],
        "actors": list(index.actors_of(event)),
        "claims": [claim.id for claim in claims],
        "articles": [claim.article for claim in claims],
        "urls": [index.address(claim.article) for claim in claims],
        "published": [index.articles[claim.article].published for claim in claims],
        "starts": [claim.start for claim in claims],
        "ends": [claim.end for claim in claims],
        "quotes": [claim.quote for claim in claims],
        "statuses": [claim.status for claim in claims],
        "polarities": [claim.polarity for claim in claims],
        "sources": [[ref.id for ref in claim.source.by] for claim in claims],
    }
