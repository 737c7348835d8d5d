"""Small stories in words of our own, to arrange."""

from __future__ import annotations

from typing import Any

from faisceau.model.claims import ActorRef, Claim, Source, with_content_id
from faisceau.model.fused import Account, Event, Verdict
from faisceau.model.text import Article, Span


def article(id_: str, text: str, published: str | None = "2031-04-02", publisher: str | None = None) -> Article:
    return Article(id=id_, text=text, original="0" * 64, published=published, publisher=publisher, lang="fr")


def actor(id_: str) -> ActorRef:
    return ActorRef(id_, id_.title())


def claim(of: Article, quote: str, **fields: Any) -> Claim:
    start = of.text.index(quote)
    by = fields.pop("by", None)
    if by:
        fields["source"] = Source(by=(actor(by),), kind="state")
    given: dict[str, Any] = {"kind": "event", "plover": None, "predicate": "x"} | fields
    for role in ("subject", "object"):
        given[role] = tuple(actor(id_) for id_ in given.get(role, ()))
    end = start + len(quote)
    return with_content_id(
        Claim(article=of.id, id="", start=start, end=end, quote=quote, predicate_span=Span(start, end), **given)
    )


def event(id_: str, claims: list[Claim], verdict: Verdict = "single_source", **fields: Any) -> Event:
    origins = fields.pop("origins", tuple((name,) for name in dict.fromkeys(c.article for c in claims)))
    given: dict[str, Any] = {"kind": claims[0].kind, "date": None} | fields
    return Event(
        id=id_,
        label=claims[0].quote,
        verdict=verdict,
        independent=len(origins),
        origins=origins,
        claims=tuple(c.id for c in claims),
        accounts=tuple(Account(c.id, tuple(ref.id for ref in c.source.by), c.status, None) for c in claims),
        **given,
    )
