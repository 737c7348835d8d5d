"""The shipped story as the program reads it, and what an analyst expects of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

import faisceau
from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Exchange, Figure
from faisceau.model.text import Article

ROOT = Path(__file__).resolve().parents[1]
STORY = ROOT / "examples" / "pyongyang"
GOLDEN = ROOT / "tests" / "golden" / "pyongyang.json"
SHARED = 0.5  # of the shorter of two spans, from which a claim is on the expected words
_PLAIN = str.maketrans("\u00a0\u202f", "  ")
Row = dict[str, Any]
Quotes = dict[str, list[str]]


class Built(Struct, frozen=True):
    """The story as the program reads it."""

    articles: dict[str, Article]
    claims: dict[str, Claim]
    events: tuple[Event, ...]
    exchanges: tuple[Exchange, ...]
    figures: tuple[Figure, ...]

    def on(self, quotes: Quotes) -> set[str]:
        """Ids of the claims on these words: article to quotes."""
        return {claim.id for claim in self.claims.values() if self._is_on(claim, quotes.get(claim.article, ()))}

    def start_of(self, article: str, quote: str) -> int:
        """Where the article's text has the quote, -1 where it has not. A reader of pages makes no-break spaces plain ones."""
        return self.articles[article].text.translate(_PLAIN).find(quote.translate(_PLAIN))

    def _is_on(self, claim: Claim, quotes: Iterable[str]) -> bool:
        for quote in quotes:
            start = self.start_of(claim.article, quote)
            shared = min(claim.end, start + len(quote)) - max(claim.start, start)
            if start >= 0 and shared >= SHARED * min(len(quote), len(claim.quote)):
                return True
        return False


def built(story: str | Path | None = None) -> Built:
    """The shipped story, built with the real stages (in a temporary folder if `story` is None)."""
    made = faisceau.build(STORY, story)
    return Built(
        {article.id: article for article in made.articles},
        {claim.id: claim for claim in made.claims},
        tuple(made.events),
        tuple(made.exchanges),
        tuple(made.figures),
    )


def golden() -> Row:
    """What is expected."""
    expected: Row = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return expected
