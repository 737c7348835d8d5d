"""What fusion looks things up in: articles by id, their marks, the weights of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from faisceau.fuse.marks import Marks
from faisceau.fuse.rarity import Rarity
from faisceau.model.claims import Claim
from faisceau.model.text import UNKNOWN, Article


def language_of(articles: Iterable[Article]) -> str:
    """The language that most of the articles are in, of several the first by code; unknown where there are none."""
    langs = Counter(article.lang for article in articles)
    return min(langs, key=lambda code: (-langs[code], code), default=UNKNOWN)


@dataclass(frozen=True, slots=True)
class Ground:
    """What every event is built on: articles by id, their marks, the weights of words."""

    articles: Mapping[str, Article]
    marks: Mapping[str, Marks]
    rarity: Rarity

    def published(self, claim: Claim) -> str | None:
        """When the claim's article was published."""
        article = self.articles.get(claim.article)
        return article.published if article else None

    def lang(self, claim: Claim) -> str:
        """The language of the claim's article."""
        article = self.articles.get(claim.article)
        return article.lang if article else UNKNOWN

    def house(self, claim: Claim) -> str:
        """Who publishes the claim's article, the article itself where that is not known."""
        marks = self.marks.get(claim.article)
        return "+".join(sorted(marks.houses)) if marks and marks.houses else claim.article
