"""Claims and articles in a line, for tests of fusion: every sentence here is made up."""

from __future__ import annotations

from typing import Any

from faisceau.model.claims import ActorRef, Claim, Flow, Item, Quantity, Source, When, with_content_id
from faisceau.model.text import Article, Span


def actors(*ids: str) -> tuple[ActorRef, ...]:
    return tuple(ActorRef(identity, identity) for identity in ids)


def article(name: str, text: str, publisher: str | None = None, published: str = "2031-05-04") -> Article:
    return Article(id=name, text=text, original=name, published=published, publisher=publisher, lang="fr")


def claim(of: Article, quote: str, **fields: Any) -> Claim:
    """A claim on `quote`'s first occurrence; `subject`, `object`, `by` are ids, `date` ISO, `goods` (name, quantity) pairs."""
    start = of.text.index(quote)
    by = fields.pop("by", ())
    goods = fields.pop("goods", ())
    date = fields.pop("date", None)
    flow = fields.pop("flow", None)
    source_kind = fields.pop("source_kind", "state")
    values: dict[str, Any] = {
        "kind": "event",
        "plover": None,
        "predicate": "",
        "subject": actors(*fields.pop("subject", ())),
        "object": actors(*fields.pop("object", ())),
        "items": tuple(Item(name, quantity=quantity) for name, quantity in goods),
        "date": When(date) if date else None,
        "flow": Flow(*flow) if flow else None,
        **fields,
    }
    if by:
        values["source"] = Source(actors(*by), source_kind, "selon")
    made = Claim(
        article=of.id,
        id="",
        start=start,
        end=start + len(quote),
        quote=quote,
        predicate_span=Span(start, start + len(quote)),
        **values,
    )
    made.check(of.text)
    return with_content_id(made)


def number(value: float, text: str, unit: str = "person", **bounds: Any) -> Quantity:
    return Quantity(text=text, value=value, unit=unit, **bounds)


def at_least(low: float, text: str, unit: str = "person") -> Quantity:
    return Quantity(text=text, min=low, unit=unit)
