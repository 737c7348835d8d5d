"""Claims to events: what is one event, who is an independent witness, where accounts differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from faisceau.fuse.clusters import average_link
from faisceau.fuse.counted import Counted
from faisceau.fuse.events import Built, build, counted_of, event_id
from faisceau.fuse.exchanges import ledger
from faisceau.fuse.features import Proposition, propositions
from faisceau.fuse.figures import Thing, figure_of, figures_of
from faisceau.fuse.ground import Ground
from faisceau.fuse.links import denied_groups, evolutions
from faisceau.fuse.marks import marks_of
from faisceau.fuse.nearness import Nearness
from faisceau.fuse.rules import Recalling, with_rules
from faisceau.fuse.salience import with_salience
from faisceau.fuse.same_event import likeness, wording
from faisceau.fuse.seals import Seals
from faisceau.fuse.tied import bound_of, denials_bound, set_apart
from faisceau.model.claims import Claim
from faisceau.model.fused import Figure, Reading
from faisceau.model.memory import Memory, digest
from faisceau.model.text import Article
from faisceau.model.ties import Ties

FREE = Ties()


def fuse(
    articles: Sequence[Article], claims: Sequence[Claim], ties: Ties = FREE, memory: Memory | None = None
) -> Reading:
    """Everything that the claims of a story amount to: events with verdicts, figures side by side, the ledger.

    A pure function of its arguments as sets: neither the order of articles and claims nor their number of arrival counts,
    and without an article the result is that of the rest alone. Every claim is in one event; a denial is, besides, in
    every event that it denies. Copies of an article change no group and raise no count. What `ties` hold together is in one
    event, what they keep apart in none together. What an earlier fusion left in `memory` is not made again, and changes nothing.
    """
    memory = memory or Memory()
    by_id = {article.id: article for article in articles}
    known = propositions(claims, by_id, set_apart(ties), memory)
    bound = bound_of(known, ties)
    nearness = Nearness(known, memory)
    rarity = nearness.rarity
    groups = average_link(len(known), nearness.near, nearness.score, nearness.threshold, bound)
    nearness.note(memory)
    ground = Ground(by_id, marks_of([by_id[identity] for identity in sorted(by_id)], memory), rarity)
    told = {number: _first_told([known[index] for index in group], ground) for number, group in enumerate(groups)}
    denied = denied_groups(known, groups, nearness.tied, lambda a, b: wording(known[a], known[b], rarity))
    denied = denials_bound(known, groups, denied, bound)
    plans = evolutions(
        known,
        groups,
        nearness.tied,
        lambda a, b: likeness(known[a], known[b], rarity),
        {number: date for number, date in told.items() if date},
    )

    deniers: dict[int, list[Proposition]] = defaultdict(list)
    for index, targets in sorted(denied.items()):
        for target in targets:
            deniers[target].append(known[index])
    recalling = Recalling(memory, Seals(known, by_id, ground.marks))
    assembled = _Assembled(ground, recalling)
    ids = [event_id([known[i] for i in group if i not in denied] or [known[i] for i in group]) for group in groups]
    for number, group in enumerate(groups):
        members = [index for index in group if index not in denied]
        if not members:
            continue  # denials alone, each an account of what it denies
        weighed = nearness.seals[members].tobytes()
        before = tuple(sorted(ids[plan] for plan in plans.get(number, ())))
        assembled.add([known[index] for index in members], deniers[number], before, weighed)
    claim_by_id = {claim.id: claim for claim in claims}
    events = with_salience([built.event for built in assembled.built], claim_by_id, ground, known, memory)
    events.sort(key=lambda event: (event.date or "9999", event.id))
    rows = ledger(events, claim_by_id, by_id)
    return with_rules(Reading(tuple(events), assembled.figures(), rows), claim_by_id, ground, recalling)


class _Assembled:
    """The events one after the other, with what they count."""

    def __init__(self, ground: Ground, recalling: Recalling) -> None:
        self.built: list[Built] = []
        self._ground, self._recalling = ground, recalling
        self._of: list[tuple[Sequence[Proposition], Sequence[Proposition], bytes]] = []

    def add(
        self, members: Sequence[Proposition], denials: Sequence[Proposition], before: tuple[str, ...], weighed: bytes
    ) -> None:
        """The event of `members`; `weighed` stands for them and for what they weigh."""
        seals = [self._recalling.seals.of(claim for one in told for claim in one.claims) for told in (members, denials)]
        key = digest("event", weighed, seals, before)
        make = partial(build, members, denials, before, self._ground)
        self.built.append(self._recalling.memory.recall(key, Built, make))
        self._of.append((members, denials, key))

    def figures(self) -> tuple[Figure, ...]:
        """What the events count."""
        places = [(event, place) for event, built in enumerate(self.built) for place in range(len(built.things))]
        things: list[Thing] = [thing for built in self.built for thing in built.things]

        def together(numbers: Sequence[int]) -> Figure:
            found = [places[number] for number in numbers]
            key = digest("joined", [(self._of[event][2], place) for event, place in found])
            return self._recalling.memory.recall(key, Figure, lambda: figure_of([self._counted(*one) for one in found]))

        return figures_of(things, together)

    def _counted(self, event: int, place: int) -> Sequence[Counted]:
        members, denials, _ = self._of[event]
        return counted_of(members, denials, self._ground)[place]


def _first_told(members: Sequence[Proposition], ground: Ground) -> str | None:
    dates = [ground.published(claim) for member in members for claim in member.claims]
    return min((date for date in dates if date), default=None)


__all__ = ["fuse"]
