"""Which claims tie two actors, and with which sign; which give an actor a position on an objective."""

from __future__ import annotations

from msgspec import Struct

from faisceau import knowledge
from faisceau.model.claims import Claim, Kind, Plover, Status
from faisceau.model.system import Sign


class TieRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule of `ontology/ties.toml`, whose head explains it; an empty list lets everything through."""

    sign: Sign
    kind: tuple[Kind, ...] = ()
    plover: tuple[Plover, ...] = ()
    status: tuple[Status, ...] = ()
    sole: bool = False
    mutual: bool = False

    def holds(self, claim: Claim) -> bool:
        """Whether the rule lets the claim through."""
        return (
            (not self.kind or claim.kind in self.kind)
            and (not self.plover or claim.plover in self.plover)
            and (not self.status or claim.status in self.status)
        )


class _Ties(Struct, frozen=True, forbid_unknown_fields=True):
    kinds: tuple[str, ...]
    rule: tuple[TieRule, ...]


def _ties() -> _Ties:
    return knowledge.load_toml("ontology/ties.toml", _Ties)


def tied_kinds() -> frozenset[str]:
    """The kinds of actors that a tie joins."""
    return frozenset(_ties().kinds)


def tie_rule(claim: Claim) -> TieRule | None:
    """The rule by which a claim ties its subject and object, None where it ties nobody. Nothing negated ties."""
    if claim.polarity == "-":
        return None
    return next((rule for rule in _ties().rule if rule.holds(claim)), None)
