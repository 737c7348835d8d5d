"""The story as RDF, in Turtle (`rdf/`)."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.rdf import triples_of, turtle
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("ttl", "text/turtle")


def render(dossier: Dossier, lang: str) -> bytes:
    """The graph; names in every language that has one."""
    return turtle(triples_of(dossier))
