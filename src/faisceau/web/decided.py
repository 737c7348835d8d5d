"""What was judged, as the log now has it: an acceptance changes no reading, yet the next page shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from faisceau.model.claims import Claim
from faisceau.model.dossier.judged import JudgedMark, RejectedRow
from faisceau.model.judgements import Judged, Judgement, standing, taken_back
from faisceau.store.view import View
from faisceau.story.inbox import SETTLES
from faisceau.story.judging import by_claim
from faisceau.view.judged import Review, marks, rejected


class Decided(Struct, frozen=True):
    """The log, the numbers of the judgements on each claim, the ids of judgements undone, and the claims that are off the inbox."""

    log: tuple[Judgement, ...] = ()
    by_claim: dict[str, tuple[int, ...]] = {}
    undone: frozenset[object] = frozenset()
    settled: frozenset[str] = frozenset()

    @property
    def seen(self) -> int:
        """The number of the last judgement."""
        return len(self.log)

    def marks(self, claims: Iterable[Claim]) -> tuple[JudgedMark, ...]:
        """Who decided what of these claims."""
        some = {claim.id: self.by_claim[claim.id] for claim in claims if claim.id in self.by_claim}
        return marks(Review(self.log, Judged(by_claim=some)))

    def rejected(self, claims: Iterable[tuple[int, Claim]]) -> tuple[RejectedRow, ...]:
        """Claims that count no more, each given with the number of the judgement that says so."""
        given = [(number, claim) for number, claim in claims if 0 < number <= len(self.log)]
        judged = Judged(rejected={claim.id: number for number, claim in given})
        return rejected(Review(self.log, judged, tuple(claim for _, claim in given)))


def decided(view: View, log: tuple[Judgement, ...]) -> Decided:
    """What `log` decides of the view's claims. Only where a claim is no longer read as it was are all of them looked through."""
    if not log:
        return Decided()
    holding = standing(log)
    told: dict[str, dict[int, None]] = defaultdict(dict)
    for judgement in holding:
        for anchor in judgement.anchors:
            told[anchor.claim][judgement.number] = None
    numbers = {claim: tuple(found) for claim, found in told.items()}
    if len(view.claims_of(numbers)) < len(numbers):
        numbers = by_claim(view, log)
    settling = {each.number for each in holding if each.action in SETTLES}
    settled = frozenset(claim for claim, found in numbers.items() if settling.intersection(found))
    return Decided(log, numbers, taken_back(log), settled)
