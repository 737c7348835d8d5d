"""The causal map for programs that draw and analyse graphs: GraphML, a node a variable, an edge an arc."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from faisceau.export.file_kind import FileKind
from faisceau.export.links import web_address
from faisceau.export.variables import VariableWords
from faisceau.export.xml import allowed, as_json, document
from faisceau.model.causes import Cause
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("graphml", "application/graphml+xml")

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = ("label",)
_EDGE = ("sign", "ground", "sources", "claims", "quotes", "evidence", "assumption")


def render(dossier: Dossier, lang: str) -> bytes:
    """The map; labels in `lang`. `sign` is `+`, `-` or `+/-`; `claims` are ids, `quotes` their words, one a line,
    `evidence` the same with article, address and offsets, as JSON."""
    names = VariableWords(dossier.actors, lang)
    causes = {cause.id: cause for cause in dossier.causes}
    addresses = {article.id: web_address(article.url) for article in dossier.articles}
    root = ElementTree.Element("graphml", xmlns=_SPACE)
    for what, keys in (("node", _NODE), ("edge", _EDGE)):
        for key in keys:
            kind = "int" if key == "sources" else "string"
            attributes = {"id": key, "for": what, "attr.name": key, "attr.type": kind}
            ElementTree.SubElement(root, "key", attributes)
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed")
    for name in sorted(dossier.causal_map.variables):
        _data(ElementTree.SubElement(graph, "node", id=name), {"label": names.label(name)})
    for row in dossier.causal_map.arcs:
        assumption = row.assumption
        _data(
            ElementTree.SubElement(graph, "edge", source=row.cause, target=row.effect),
            {
                "sign": "/".join(row.signs),
                "ground": row.ground,
                "sources": str(row.sources),
                "claims": " ".join(row.claims),
                "quotes": "\n".join(causes[id_].quote for id_ in row.claims),
                "evidence": as_json([_evidence(causes[id_], addresses) for id_ in row.claims]) if row.claims else "",
                "assumption": f"{assumption.author}, {assumption.date}: {assumption.reason}" if assumption else "",
            },
        )
    return document(root)


def _evidence(cause: Cause, addresses: Mapping[str, str | None]) -> dict[str, object]:
    return {
        "claim": cause.id,
        "modality": cause.modality,
        "speaker": cause.speaker,
        "article": cause.article,
        "url": addresses[cause.article],
        "start": cause.start,
        "end": cause.end,
        "quote": cause.quote,
    }


def _data(element: ElementTree.Element, values: dict[str, str]) -> None:
    for key, value in values.items():
        if value:
            ElementTree.SubElement(element, "data", key=key).text = allowed(value)
