"""How much each event tells of its story: who would be told in a summary of a few lines.

Four things make an event salient: how many independent origins have it, how far its wording is that of the whole story
(the words that most texts share and general news seldom has: the centroid of Radev and others 2004), how high up an article
it stands, and that it happened rather than being judged or foreseen. What repeats the words of a more salient event counts
less for it (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from faisceau.fuse.features import Proposition
from faisceau.fuse.ground import Ground, language_of
from faisceau.fuse.words import UNLISTED, general_shares, stems
from faisceau.model.claims import Claim
from faisceau.model.fused import Event
from faisceau.model.memory import Memory, digest
from faisceau.model.text import Article

ORIGINS = 1.0
"""Weight of log2 of the independent origins and one, beside the wording's."""
LEAD = 0.5
"""Weight of the place in the article: of 1 at its beginning, 0 at its end."""
THOUGHT = 0.5
"""What an event loses that is judged, foreseen or recalled."""
REPEATED = 0.55
"""Share that an event loses whose telling words were all told before."""
SHORTEST = 4
"""Words added to a quote's length, so that two rare ones do not make a central event."""
TOLD = 100
"""Events whose words count as told for those below."""
_THOUGHT = frozenset({"background", "assessment", "forecast"})
Weights = Mapping[str, float]


def with_salience(
    events: Sequence[Event], claims: Mapping[str, Claim], ground: Ground, known: Sequence[Proposition], memory: Memory
) -> list[Event]:
    """The events with their salience, in the order given. A pure function of the events and claims (by id) as sets.

    `known` are the claims' propositions, whose stems are at hand.
    """
    weights = _weights(ground, memory)
    stems_of = {(one.claim.quote, ground.lang(one.claim)): one.stems for one in known}
    words: dict[str, frozenset[str]] = {}
    worth: dict[str, float] = {}
    for event in events:
        told = [claims[identity] for identity in event.claims]
        quotes = []
        for claim in told:
            quote = claim.quote, ground.lang(claim)
            quotes.append(stems_of[quote] if quote in stems_of else stems(*quote))
        words[event.id] = max(quotes, key=lambda quote: (_central(quote, weights), sorted(quote)))
        worth[event.id] = (
            _central(words[event.id], weights)
            + ORIGINS * math.log2(1 + event.independent)
            + LEAD * max(_height(claim, ground) for claim in told)
            - THOUGHT * (event.kind in _THOUGHT)
        )
    found = ranked(worth, words, weights)
    return [replace(event, salience=found[event.id]) for event in events]


def _weights(ground: Ground, memory: Memory) -> Weights:
    """What a stem weighs: the share of the story's texts that have it, times how rare it is in general news."""
    texts: dict[str, list[Article]] = defaultdict(list)
    for identity, article in ground.articles.items():
        texts[ground.marks[identity].text if identity in ground.marks else identity].append(article)
    holders: Counter[str] = Counter()
    for bearers in texts.values():
        first, *others = (_stems_of(article, memory) for article in bearers)
        holders.update(set(first).union(*others) if others else first)
    shares = general_shares(language_of(ground.articles.values()))
    return {
        stem: having / len(texts) * -math.log(min(1.0, shares.get(stem, UNLISTED))) for stem, having in holders.items()
    }


def _stems_of(article: Article, memory: Memory) -> tuple[str, ...]:
    """The stems of an article's text, each once, sorted."""

    def found() -> tuple[str, ...]:
        return tuple(sorted(stems(article.text, article.lang)))

    return memory.recall(digest("stems", article.text, article.lang), tuple[str, ...], found)


def _central(words: frozenset[str], weights: Weights) -> float:
    return math.fsum(weights.get(word, 0.0) for word in words) / math.sqrt(len(words) + SHORTEST)


def _height(claim: Claim, ground: Ground) -> float:
    article = ground.articles.get(claim.article)
    return 1.0 - min(1.0, claim.start / max(1, len(article.text))) if article else 0.0


def ranked(worth: Mapping[str, float], words: Mapping[str, frozenset[str]], weights: Weights) -> dict[str, float]:
    """Each event's worth, less what the more salient have told.

    A worth can only fall as others are told, so a stale one at the head of the queue is an upper bound, and those below
    need no look (Minoux 1978). Beyond `TOLD` events nothing more counts as told: cost stays about linear.
    """
    told: set[str] = set()
    found: dict[str, float] = {}
    heap = [(-round(value, 6), identity, 0) for identity, value in worth.items()]
    heapq.heapify(heap)
    while heap:
        value, identity, seen = heapq.heappop(heap)
        if seen != len(told):
            total = math.fsum(weights.get(word, 0.0) for word in words[identity])
            again = math.fsum(weights.get(word, 0.0) for word in words[identity] & told)
            left = worth[identity] - abs(worth[identity]) * REPEATED * (again / total if total else 0.0)
            heapq.heappush(heap, (-round(left, 6), identity, len(told)))
            continue
        found[identity] = -value
        if len(found) <= TOLD:
            told |= words[identity]
    return found


__all__ = ["ranked", "with_salience"]
