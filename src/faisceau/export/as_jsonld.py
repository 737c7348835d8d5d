"""The story as RDF, in JSON-LD: expanded and flat, so that no context is fetched to read it (`rdf/`)."""

from __future__ import annotations

import json

from rdflib import RDF, Literal
from rdflib.term import Node

from faisceau.export.file_kind import FileKind
from faisceau.export.rdf import Triple, triples_of
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("jsonld", "application/ld+json")


def render(dossier: Dossier, lang: str) -> bytes:
    """The graph, nodes and values in the order of their names; the same triples as in Turtle."""
    nodes: dict[str, dict[str, list[object]]] = {}
    for subject, predicate, value in sorted(triples_of(dossier), key=_order):
        node = nodes.setdefault(str(subject), {})
        is_type = predicate == RDF.type
        node.setdefault("@type" if is_type else str(predicate), []).append(str(value) if is_type else _value(value))
    told = [{"@id": id_, **node} for id_, node in nodes.items()]
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _order(triple: Triple) -> tuple[str, ...]:
    subject, predicate, value = triple
    more = (str(value.datatype), str(value.language)) if isinstance(value, Literal) else ("", "")
    return str(subject), str(predicate), str(value), *more


def _value(value: Node) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"@id": str(value)}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    return {"@value": str(value), **({"@type": str(value.datatype)} if value.datatype else {})}
