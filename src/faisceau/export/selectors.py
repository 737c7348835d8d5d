"""Where words stand, as the Web Annotation Data Model selects them: the quote with what surrounds it, and the position."""

from __future__ import annotations

from typing import NamedTuple

from faisceau.export.index import Index, urn

# Code points of the text before and after the words, so that they are found again in a page that has others like them.
_AROUND = 32


class Selection(NamedTuple):
    """Words of an article: `exact` is `text[start:end]`, by code points; `source` the article's address, else its URN."""

    source: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def selection(index: Index, article: str, start: int, end: int) -> Selection:
    """The words at `start:end` of an article."""
    text = index.articles[article].text
    return Selection(
        source=index.address(article) or urn("article", article),
        exact=text[start:end],
        prefix=text[max(0, start - _AROUND) : start],
        suffix=text[end : end + _AROUND],
        start=start,
        end=end,
    )
