"""Namespaces and IRIs. What we have no vocabulary of others for is in ours, `urn:faisceau:term:`; the reference lists its terms."""

from __future__ import annotations

from urllib.parse import quote

from rdflib import DCTERMS, PROV, RDFS, XSD, Namespace, URIRef

from faisceau.export.index import urn

OA = Namespace("http://www.w3.org/ns/oa#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
TERM = Namespace("urn:faisceau:term:")
SOFTWARE = URIRef("urn:faisceau:software")
PREFIXES = {"dcterms": DCTERMS, "oa": OA, "prov": PROV, "rdfs": RDFS, "sem": SEM, "term": TERM, "xsd": XSD}
# What an address may hold and an IRI may not.
_KEPT = ":/?#[]@!$&'()*+,;=%-._~"


def name(kind: str, id_: str) -> URIRef:
    """The IRI of a value of ours."""
    return URIRef(urn(kind, id_))


def iri(address: str) -> URIRef:
    """A web address as an IRI, what may not stand in one written as %XX."""
    return URIRef(quote(address, safe=_KEPT))
