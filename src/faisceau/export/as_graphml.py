"""The causal map for programs that draw and analyse graphs: GraphML, a node a variable, an edge an arc."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from faisceau.export.variables import VariableWords
from faisceau.model.dossier import Dossier

_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = ("label",)
_EDGE = ("sign", "ground", "sources", "claims", "quotes", "assumption")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(dossier: Dossier, lang: str) -> bytes:
    """The map; labels in `lang`. `sign` is `+`, `-` or `+/-`; `claims` are ids, `quotes` their words, one a line."""
    names = VariableWords(dossier.actors, lang)
    quotes = {cause.id: cause.quote for cause in dossier.causes}
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
                "quotes": "\n".join(quotes[id_] for id_ in row.claims),
                "assumption": f"{assumption.author}, {assumption.date}: {assumption.reason}" if assumption else "",
            },
        )
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _data(element: ElementTree.Element, values: dict[str, str]) -> None:
    for key, value in values.items():
        if value:
            ElementTree.SubElement(element, "data", key=key).text = _NOT_XML.sub("\ufffd", value)
