"""Why a claim is as it is: for each field what decided, the words that show it, and what was weighed."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.claims import Claim
from faisceau.model.judgements import Judgement
from faisceau.model.text import Span


class Cue(Struct, frozen=True):
    """Words of the article that a field rests on, and what they are to it."""

    span: Span
    text: str
    what: str


class Weight(Struct, frozen=True):
    """Something seen, and how much it speaks for what was decided (log odds; against the next best where labels compete)."""

    seen: str
    weight: float


class FieldReason(Struct, frozen=True):
    """One field: its value, what the rules alone say, how probable the weights find the value (None: not weighed)."""

    field: str
    value: str
    rule: str
    probability: float | None = None
    cues: tuple[Cue, ...] = ()
    weights: tuple[Weight, ...] = ()


class Explanation(Struct, frozen=True):
    """A claim with the reasons for each of its fields; `rejected` is the judgement by which it counts no more."""

    claim: Claim
    fields: tuple[FieldReason, ...]
    rejected: Judgement | None = None
