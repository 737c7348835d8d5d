"""Layers to layers: who a mention is, when an expression means, seen from the article alone."""

from __future__ import annotations

from faisceau.model.layers import Layers
from faisceau.resolve.actors import resolve_actors
from faisceau.resolve.times import resolve_times


def resolve(layers: Layers, text: str) -> Layers:
    """`layers` with times valued and mentions resolved; what the article does not tell stays unknown."""
    return resolve_actors(resolve_times(layers, text), text)


__all__ = ["resolve"]
