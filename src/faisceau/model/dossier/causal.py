"""The causal map as it is shown."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.model.mapping import Edit
from faisceau.model.system import Assumption, Ground, Loop, Sign


class ArcRow(Struct, frozen=True):
    """One arc of the causal map: the signs told, what it rests on, its independent sources, ids of the claims that say so.

    `ground` is `unused` where all that is said is an aim, a fear, a question or a hypothesis, or only denied.
    """

    cause: str
    effect: str
    signs: tuple[Sign, ...]
    ground: Ground | Literal["unused"]
    sources: int
    claims: tuple[str, ...] = ()
    assumption: Assumption | None = None


class SourceArcs(Struct, frozen=True):
    """What a source group holds up: the arcs that fall without it, and those that then say or rest on something else."""

    group: str
    lost: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()


class CausalMap(Struct, frozen=True):
    """The map as shown: variables, those with most arcs first; arcs by cause and effect, unused ones last; loops of at most four
    arcs.

    `unnamed` causal claims speak of no variable at one end or the other. `edits` are the analyst's that hold. `losses` are, for
    each source group, the arcs that it holds up, those that hold up none last. `id` is the map's hash, as in a fiche.
    """

    variables: tuple[str, ...] = ()
    arcs: tuple[ArcRow, ...] = ()
    loops: tuple[Loop, ...] = ()
    unnamed: int = 0
    edits: tuple[Edit, ...] = ()
    losses: tuple[SourceArcs, ...] = ()
    id: str = ""
