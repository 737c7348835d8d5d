"""The system that the sources describe: variables, the arcs that claims draw between them, and answers to "what if".

An arc is all that is said of one ordered pair of variables. Nothing here has a weight or a probability: sources give a
direction and a sign, seldom more.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError

Sign = Literal["+", "-"]
Modality = Literal["asserted", "hedged", "denied", "aim", "fear", "question", "hypothetical"]
Ground = Literal["cited", "contested", "definition", "assumption"]
Answer = Literal["+", "-", "contested", "none"]


OPPOSITE: dict[Sign, Sign] = {"+": "-", "-": "+"}


def times(a: Sign, b: Sign) -> Sign:
    """The product of two signs."""
    return "+" if a == b else "-"


class Evidence(Struct, frozen=True):
    """One causal claim that bears on an arc. `group` is its independent source: copies of one text share it."""

    claim: str
    group: str
    sign: Sign
    modality: Modality = "asserted"


class Assumption(Struct, frozen=True):
    """What an analyst adds where no source speaks. `date` is ISO 8601. Raises `FaisceauError` where one is empty."""

    author: str
    reason: str
    date: str

    def __post_init__(self) -> None:
        if not (self.author.strip() and self.reason.strip() and self.date.strip()):
            raise FaisceauError(Code.BAD_ASSUMPTION, "An assumption has an author, a reason and a date.")


class Arc(Struct, frozen=True):
    """All that bears on "more `cause` means more (+) or less (-) `effect`", for one ordered pair of variables.

    Without evidence it is a definition or, with `assumption`, an analyst's; then `sign` is given.
    """

    cause: str
    effect: str
    evidence: tuple[Evidence, ...] = ()
    sign: Sign | None = None
    assumption: Assumption | None = None

    def __post_init__(self) -> None:
        if not self.evidence and self.sign is None:
            raise FaisceauError(Code.BAD_ASSUMPTION, f"{self.cause} -> {self.effect} has no evidence and no sign.")


class Selection(Struct, frozen=True):
    """Which arcs an answer may rest on.

    `modalities` are those of evidence that count as an effect: an aim, a fear, a question or a hypothesis is kept on the
    map but is not one. `without` are source groups left out, `cut` arcs left out, as (cause, effect). `longest` is the
    number of arcs of the longest chain followed.
    """

    contested: bool = True
    definitions: bool = True
    assumptions: bool = False
    modalities: frozenset[Modality] = frozenset({"asserted", "hedged"})
    without: frozenset[str] = frozenset()
    cut: frozenset[tuple[str, str]] = frozenset()
    longest: int = 4


class Push(Struct, frozen=True):
    """A variable made to rise (+) or fall (-). Held: what would act on it is cut, an intervention overrides causes."""

    variable: str
    sign: Sign
    held: bool = True


class Chain(Struct, frozen=True):
    """One way from a pushed variable to another: the variables in order, the sign of each arc, and that of the whole.

    `sign` is the product of `signs` and of the push.
    """

    variables: tuple[str, ...]
    signs: tuple[Sign, ...]
    sign: Sign


class Effect(Struct, frozen=True):
    """The first-round answer for one variable, with every chain that carries it, the shortest first.

    `contested` has chains of both signs; `none` has no chain: nothing in the corpus says.
    """

    variable: str
    answer: Answer
    chains: tuple[Chain, ...]


class Loop(Struct, frozen=True):
    """A closed chain, from its least variable. Amplifying where its signs multiply to +, damping where to -."""

    variables: tuple[str, ...]
    sign: Sign


__all__ = [
    "OPPOSITE", "Answer", "Arc", "Assumption", "Chain", "Effect", "Evidence", "Ground", "Loop", "Modality", "Push",
    "Selection", "Sign", "times",
]  # fmt: skip
