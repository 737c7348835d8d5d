"""Causal claims: what an article says brings about, feeds or hinders what."""

from faisceau.extract.causes.claims import extract_causes

__all__ = ["extract_causes"]
