"""The provenance of a causal map: articles, the claims quoted from them, the analyst's changes, the arcs."""

from __future__ import annotations

from rdflib import PROV, RDF, URIRef

from faisceau.export.provenance.trail import Trail
from faisceau.model.dossier.whole import Dossier


def map_provenance(dossier: Dossier) -> bytes:
    """PROV-O of the map of a dossier, in Turtle."""
    trail = Trail()
    found = dossier.causal_map
    articles = {}
    for each in dossier.articles:
        about = {"sha256": each.original} | _known(each.published, each.publisher)
        articles[each.id] = trail.entity("article", each.id, each.title or each.id, about)
    reading = trail.activity("reading", dossier.name, articles.values(), "causal claims read in the articles")
    claims = {}
    for cause in dossier.causes:
        claims[cause.id] = trail.claim(cause)
        trail.tell(claims[cause.id], PROV.wasGeneratedBy, reading)
    edits = {edit.number: trail.edit(edit) for edit in found.edits}
    id_ = found.id
    drawing = trail.activity("drawing", id_, (*claims.values(), *edits.values()), "the causal map drawn")
    whole = trail.entity("map", id_, dossier.name)
    trail.tell(whole, PROV.wasGeneratedBy, drawing)
    for row in found.arcs:
        facts: dict[str, str | int] = {
            "cause": row.cause, "effect": row.effect, "sign": "/".join(row.signs), "ground": row.ground, "sources": row.sources,
        }  # fmt: skip
        arc = trail.entity("arc", (id_, row.cause, row.effect), facts=facts)
        trail.tell(arc, PROV.wasGeneratedBy, drawing)
        trail.tell(arc, PROV.wasDerivedFrom, *(claims[claim] for claim in row.claims))
        trail.tell(whole, PROV.hadMember, arc)
        if row.assumption is not None:
            trail.tell(arc, PROV.wasDerivedFrom, *_assumed(dossier, row.cause, row.effect, edits))
    if found.arcs:
        trail.graph.add((whole, RDF.type, PROV.Collection))
    return trail.turtle()


def _known(published: str | None, publisher: str | None) -> dict[str, str]:
    return {key: value for key, value in (("published", published), ("publisher", publisher)) if value}


def _assumed(dossier: Dossier, cause: str, effect: str, edits: dict[int, URIRef]) -> list[URIRef]:
    """The edits that assume an arc: those of its author, reason and date."""
    row = next(row for row in dossier.causal_map.arcs if (row.cause, row.effect) == (cause, effect))
    known = row.assumption
    return [
        edits[edit.number]
        for edit in dossier.causal_map.edits
        if known and edit.action == "assume" and (edit.author, edit.reason, edit.date) == (known.author, known.reason, known.date)
    ]  # fmt: skip
