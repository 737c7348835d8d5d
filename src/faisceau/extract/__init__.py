"""Resolved layers to claims: who does what to whom, according to whom, how firmly."""

from faisceau.extract.claims import extract_claims, with_speakers

__all__ = ["extract_claims", "with_speakers"]
