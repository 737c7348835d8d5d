"""Entities, activities and agents as PROV-O (W3C Recommendation of 30 April 2013), and their Turtle.

No blank nodes and no clock: the same values give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV

from faisceau.model.causes import Cause
from faisceau.model.claims import AUTHOR
from faisceau.model.mapping import Edit

TERMS = Namespace("urn:faisceau:terms:")
PROGRAM = "program"


def name(sort: str, *ids: str) -> URIRef:
    """The URN of a thing."""
    return URIRef(":".join(("urn:faisceau", sort, *(quote(each, safe="") for each in ids))))


class Trail:
    """A graph being written."""

    def __init__(self) -> None:
        self.graph = Graph(bind_namespaces="none")
        for prefix, space in (("prov", PROV), ("rdfs", RDFS), ("f", TERMS)):
            self.graph.bind(prefix, space)
        self.program = self.agent(PROGRAM, "faisceau", PROV.SoftwareAgent)

    def entity(
        self, sort: str, ids: str | tuple[str, ...], label: str = "", facts: Mapping[str, str | int] | None = None
    ) -> URIRef:
        """An entity with what is known of it, each fact a term of ours."""
        node = name(sort, *((ids,) if isinstance(ids, str) else ids))
        self._typed(node, PROV.Entity, label)
        self.graph.add((node, RDF.type, TERMS[sort.title().replace("-", "")]))
        for term, value in (facts or {}).items():
            self.graph.add((node, TERMS[term], Literal(value)))
        return node

    def activity(self, sort: str, id_: str, used: Iterable[URIRef], label: str) -> URIRef:
        """An activity of the program on what it used."""
        node = name(sort, id_)
        self._typed(node, PROV.Activity, label)
        self.graph.add((node, PROV.wasAssociatedWith, self.program))
        for each in used:
            self.graph.add((node, PROV.used, each))
        return node

    def agent(self, id_: str, label: str, kind: URIRef) -> URIRef:
        """Who does or says something."""
        node = name("agent", id_)
        self._typed(node, PROV.Agent, label)
        self.graph.add((node, RDF.type, kind))
        return node

    def _typed(self, node: URIRef, kind: URIRef, label: str) -> None:
        self.graph.add((node, RDF.type, kind))
        if label:
            self.graph.add((node, RDFS.label, Literal(label)))

    def tell(self, subject: URIRef, how: URIRef, *objects: URIRef) -> None:
        """How things are related, by a property of PROV."""
        for each in objects:
            self.graph.add((subject, how, each))

    def claim(self, cause: Cause) -> URIRef:
        """A causal claim, quoted from its article, said by whom its article says."""
        facts = {"start": cause.start, "end": cause.end, "sign": cause.sign_of_variables, "modality": cause.modality}
        node = self.entity("claim", cause.id, facts=facts)
        self.graph.add((node, PROV.value, Literal(cause.quote)))
        article = self.entity("article", cause.article)
        self.tell(node, PROV.wasQuotedFrom, article)
        for speaker in cause.speaker:
            id_ = f"author of {cause.article}" if speaker == AUTHOR else speaker
            self.tell(node, PROV.wasAttributedTo, self.agent(id_, id_, PROV.Agent))
        return node

    def words(self, claim: str, article: str, quote_: str) -> URIRef:
        """A claim of the ledger, quoted from its article."""
        node = self.entity("claim", claim)
        self.graph.add((node, PROV.value, Literal(quote_)))
        self.tell(node, PROV.wasQuotedFrom, self.entity("article", article))
        return node

    def edit(self, edit: Edit) -> URIRef:
        """What an analyst did to the map, and who."""
        facts = {"action": edit.action, "date": edit.date, "about": "; ".join(edit.variables)}
        if edit.sign:
            facts["sign"] = edit.sign
        node = self.entity("edit", str(edit.number), edit.reason, facts)
        self.tell(node, PROV.wasAttributedTo, self.agent(f"analyst {edit.author}", edit.author, PROV.Person))
        return node

    def turtle(self) -> bytes:
        """The graph in Turtle, in a fixed order."""
        return self.graph.serialize(format="turtle").encode()
