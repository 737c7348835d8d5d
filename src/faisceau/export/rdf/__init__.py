"""The story as RDF: events by the Simple Event Model, where all comes from by PROV, the words as Web Annotations."""

from faisceau.export.rdf.graph import graph_of

__all__ = ["graph_of"]
