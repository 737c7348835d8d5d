"""Layers to layers: who a mention is, when an expression means, seen from the article alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faisceau.model.layers import Layers
from faisceau.resolve.actors import resolve_actors
from faisceau.resolve.times import resolve_times


def resolve(layers: Layers, text: str, vectors: NDArray[np.float32] | None = None) -> Layers:
    """`layers` with times valued and mentions resolved; what the article does not tell stays unknown.

    `vectors`: of its tokens, if they are to decide too.
    """
    return resolve_actors(resolve_times(layers, text), text, vectors)


__all__ = ["resolve"]
