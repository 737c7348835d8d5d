"""The story as a STIX 2.1 bundle: identities, a report an article, a relationship an act, a note an event, an opinion a denial.

Ids are version 5 UUIDs in a namespace of ours, so that the same story gives the same ids. No time is that of the export:
`created` is the first day on which an article said it, `modified` the last; where no article has a date both are the
first instant of 1970, and the object is labelled `date-unknown`. No object has a confidence: we have none to give. What
STIX has no field for is in a property extension of ours, defined in the bundle.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from faisceau.export.days import interval_of
from faisceau.export.file_kind import FileKind
from faisceau.export.index import Index, Tie
from faisceau.model.claims import Claim
from faisceau.model.dossier.naming import ActorName
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event
from faisceau.model.text import Article

FILE = FileKind("json", "application/stix+json;version=2.1")

Object = dict[str, object]
NAMESPACE = UUID("6f1b0c5e-1d0a-5c62-9a57-2b8a4c0f7d31")
_UNKNOWN = "1970-01-01"
_CLASS = {
    "state": "organization", "organisation": "organization", "media": "organization", "person": "individual",
    "group": "group",
}  # fmt: skip
_OURS = "Faisceau"


def render(dossier: Dossier, lang: str) -> bytes:
    """The bundle; names in `lang`."""
    objects = list(_Bundle(dossier, lang).objects())
    bundle = {"type": "bundle", "id": _id("bundle", *(str(each["id"]) for each in objects)), "objects": objects}
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode() + b"\n"


def _id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE, json.dumps([kind, *parts]))}"


class _Bundle:
    """The objects of one dossier."""

    def __init__(self, dossier: Dossier, lang: str) -> None:
        self._dossier = dossier
        self._lang = lang
        self._index = Index(dossier)
        self._author = _id("identity", "author")
        self._extension = _id("extension-definition", "evidence", "1")

    def objects(self) -> Iterator[Object]:
        """Every object, those that others refer to first."""
        index = self._index
        yield self._ours()
        yield self._definition()
        for actor in self._dossier.actors:
            claims = index.naming(actor.id)
            if claims:
                yield self._identity(actor, claims)
        refs: dict[str, dict[str, None]] = {}
        for tie in index.ties():
            found = self._relationship(tie)
            yield found
            _refer(refs, found, tie.claims, _identity_id(tie.subject), _identity_id(tie.object))
        for event in index.events:
            for found in (self._note(event), *self._opinions(event)):
                yield found
                _refer(refs, found, index.claims_of(event), *map(_identity_id, index.actors_of(event)))
        for article in self._dossier.articles:
            if article.id in refs:
                yield self._report(article, list(refs[article.id]))

    def _base(self, kind: str, claims: Iterable[Claim], *parts: str) -> Object:
        return self._dated(kind, {claim.article for claim in claims}, *parts)

    def _dated(self, kind: str, articles: Iterable[str], *parts: str) -> Object:
        first, last = self._days(articles)
        return {
            "type": kind,
            "spec_version": "2.1",
            "id": _id(kind, *parts),
            "created_by_ref": self._author,
            "created": _instant(first or _UNKNOWN),
            "modified": _instant(last or _UNKNOWN),
            **({} if first else {"labels": ["date-unknown"]}),
        }

    def _days(self, articles: Iterable[str]) -> tuple[str | None, str | None]:
        days = [day for id_ in articles if (day := _published(self._index.articles[id_]))]
        return (min(days), max(days)) if days else (None, None)

    def _ours(self) -> Object:
        """Who made the objects: the program, as a system."""
        made = self._dated("identity", list(self._index.articles), "author")
        del made["created_by_ref"]
        return {**made, "name": _OURS, "identity_class": "system"}

    def _definition(self) -> Object:
        made = self._dated("extension-definition", list(self._index.articles), "evidence", "1")
        told = "What claims say, who says so and how firmly, and where their words stand, by code points of the article's text."
        schema = (
            "event, date (ISO 8601 or unknown), verdict, independent_origins; evidence: a list of claim, status, polarity, "
            "voices, article, url, start, end, quote; start and end are a half-open range of code points."
        )
        return {
            **made,
            "name": "faisceau-evidence",
            "description": told,
            "schema": schema,
            "version": "1.0.0",
            "extension_types": ["property-extension"],
        }

    def _identity(self, actor: ActorName, claims: Sequence[Claim]) -> Object:
        sectors = {"sectors": ["government"]} if actor.kind == "state" else {}
        return {
            **self._base("identity", claims, "actor", actor.id),
            "name": self._index.name(actor.id, self._lang) or actor.id,
            "identity_class": _CLASS.get(actor.kind, "unknown"),
            **sectors,
            **self._outside([claims[0]]),
        }

    def _relationship(self, tie: Tie) -> Object:
        return {
            **self._base("relationship", tie.claims, tie.event.id, tie.root, tie.subject, tie.object),
            "relationship_type": "-".join(filter(None, (tie.hedge, tie.root))).replace("_", "-"),
            "description": self._in_words(tie.claims),
            "source_ref": _identity_id(tie.subject),
            "target_ref": _identity_id(tie.object),
            **_span(tie.event.date),
            **self._outside(tie.claims),
            **self._extended(tie.event, tie.claims),
        }

    def _note(self, event: Event) -> Object:
        claims = self._index.claims_of(event)
        stands = f"{event.verdict}, independent origins: {event.independent}"
        return {
            **self._base("note", claims, event.id),
            "abstract": " ".join(event.label.split()),
            "content": f"{stands}\n{self._in_words(claims)}",
            "object_refs": self._about(event),
            **self._outside(claims),
            **self._extended(event, claims),
        }

    def _opinions(self, event: Event) -> Iterator[Object]:
        """Who denies an event disagrees with what is told of it; nothing else is made an opinion."""
        if all(claim.status == "denied" for claim in self._index.claims_of(event)):
            return
        for claim in self._index.claims_of(event):
            if claim.status == "denied":
                yield {
                    **self._base("opinion", [claim], event.id, claim.id),
                    "explanation": self._in_words([claim]),
                    "authors": list(self._index.voices(claim)),
                    "opinion": "disagree",
                    "object_refs": [_id("note", event.id)],
                    **self._outside([claim]),
                    **self._extended(event, [claim]),
                }

    def _about(self, event: Event) -> list[str]:
        """Whom an event names, else the articles that tell it."""
        actors = self._index.actors_of(event)
        return [*map(_identity_id, actors)] or [self._report_id(a) for a in self._index.articles_of(event)]

    def _report_id(self, article: Article) -> str:
        return _id("report" if _published(article) else "grouping", article.id)

    def _report(self, article: Article, refs: list[str]) -> Object:
        """A report, or a grouping where the day of publication, which a report must have, is unknown."""
        day = _published(article)
        made = self._dated("report" if day else "grouping", [article.id], article.id)
        kind: Object = (
            {"published": _instant(day), "report_types": ["observed-data"]} if day else {"context": "unspecified"}
        )
        url = self._index.address(article.id)
        source: Object = {
            "source_name": self._index.outlet(article.id),
            **({"url": url} if url else {"external_id": article.id}),
        }
        return {
            **made,
            "name": " ".join((article.title or article.id).split())[:300],
            **kind,
            "object_refs": refs,
            "external_references": [source],
        }

    def _in_words(self, claims: Iterable[Claim]) -> str:
        return "\n".join(
            f"« {claim.quote} » — {', '.join(self._index.voices(claim))} ({claim.status})" for claim in claims
        )

    def _outside(self, claims: Iterable[Claim]) -> Object:
        return {"external_references": [self._reference(claim) for claim in claims]}

    def _reference(self, claim: Claim) -> Object:
        url = self._index.address(claim.article)
        return {
            "source_name": self._index.outlet(claim.article),
            "description": claim.quote,
            **({"url": url} if url else {}),
            "external_id": claim.id,
        }

    def _extended(self, event: Event, claims: Iterable[Claim]) -> Object:
        return {
            "extensions": {
                self._extension: {
                    "extension_type": "property-extension",
                    "event": event.id,
                    "date": event.date or "unknown",
                    "verdict": event.verdict,
                    "independent_origins": event.independent,
                    "evidence": [_without_none(self._index.evidence(claim)) for claim in claims],
                }
            }
        }


def _without_none(values: Object) -> Object:
    return {key: value for key, value in values.items() if value is not None}


def _refer(refs: dict[str, dict[str, None]], found: Object, claims: Iterable[Claim], *others: str) -> None:
    for claim in claims:
        kept = refs.setdefault(claim.article, {})
        kept.update(dict.fromkeys([*others, str(found["id"])]))


def _identity_id(actor: str) -> str:
    return _id("identity", "actor", actor)


def _published(article: Article) -> str | None:
    """The first day on which an article may have been published: STIX knows no months."""
    days = interval_of(article.published)
    return days.first if days else None


def _instant(day: str) -> str:
    return f"{day}T00:00:00.000Z"


def _span(told: str | None) -> Object:
    """From the beginning of the first to the end of the last day on which the act may have been."""
    days = interval_of(told)
    if days is None:
        return {}
    span: Object = {"start_time": _instant(days.first)} if days.first else {}
    if days.last and days.last < date.max.isoformat():
        span["stop_time"] = _instant((date.fromisoformat(days.last) + timedelta(days=1)).isoformat())
    return span
