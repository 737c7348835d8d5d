"""Finding a judged claim again, after its article was read anew by another version of the program or has changed itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from faisceau.model.claims import Claim
from faisceau.model.judgements import Anchor
from faisceau.model.text import Article

Reason = Literal["no_article", "no_words", "other_words", "no_claim"]


class Found(NamedTuple):
    """The claim that an anchor means, or why there is none. `exact` when nothing of it has changed."""

    claim: Claim | None
    reason: Reason = "no_claim"
    exact: bool = False


class Finder:
    """Looks for anchors among a story's claims as they were read."""

    def __init__(self, articles: Sequence[Article], claims: Sequence[Claim]) -> None:
        self._texts = {article.id: article.text for article in articles}
        self._by_id = {claim.id: claim for claim in claims}
        self._by_article: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            self._by_article[claim.article].append(claim)
        self._known: dict[Anchor, Found] = {}

    def find(self, anchor: Anchor) -> Found:
        """The claim of the same id, else the one in the same words that overlaps the anchor best with such a predicate.

        Such a predicate stands in the same place, and is the same word or of the same kind and act: the same word elsewhere in
        the sentence is another claim, on which nobody decided. Where the article's text has changed, the anchor is where its
        quote is now, nearest to where it was. An anchor whose words are not those of the claim that it names, or do not fill
        its place, means none: a file of judgements may come from anywhere.
        """
        if anchor not in self._known:
            self._known[anchor] = self._find(anchor)
        return self._known[anchor]

    def shift(self, article: str, start: int, quote: str) -> int | None:
        """By how much the words `quote`, which began at `start`, have moved; None where the article has them no more."""
        text = self._texts.get(article)
        if text is None:
            return None
        if text[start : start + len(quote)] == quote:
            return 0
        after = text.find(quote, start)
        before = text.rfind(quote, 0, max(0, start) + len(quote))
        places = [place for place in (before, after) if place >= 0]
        return min(places, key=lambda place: (abs(place - start), place)) - start if places else None

    def _find(self, anchor: Anchor) -> Found:
        same = self._by_id.get(anchor.claim)
        if anchor.end - anchor.start != len(anchor.quote):
            return Found(None, "other_words")
        if same is not None and same.article == anchor.article:
            if (same.start, same.quote) != (anchor.start, anchor.quote):
                return Found(None, "other_words")
            return Found(same, exact=True)
        if anchor.article not in self._texts:
            return Found(None, "no_article")
        shift = self.shift(anchor.article, anchor.start, anchor.quote)
        if shift is None:
            return Found(None, "no_words")
        likeness = {claim.id: _likeness(anchor, claim, shift) for claim in self._by_article[anchor.article]}
        fits = [claim for claim in self._by_article[anchor.article] if likeness[claim.id] is not None]
        return Found(max(fits, key=lambda claim: (likeness[claim.id], claim.id), default=None))


def _likeness(anchor: Anchor, claim: Claim, shift: int) -> tuple[float, ...] | None:
    """How well a claim fits the anchor, moved by `shift`; None where it is another."""
    start, end = anchor.start + shift, anchor.end + shift
    common = min(end, claim.end) - max(start, claim.start)
    if common <= 0:
        return None
    first, last = anchor.predicate_span.start + shift, anchor.predicate_span.end + shift
    span = claim.predicate_span
    same_word = anchor.predicate == claim.predicate
    same_sort = anchor.kind == claim.kind and anchor.plover == claim.plover
    if not (span.start < last and first < span.end and (same_word or same_sort)):
        return None
    length = max(end, claim.end) - min(start, claim.start)
    return (same_word, anchor.kind == claim.kind, same_sort, common / length)
