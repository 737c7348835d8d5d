"""Resolved layers to claims: who does what to whom, according to whom, how firmly."""

from faisceau.extract.claims import extract_claims, extract_told, with_speakers
from faisceau.extract.explaining import explain_claims

__all__ = ["explain_claims", "extract_claims", "extract_told", "with_speakers"]
