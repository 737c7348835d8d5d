"""Which claims put an actor for or against an objective."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from faisceau import knowledge
from faisceau.model.claims import Claim, Kind, Plover, Status
from faisceau.model.system import Sign


class ObjectiveRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule of `ontology/objectives.toml`, whose head explains it; an empty list lets everything through."""

    objective: Literal["supply", "support"]
    of: Literal["subject", "object"]
    sign: Sign
    kind: tuple[Kind, ...] = ()
    plover: tuple[Plover, ...] = ()
    status: tuple[Status, ...] = ()
    sole: bool = False

    def holds(self, claim: Claim) -> bool:
        """Whether the rule lets the claim through."""
        return (
            (not self.kind or claim.kind in self.kind)
            and (not self.plover or claim.plover in self.plover)
            and (not self.status or claim.status in self.status)
        )


class _Objectives(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[ObjectiveRule, ...]


def objective_rules(claim: Claim) -> Iterator[ObjectiveRule]:
    """The rules by which a claim may give a position, the first first; none where it is negated.

    Raises `FaisceauError` (bad_knowledge).
    """
    if claim.polarity == "-":
        return
    rules = knowledge.load_toml("ontology/objectives.toml", _Objectives).rule
    yield from (rule for rule in rules if rule.holds(claim))
