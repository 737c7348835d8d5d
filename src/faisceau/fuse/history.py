"""How an event stood on any day: verdict and count over the claims of the articles published by then.

Which claims are of one event, and who copies whom, is taken from the whole story, as it is known now: what changes with the
days is what had been published. An article dated by its month or year counts from the last day of it. Articles of unknown
date count from no day on; where they make the last state another than that of all dated articles, it is an entry without a
date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faisceau.fuse.denials import is_denial
from faisceau.fuse.ground import Ground
from faisceau.fuse.verdicts import verdict
from faisceau.fuse.witnesses import witnesses
from faisceau.model.claims import Claim
from faisceau.model.fused import FigureRelation, Relation, Standing, Witness
from faisceau.model.period import last_day


@dataclass(frozen=True, slots=True)
class State:
    """How some claims of an event stand together."""

    witnesses: tuple[Witness, ...]
    relations: tuple[Relation, ...]
    standing: Standing


def accounts_of(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Those that tell the event; where all deny it, those."""
    return [claim for claim in claims if not is_denial(claim)] or claims


def state(claims: Sequence[Claim], relations: tuple[Relation, ...], date: str | None, ground: Ground) -> State:
    """The state of an event of which only `claims` are known; `relations` are those among their figures."""
    found = witnesses(accounts_of(claims), ground.marks)
    return State(found, relations, Standing(date, verdict(claims, len(found), relations), len(found)))


def history(
    claims: Sequence[Claim], figures: Sequence[FigureRelation], now: State, ground: Ground
) -> tuple[Standing, ...]:
    """The event's states in time, an entry where verdict or count changes; the last is `now`, that of all its claims."""
    by_day: dict[str, list[Claim]] = {}
    for claim in claims:
        by_day.setdefault(last_day(ground.published(claim)) or "", []).append(claim)
    undated = by_day.pop("", [])
    days = sorted(by_day)
    told = {claim.id: day for day in days for claim in by_day[day]}
    related: dict[str, list[Relation]] = {}
    for row in figures:
        if row.a in told and row.b in told:
            related.setdefault(max(told[row.a], told[row.b]), []).append(row.relation)
    entries: list[Standing] = []
    known: list[Claim] = []
    relations: list[Relation] = []
    for day in days if undated else days[:-1]:
        known += by_day[day]
        relations += related.get(day, ())
        _append(entries, state(known, tuple(relations), day, ground).standing)
    last = None if undated or not days else days[-1]
    _append(entries, Standing(last, now.standing.verdict, now.standing.independent))
    return tuple(entries)


def _append(entries: list[Standing], new: Standing) -> None:
    last = entries[-1] if entries else None
    if last is None or (last.verdict, last.independent) != (new.verdict, new.independent):
        entries.append(new)
