"""The causal map's provenance: W3C PROV-O in Turtle."""

from __future__ import annotations

from faisceau.export.file_kind import FileKind
from faisceau.export.provenance import map_provenance
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("ttl", "text/turtle")


def render(dossier: Dossier, lang: str) -> bytes:
    """Articles, claims, changes and arcs as entities; the same in every language."""
    return map_provenance(dossier)
