"""What is to be judged, what matters most first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Reading
from faisceau.model.judgements import Judgement, standing

Why = Literal["contradicted", "contested", "figures", "single_source"]
_ORDER: tuple[Why, ...] = ("contradicted", "contested", "figures", "single_source")
_SETTLES = frozenset({"accept", "edit", "reject"})


class Item(Struct, frozen=True):
    """An event to be judged. `why`: its accounts exclude each other, someone denies it, one source alone gives its figures, one
    source alone tells it. `open` are its claims that nobody has judged, `judged` the others."""

    event: Event
    why: Why
    open: tuple[str, ...]
    judged: tuple[str, ...] = ()


def inbox(
    reading: Reading, claims: Sequence[Claim], log: Sequence[Judgement], by_claim: Mapping[str, Sequence[int]]
) -> tuple[Item, ...]:
    """The events with a claim that nobody has accepted, edited or rejected: contradicted and contested ones first, then those
    whose figures one source alone gives, then what one source alone tells; the most salient first in each.

    `by_claim` is as in `Judged`. What several sources bear out is not listed.
    """
    settling = {each.number for each in standing(log) if each.action in _SETTLES}
    counted = {claim.id for claim in claims if any(item.quantity for item in claim.items)}
    found: list[Item] = []
    for event in reading.events:
        done = tuple(each for each in event.claims if settling.intersection(by_claim.get(each, ())))
        left = tuple(each for each in event.claims if each not in done)
        why = _why(event, counted)
        if left and why is not None:
            found.append(Item(event, why, left, done))
    return tuple(sorted(found, key=lambda item: (_ORDER.index(item.why), -item.event.salience, item.event.id)))


def _why(event: Event, counted: set[str]) -> Why | None:
    if event.verdict in ("contradicted", "contested"):
        return "contradicted" if event.verdict == "contradicted" else "contested"
    if event.verdict != "single_source" or event.kind == "background":
        return None
    return "figures" if counted.intersection(event.claims) else "single_source"
