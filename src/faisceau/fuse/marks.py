"""What ties each article of a story to others, whatever it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faisceau.fuse.citations import Cited, citations, links
from faisceau.fuse.copies import copies
from faisceau.fuse.origins import agency_credits, house_name, houses_of
from faisceau.model.text import Article


@dataclass(frozen=True, slots=True)
class Marks:
    """What ties an article to others: the `text` that it shares, its `houses` (publisher families, agencies) with what each
    is called, the sentences that rest on a medium (`cited`), and the articles that it leads to (`links`).
    """

    text: str
    houses: Mapping[str, str]
    cited: tuple[Cited, ...] = ()
    links: frozenset[str] = frozenset()

    def cited_at(self, start: int, end: int) -> tuple[Cited, ...]:
        """The sentences between two places of the text that say that they rest on a medium."""
        return tuple(each for each in self.cited if each.start < end and start < each.end)


def marks_of(articles: Sequence[Article]) -> dict[str, Marks]:
    """The marks of every article, by id. An agency's whole text counts as the agency's, whoever prints it."""
    text = copies(articles)
    leads = links(articles, text)
    marks: dict[str, Marks] = {}
    for article in articles:
        cited = citations(article.text, article.lang or "fr")
        marks[article.id] = Marks(text[article.id], houses(article), cited, leads[article.id])
    return marks


def houses(article: Article) -> dict[str, str]:
    """The houses of an article (publisher families, agencies), each with what it is called."""
    lang = article.lang or "fr"
    whole, partial = agency_credits(article.text, lang)
    found = {house: house_name(house) for house in sorted(whole or partial)}
    return found if whole else found | houses_of(article.publisher, article.url, lang)
