"""The words that a claim has to itself: its quote without the claims that are told within it.

"X accuse Y d'avoir livré des obus" holds two claims, the accusation and the delivery. The delivery's words say nothing of the
accusation: where another article tells of the delivery, it is the inner claim that it speaks of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from faisceau.model.claims import Claim

WHOLE = 0.8  # share of the outer claim from which an inner one is the same claim, marked a little otherwise
LEFT = 2  # words that must be left: a claim of which less is left keeps all of its words


def own_words(claims: Sequence[Claim]) -> Mapping[str, str]:
    """By id, the quote of each claim that holds others, spaces in their place; the length stays that of the quote.

    A claim of the same predicate is no claim within, and claims that only overlap keep all their words. Claims without one
    within are not in the answer. Does not depend on the order of the claims.
    """
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_article[claim.article].append(claim)
    found: dict[str, str] = {}
    for told in by_article.values():
        told.sort(key=lambda claim: (claim.start, -claim.end, claim.id))
        for place, outer in enumerate(told):
            left = _without(outer, told, place)
            if left != outer.quote and sum(any(map(str.isalnum, word)) for word in left.split()) >= LEFT:
                found[outer.id] = left
    return found


def _without(outer: Claim, told: Sequence[Claim], place: int) -> str:
    """The outer claim's quote without those of `told`, sorted by start, that lie within it; `place` is its own in them."""
    left, length = outer.quote, outer.end - outer.start
    if len(left) != length:  # a quote joined from several places has no offsets of its own
        return left
    first = place
    while first and told[first - 1].start == outer.start:
        first -= 1
    for inner in told[first:]:
        if inner.start >= outer.end:
            break
        start, end = inner.start - outer.start, inner.end - outer.start
        if end <= length and end - start < WHOLE * length and inner.predicate != outer.predicate:
            left = left[:start] + " " * (end - start) + left[end:]
    return left
