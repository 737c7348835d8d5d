"""How far an event is borne out, and what its accounts differ on."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.fuse.days import days_of
from faisceau.fuse.denials import is_denial
from faisceau.model.claims import Claim
from faisceau.model.fused import Relation, Verdict


def differences(claims: Sequence[Claim], relations: Sequence[Relation]) -> tuple[str, ...]:
    """What the accounts differ on, of `date`, `denial`, `figure`, `status`, sorted."""
    told = [claim for claim in claims if not is_denial(claim)]
    found: set[str] = set()
    days = [known for known in (days_of(claim.date.value) for claim in told if claim.date) if known]
    # Ranges that all meet one another share a day: enough to compare the latest beginning with the earliest end.
    if days and max(each.first for each in days) > min(each.last for each in days):
        found.add("date")
    if told and len(told) < len(claims):
        found.add("denial")
    if {"update", "contradict"} & set(relations):
        found.add("figure")
    if len({claim.status for claim in told}) > 1:
        found.add("status")
    return tuple(sorted(found))


def verdict(claims: Sequence[Claim], independent: int, relations: Sequence[Relation]) -> Verdict:
    """The event's verdict. What someone denies is contested whoever bears it out; figures that cannot both be contradict.

    A thing that is only ever denied is contested too, since somebody must have said it; one that is only ever told as not
    being so ("has not answered") is a fact like others.
    """
    if "denial" in differences(claims, ()) or any(claim.status == "denied" for claim in claims):
        return "contested"
    if "contradict" in relations:
        return "contradicted"
    if independent >= 2:
        return "corroborated"
    return "superseded" if "update" in relations else "single_source"
