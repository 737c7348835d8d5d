"""The story as RDF: events by the Simple Event Model, where all comes from by PROV, the words as Web Annotations."""

from faisceau.export.rdf.graph import Triple, triples_of
from faisceau.export.rdf.turtle import turtle

__all__ = ["Triple", "triples_of", "turtle"]
