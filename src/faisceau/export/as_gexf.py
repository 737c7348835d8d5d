"""Who acts towards whom, in time, for Gephi: GEXF 1.3, a node an actor, an edge an act of one event.

An edge lasts from the first to the last day on which the act may have been, ends counted; where the words leave it open, so
does the edge, and `date` has the words' own precision. Parallel edges differ by `kind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from faisceau.export.days import interval_of
from faisceau.export.file_kind import FileKind
from faisceau.export.index import Index, Tie
from faisceau.export.xml import allowed, as_json, document
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("gexf", "application/gexf+xml")

_SPACE = "http://gexf.net/1.3"
_NODE = {"kind": "string", "state": "string"}
_EDGE = {
    "event": "string", "act": "string", "date": "string", "date_precision": "string", "verdict": "string",
    "independent": "integer", "statuses": "string", "polarities": "string", "quotes": "string", "evidence": "string",
}  # fmt: skip


def render(dossier: Dossier, lang: str) -> bytes:
    """The network of acts; names in `lang`. `quotes` are for the eye, one a line; `evidence` is JSON, whole."""
    index = Index(dossier)
    ties = index.ties()
    root = ElementTree.Element("gexf", xmlns=_SPACE, version="1.3")
    published = [
        article.published for article in dossier.articles if article.published and len(article.published) == 10
    ]
    dated = {"lastmodifieddate": max(published)} if published else {}
    meta = ElementTree.SubElement(root, "meta", dated)
    ElementTree.SubElement(meta, "creator").text = "Faisceau"
    ElementTree.SubElement(meta, "description").text = allowed(dossier.name)
    how = {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date", "timerepresentation": "interval"}
    graph = ElementTree.SubElement(root, "graph", how)
    for of, columns in (("node", _NODE), ("edge", _EDGE)):
        declared = ElementTree.SubElement(graph, "attributes", {"class": of, "mode": "static"})
        for title, kind in columns.items():
            ElementTree.SubElement(declared, "attribute", id=title, title=title, type=kind)
    nodes = ElementTree.SubElement(graph, "nodes")
    for actor in sorted({end for tie in ties for end in (tie.subject, tie.object)}):
        known = index.actors.get(actor)
        node = ElementTree.SubElement(nodes, "node", id=allowed(actor), label=allowed(index.name(actor, lang)))
        _values(node, {"kind": known.kind if known else "", "state": known.state or "" if known else ""})
    edges = ElementTree.SubElement(graph, "edges")
    for number, tie in enumerate(ties):
        _edge(edges, number, tie, index)
    return document(root)


def _edge(edges: ElementTree.Element, number: int, tie: Tie, index: Index) -> None:
    days = interval_of(tie.event.date)
    given = {
        "id": str(number), "source": allowed(tie.subject), "target": allowed(tie.object), "label": tie.label,
        "kind": f"{tie.root} {allowed(tie.event.id)}", "weight": str(max(tie.event.independent, 1)),
    }  # fmt: skip
    for end, day in (("start", days.first), ("end", days.last)) if days else ():
        if day:
            given[end] = day
    _values(
        ElementTree.SubElement(edges, "edge", given),
        {
            "event": tie.event.id,
            "act": tie.root,
            "date": tie.event.date or "",
            "date_precision": days.precision if days else "",
            "verdict": tie.event.verdict,
            "independent": str(tie.event.independent),
            "statuses": " ".join(claim.status for claim in tie.claims),
            "polarities": " ".join(claim.polarity for claim in tie.claims),
            "quotes": "\n".join(" ".join(claim.quote.split()) for claim in tie.claims),
            "evidence": as_json([index.evidence(claim) for claim in tie.claims]),
        },
    )


def _values(element: ElementTree.Element, values: Mapping[str, str]) -> None:
    told = ElementTree.SubElement(element, "attvalues")
    for key, value in values.items():
        if value:
            ElementTree.SubElement(told, "attvalue", {"for": key, "value": allowed(value)})
