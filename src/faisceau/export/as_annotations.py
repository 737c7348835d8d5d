"""Every claim as a W3C Web Annotation on the words that say it: one JSON-LD collection, for Hypothesis-like tools and archives.

The target is the article at its address, or its URN where it has none of the web. Positions are code points of the article's
text as it was read, which a page's own text may differ from: the quote with its surroundings finds the words there.
"""

from __future__ import annotations

import json

from faisceau.export.file_kind import FileKind
from faisceau.export.index import Index, urn
from faisceau.export.selectors import selection
from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.dossier.whole import Dossier
from faisceau.model.ids import content_id

FILE = FileKind("jsonld", "application/ld+json")

Object = dict[str, object]


def render(dossier: Dossier, lang: str) -> bytes:
    """The collection, its one page inside it; the same in every language."""
    index = Index(dossier)
    items = [_claim(claim, index) for claim in dossier.claims]
    items += [_cause(cause, index) for cause in dossier.causes]
    collection = urn("annotations", content_id("a", [str(item["id"]) for item in items]))
    page = {"id": f"{collection}:1", "type": "AnnotationPage", "partOf": collection, "startIndex": 0, "items": items}
    told: Object = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": collection,
        "type": "AnnotationCollection",
        "label": dossier.name,
        "total": len(items),
    }
    if items:
        told["first"] = page
        told["last"] = page["id"]
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _claim(claim: Claim, index: Index) -> Object:
    event = index.event_of.get(claim.id)
    negated = ", negated" if claim.polarity == "-" else ""
    stands = f"; the event: {event.verdict}, independent origins: {event.independent}" if event else ""
    act = claim.plover or claim.kind
    said = f"{act} ({claim.status}{negated}), according to {', '.join(index.voices(claim))}{stands}"
    tags = dict.fromkeys(
        tag for tag in (claim.kind, claim.plover, claim.status, event.verdict if event else None) if tag
    )
    about = [urn("event", event.id)] if event else []
    return _annotation(
        urn("claim", claim.id), said, list(tags), about, _target(index, claim.article, claim.start, claim.end)
    )


def _cause(cause: Cause, index: Index) -> Object:
    ends = f"« {cause.cause.text} » → « {cause.effect.text} »"
    speakers = [index.outlet(cause.article) if each == "author" else each for each in cause.speaker]
    said = f"cause {cause.sign} ({cause.modality}), according to {', '.join(speakers)}: {ends}"
    tags = ["cause", cause.modality]
    return _annotation(urn("cause", cause.id), said, tags, [], _target(index, cause.article, cause.start, cause.end))


def _annotation(id_: str, said: str, tags: list[str], about: list[str], target: Object) -> Object:
    bodies: list[Object] = [{"type": "TextualBody", "value": said, "format": "text/plain", "purpose": "describing"}]
    bodies += [{"type": "TextualBody", "value": tag, "format": "text/plain", "purpose": "tagging"} for tag in tags]
    bodies += [{"type": "SpecificResource", "source": source, "purpose": "linking"} for source in about]
    return {"id": id_, "type": "Annotation", "motivation": "describing", "body": bodies, "target": target}


def _target(index: Index, article: str, start: int, end: int) -> Object:
    found = selection(index, article, start, end)
    quote: Object = {"type": "TextQuoteSelector", "exact": found.exact}
    quote |= {key: value for key, value in (("prefix", found.prefix), ("suffix", found.suffix)) if value}
    place = {"type": "TextPositionSelector", "start": found.start, "end": found.end}
    return {"type": "SpecificResource", "source": found.source, "selector": [quote, place]}
