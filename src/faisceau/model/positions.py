"""Actors and objectives: who is quoted for or against what. Unknown is not neutral."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError

Side = Literal["+", "-", "both"]


class Position(Struct, frozen=True):
    """Where one actor stands on one objective; `both` where words of both sides are quoted, which is then counted as neither.

    `lead` is the note whose words stand for all `notes`, None where only causal claims (`causes`, by id) say so.
    """

    actor: str
    objective: str
    side: Side
    lead: int | None
    notes: tuple[int, ...] = ()
    causes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.notes or self.causes):
            raise FaisceauError(Code.BAD_EVIDENCE, f"No words bear out where {self.actor} stands on {self.objective}.")


class Convergence(Struct, frozen=True):
    """Two actors over the `shared` objectives on which both are known, at least two: where they agree, where not.

    `ambivalence` is 2·min(C, D) / (C + D), None where they never take a side together.
    """

    a: str
    b: str
    shared: int
    convergent: tuple[str, ...]
    divergent: tuple[str, ...]
    ambivalence: float | None


class Positions(Struct, frozen=True):
    """Every known position, by objective and actor; the objectives, those that most actors take a side on first; the pairs.

    An objective is `supply(actor, good)`, `support(actor)` or a variable of the causal map that is aimed at.
    """

    positions: tuple[Position, ...] = ()
    objectives: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    pairs: tuple[Convergence, ...] = ()
