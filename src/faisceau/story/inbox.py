"""What is to be judged, what matters most first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Reading
from faisceau.model.judgements import Judgement, standing
from faisceau.view.why import ORDER, Why, why

SETTLES = frozenset({"accept", "edit", "reject"})
"""The actions that say of a claim whether it holds."""


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
    settling = {each.number for each in standing(log) if each.action in SETTLES}
    counted = {claim.id for claim in claims if any(item.quantity for item in claim.items)}
    found: list[Item] = []
    for event in reading.events:
        done = tuple(each for each in event.claims if settling.intersection(by_claim.get(each, ())))
        left = tuple(each for each in event.claims if each not in done)
        reason = why(event, counted)
        if left and reason is not None:
            found.append(Item(event, reason, left, done))
    return tuple(sorted(found, key=lambda item: (ORDER.index(item.why), -item.event.salience, item.event.id)))
