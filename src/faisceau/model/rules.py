"""What claims have to do with rules and with dated facts: which provisions they concern, where a shipped fact differs.

A provision is concerned, never broken: what would decide stands beside it as open questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Course = Literal["from", "to", "open", "own", "named"]
"""How the act stands to the State that a regime is about: from it, to it, one or the other, its own conduct, only about it."""


class Concern(Struct, frozen=True):
    """One provision (`id`, in `regime`) that an exchange or an event's claims concern, with what was matched.

    `goods` are categories, `acts` acts of the taxonomy, `target` the State that the regime is about, `others` the other
    parties, `date` the ISO date compared with the dates in force (None: unknown). `open` are the questions that the
    words leave: ids of the interface's questions, or of the regime's own conditions. `amounts` are quantities stated in
    the unit of a cap, as worded. `claims` say it, sorted.
    """

    id: str
    regime: str
    target: str
    course: Course
    goods: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    date: str | None = None
    open: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Check(Struct, frozen=True):
    """A shipped dated fact that a claim plainly refers to, and that says something else.

    `differs`: `date` (the claim's date excludes the fact's) or `term` (the claim names the thing otherwise). `claimed` is
    what the claim says, ISO date or words; `fact` is the id of the fact.
    """

    claim: str
    fact: str
    differs: Literal["date", "term"]
    claimed: str


def merged(found: Iterable[Concern]) -> tuple[Concern, ...]:
    """Concerns of several claims together, one for each provision, in the order of their first.

    A question stays open if it is for any of them.
    """
    together: dict[str, list[Concern]] = {}
    for concern in found:
        together.setdefault(concern.id, []).append(concern)
    return tuple(_union(concerns) for concerns in together.values())


def _union(concerns: list[Concern]) -> Concern:
    first = min(concerns, key=lambda concern: concern.claims)
    ordered = sorted(concerns, key=lambda concern: concern.claims)

    def every(field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for concern in ordered for value in getattr(concern, field)))

    return Concern(
        id=first.id,
        regime=first.regime,
        target=first.target,
        course=first.course if len({concern.course for concern in concerns}) == 1 else "open",
        goods=tuple(sorted(every("goods"))),
        acts=tuple(sorted(every("acts"))),
        others=tuple(sorted(every("others"))),
        date=first.date if len({concern.date for concern in concerns}) == 1 else None,
        open=every("open"),
        amounts=every("amounts"),
        claims=tuple(sorted(every("claims"))),
    )
