"""Claims to events: what is one event, who is an independent witness, where accounts differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from faisceau.fuse.blocking import candidate_pairs
from faisceau.fuse.clusters import average_link
from faisceau.fuse.counted import Counted
from faisceau.fuse.events import build, event_id
from faisceau.fuse.exchanges import ledger
from faisceau.fuse.features import Proposition, propositions
from faisceau.fuse.figures import figures_of
from faisceau.fuse.ground import Ground
from faisceau.fuse.links import denied_groups, evolutions
from faisceau.fuse.marks import marks_of
from faisceau.fuse.rarity import Rarity
from faisceau.fuse.rules import with_rules
from faisceau.fuse.salience import with_salience
from faisceau.fuse.same_event import is_plan_of, likeness, score, wording
from faisceau.fuse.tied import bound_of, denials_bound, set_apart
from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Reading
from faisceau.model.text import Article
from faisceau.model.ties import Ties

SAME_EVENT = -0.7
"""Mean log odds from which groups are one event: where hand-grouped sets and own claims alike keep their precision."""
CHANCE, FEW = 0.27, 128
"""Added for each doubling of the propositions above `FEW`: among many, more pairs are alike by chance."""

FREE = Ties()


def fuse(articles: Sequence[Article], claims: Sequence[Claim], ties: Ties = FREE) -> Reading:
    """Everything that the claims of a story amount to: events with verdicts, figures side by side, the ledger.

    A pure function of its arguments as sets: neither the order of articles and claims nor their number of arrival counts,
    and without an article the result is that of the rest alone. Every claim is in one event; a denial is, besides, in
    every event that it denies. Copies of an article change no group and raise no count. What `ties` hold together is in one
    event, what they keep apart in none together.
    """
    by_id = {article.id: article for article in articles}
    known = propositions(claims, {article.id: article.lang or "fr" for article in articles}, set_apart(ties))
    bound = bound_of(known, ties)
    rarity = Rarity.of(known)
    threshold = SAME_EVENT + CHANCE * max(0, (len(known) // FEW).bit_length() - 1)
    near, tied = _near(known, rarity, threshold)
    groups = average_link(len(known), near, lambda a, b: score(known[a], known[b], rarity), threshold, bound)
    ground = Ground(by_id, marks_of([by_id[identity] for identity in sorted(by_id)]), rarity)
    told = {number: _first_told([known[index] for index in group], ground) for number, group in enumerate(groups)}
    denied = denied_groups(known, groups, tied, lambda a, b: wording(known[a], known[b], rarity))
    denied = denials_bound(known, groups, denied, bound)
    plans = evolutions(
        known,
        groups,
        tied,
        lambda a, b: likeness(known[a], known[b], rarity),
        {number: date for number, date in told.items() if date},
    )

    deniers: dict[int, list[Proposition]] = defaultdict(list)
    moved: set[int] = set()
    for index, targets in sorted(denied.items()):
        for target in targets:
            deniers[target].append(known[index])
        moved.add(index)
    events: list[Event] = []
    things: list[list[Counted]] = []
    ids = [event_id([known[i] for i in group if i not in moved] or [known[i] for i in group]) for group in groups]
    for number, group in enumerate(groups):
        members = [known[index] for index in group if index not in moved]
        if not members:
            continue  # denials alone, each an account of what it denies
        before = tuple(sorted(ids[plan] for plan in plans.get(number, ())))
        event, counted = build(members, deniers[number], before, ground)
        events.append(event)
        things += counted
    events = with_salience(events, claims, ground)
    events.sort(key=lambda event: (event.date or "9999", event.id))
    claim_by_id = {claim.id: claim for claim in claims}
    rows = ledger(events, claim_by_id, by_id)
    return with_rules(Reading(tuple(events), figures_of(things), rows), claim_by_id, ground)


def _near(
    known: Sequence[Proposition], rarity: Rarity, threshold: float
) -> tuple[list[tuple[float, int, int]], list[tuple[int, int]]]:
    """Of all pairs worth comparing, those that may be one event with their scores, and those that may tie two events:
    a denial and what is told, a plan and what is done. No other pair is kept."""
    near: list[tuple[float, int, int]] = []
    tied: list[tuple[int, int]] = []
    for a, b in candidate_pairs(known):
        first, second = known[a], known[b]
        if first.denial != second.denial or is_plan_of(first, second):
            tied.append((a, b))
            continue
        value = score(first, second, rarity)
        if value >= threshold:
            near.append((value, a, b))
    return near, sorted(tied)


def _first_told(members: Sequence[Proposition], ground: Ground) -> str | None:
    dates = [ground.published(claim) for member in members for claim in member.claims]
    return min((date for date in dates if date), default=None)


__all__ = ["fuse"]
