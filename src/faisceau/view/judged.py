"""Who decided what of the claims that are shown, and which are shown apart because somebody rejected them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from faisceau.model.claims import Claim
from faisceau.model.dossier.judged import JudgedMark, RejectedRow
from faisceau.model.judgements import Judged, Judgement


class Review(NamedTuple):
    """What was judged: the log, what it makes of the claims, and the claims that count no more."""

    log: Sequence[Judgement] = ()
    judged: Judged = Judged()
    rejected: Sequence[Claim] = ()


def marks(review: Review) -> tuple[JudgedMark, ...]:
    """A mark for each claim that counts and each judgement that holds on it, by claim, then in order."""
    by_number = {each.number: each for each in review.log}
    return tuple(
        _mark(claim, by_number[number])
        for claim, numbers in sorted(review.judged.by_claim.items())
        for number in numbers
        if claim not in review.judged.rejected and by_number[number].action != "reject"
    )


def rejected(review: Review) -> tuple[RejectedRow, ...]:
    """The claims that count no more, as they come."""
    by_number = {each.number: each for each in review.log}
    return tuple(
        RejectedRow(claim.article, claim.quote, _mark(claim.id, by_number[review.judged.rejected[claim.id]]))
        for claim in review.rejected
        if claim.id in review.judged.rejected
    )


def _mark(claim: str, judgement: Judgement) -> JudgedMark:
    return JudgedMark(claim, judgement.number, judgement.action, judgement.author, judgement.at, judgement.note)
