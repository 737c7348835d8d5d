"""What judgements make of a story's claims and of what was fused from them. Pure: the log and the claims say everything."""

from faisceau.model.judgements import standing
from faisceau.review.applying import apply
from faisceau.review.labels import labelled

__all__ = ["apply", "labelled", "standing"]
