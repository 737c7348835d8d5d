"""Annotated articles as the network learns from them: laid-out windows, candidates, parties, and what is true of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.scoring import pairs, scorer
from faisceau.encode.encoder import Encoder, Laid
from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.cases import Case, Side, case_of, side_of
from faisceau.extract.network import ROLES
from faisceau.extract.parties import Cast, Party, parties
from faisceau.extract.reading import Reading
from faisceau.extract.seen import seen


@dataclass
class Example:
    """A candidate; `truth` is its annotated claim, None where it is none. `right` says for each role which of the sides fill
    it and, last, whether nobody does; a role is missing where an actor fills it who is not among the sides."""

    case: Case
    truth: dict[str, Any] | None
    sides: list[Side] = field(default_factory=list)
    right: dict[str, list[bool]] = field(default_factory=dict)


@dataclass
class Text:
    """One article."""

    laid: list[Laid]
    words: int
    examples: list[Example]


def text_of(reading: Reading, found: Sequence[Candidate], truths: Sequence[dict[str, Any]], encoder: Encoder) -> Text:
    """The article with its annotated claims paired with candidates, as the scorer pairs."""
    page = reading.page
    true = {j: truths[i] for i, j in pairs(truths, [{"start": c.claim.start, "end": c.claim.end} for c in found])}
    cast = Cast(reading, found)
    examples = []
    for at, candidate in enumerate(found):
        example = Example(case_of(candidate, seen(reading, found, at)), true.get(at))
        near = parties(cast, at)
        example.sides = [side_of(page, candidate, party) for party in near]
        if example.truth is not None:
            example.right = _right(example.truth, near)
        examples.append(example)
    return Text(list(encoder.laid_out(page.layers)), len(page.layers.tokens), examples)


def _right(truth: dict[str, Any], near: Sequence[Party]) -> dict[str, list[bool]]:
    found = {}
    for role in ROLES:
        named = truth["source"]["by"] if role == "source" else truth[role]
        filled = filling([actor for actor in named if _id(actor) != "author"], near)
        only_vague = role == "source" and filled[-1] and any(scorer().is_vague(actor) for actor in named)
        if any(filled) and not only_vague:  # else it is somebody whom nothing near names
            found[role] = filled
    return found


def filling(named: Sequence[Any], near: Sequence[Party]) -> list[bool]:
    """Which of the parties are among the actors named, and last, whether nobody is named but vague groups."""
    score = scorer()
    firm = [actor for actor in named if not score.is_vague(actor)]
    each = [any(score.same_actor(a, {"id": p.ref.id, "name": p.ref.name}) for a in firm) for p in near]
    return [*each, not firm]


def _id(actor: Any) -> str:
    return str(actor if isinstance(actor, str) else actor["id"])
