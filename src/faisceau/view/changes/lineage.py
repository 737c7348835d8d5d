"""Which events are the same ones as before: their ids are hashes of content and move when claims join.

The rule. A claim that stands now continues an earlier one of the same id; else one of the same article with the same
quote and predicate; else, if the article is unchanged, one whose predicate stood at the same place. An event continues
every earlier event whose claim one of its claims continues. A claim that is in several events (a denial is in every event
that it denies) ties only those that have no claim of their own. The earlier event that shares most claims is the one that
an event is said to have been, the smaller id where two share as many. Several earlier events in one have joined; one that
several continue has parted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from faisceau.model.past import Past, PastClaim, PastEvent

_Mark = Callable[[PastClaim], tuple[str, str] | None]


@dataclass(frozen=True)
class Lineage:
    """How two readings hang together.

    `continued` gives the earlier claim that a claim continues. `parents` are the earlier events of each event and `heirs`
    the events of each earlier one, those that share most claims first; what has none is not a key.
    """

    continued: Mapping[str, str]
    parents: Mapping[str, Sequence[str]]
    heirs: Mapping[str, Sequence[str]]

    def is_main(self, event: str) -> bool:
        """Whether the event is the one that its main parent has become."""
        return event in self.parents and self.heirs[self.parents[event][0]][0] == event


def lineage(before: Past, after: Past) -> Lineage:
    """How the events of `after` continue those of `before`."""
    continued = continued_claims(before, after)
    earlier = _own({event.id: [claim.id for claim in event.claims] for event in before.events})
    later = _own(
        {event.id: [continued.get(claim.id, claim.id) for claim in event.claims] for event in after.events},
    )
    holders: dict[str, list[str]] = defaultdict(list)
    for event, claims in earlier.items():
        for claim in claims:
            holders[claim].append(event)
    shared: Counter[tuple[str, str]] = Counter()
    for event, claims in later.items():
        for claim in claims:
            shared.update((old, event) for old in holders.get(claim, ()))
    parents: dict[str, list[str]] = defaultdict(list)
    heirs: dict[str, list[str]] = defaultdict(list)
    for old, event in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        parents[event].append(old)
        heirs[old].append(event)
    return Lineage(continued, dict(parents), dict(heirs))


def continued_claims(before: Past, after: Past) -> dict[str, str]:
    """For each claim of `after` the claim of `before` that it continues, if there is one. No earlier claim goes twice."""
    old, new = _claims(before.events), _claims(after.events)
    continued = {id_: id_ for id_ in new if id_ in old}
    contents = {article.id: article.content for article in before.articles}
    same = {article.id for article in after.articles if contents.get(article.id) == article.content}
    _continue(old, new, continued, lambda claim: (claim.article, claim.words))
    _continue(old, new, continued, lambda claim: (claim.article, claim.place) if claim.article in same else None)
    return continued


def _continue(
    old: Mapping[str, PastClaim], new: Mapping[str, PastClaim], continued: dict[str, str], mark: _Mark
) -> None:
    """Pair the claims that are still alone by their mark, in the order of their ids where several have one."""
    taken = set(continued.values())
    waiting: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id_ in sorted(old, reverse=True):
        key = mark(old[id_])
        if id_ not in taken and key is not None:
            waiting[key].append(id_)
    for id_ in sorted(new):
        key = mark(new[id_])
        if id_ not in continued and key is not None and waiting.get(key):
            continued[id_] = waiting[key].pop()


def _claims(events: Iterable[PastEvent]) -> dict[str, PastClaim]:
    return {claim.id: claim for event in events for claim in event.claims}


def _own(claims: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The claims of each event that no other has; all where it has none of its own."""
    counts = Counter(claim for held in claims.values() for claim in set(held))
    own = {event: [claim for claim in dict.fromkeys(held) if counts[claim] == 1] for event, held in claims.items()}
    return {event: found or list(dict.fromkeys(claims[event])) for event, found in own.items()}
