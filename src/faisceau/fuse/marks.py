"""What ties each article of a story to others, whatever it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from msgspec import Struct

from faisceau.fuse.citations import Cited, citations, links
from faisceau.fuse.copies import copies
from faisceau.fuse.origins import agency_credits, house_name, houses_of
from faisceau.model.memory import Memory, digest
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

    def told(self) -> tuple[object, ...]:
        """All of it in an order of its own."""
        return self.text, sorted(self.houses.items()), self.cited, sorted(self.links)

    def cited_at(self, start: int, end: int) -> tuple[Cited, ...]:
        """The sentences between two places of the text that say that they rest on a medium."""
        return tuple(each for each in self.cited if each.start < end and start < each.end)


class _Own(Struct, frozen=True):
    """What an article's own words and publisher tell."""

    houses: dict[str, str]
    cited: tuple[Cited, ...]


def marks_of(articles: Sequence[Article], memory: Memory | None = None) -> dict[str, Marks]:
    """The marks of every article, by id. An agency's whole text counts as the agency's, whoever prints it."""
    memory = memory or Memory()
    text = copies(articles, memory)
    leads = links(articles, text, memory)
    marks: dict[str, Marks] = {}
    for article in articles:
        own = memory.recall(digest("marks", article), _Own, partial(_own, article))
        marks[article.id] = Marks(text[article.id], own.houses, own.cited, leads[article.id])
    return marks


def houses(article: Article) -> dict[str, str]:
    """The houses of an article (publisher families, agencies), each with what it is called."""
    lang = article.lang
    whole, partly = agency_credits(article.text, lang)
    found = {house: house_name(house) for house in sorted(whole or partly)}
    return found if whole else found | houses_of(article.publisher, article.url, lang)


def _own(article: Article) -> _Own:
    return _Own(houses(article), citations(article.text, article.lang))
