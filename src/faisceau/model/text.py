"""Articles and spans.

Offsets everywhere are Unicode code points into `Article.text`, half-open (`start` counts, `end` does not), never empty.
An article's text never changes once read: furniture is marked on it, nothing is cut out of it.
"""

from __future__ import annotations

from msgspec import Struct

from faisceau.errors import Code, FaisceauError


class Span(Struct, frozen=True, order=True):
    """A half-open range of code points, `0 <= start < end`. Raises `FaisceauError` (bad_evidence) otherwise."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise FaisceauError(
                Code.BAD_EVIDENCE, f"A span must satisfy 0 <= start < end, got {self.start}:{self.end}."
            )

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


UNKNOWN = "und"
"""The code (ISO 639) of a language that nobody tells and that is not recognised. No words are known of it."""


class Article(Struct, frozen=True):
    """One article as stored: `text` is what every offset refers to.

    `id` is the local file's name or the record's id. `original` is the SHA-256 (hex) of the bytes it came from.
    `published` is ISO 8601 (`YYYY-MM-DD`) or None; `published_basis` says where it was read: `given`, `front_matter`,
    `metadata`, `file_name`, `dateline`, None when unknown. It is never a file's time stamp and never today.
    `lang` is the code of a language, decided when the article is read.
    """

    id: str
    text: str
    original: str
    published: str | None = None
    published_basis: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    lang: str = UNKNOWN

    @property
    def known_lang(self) -> str | None:
        """Its language, None where that is not known: what is handed on to others."""
        return None if self.lang == UNKNOWN else self.lang


_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def as_seen(words: str) -> str:
    """The words without the marks that have no width: where a page may be broken, or joined (U+00AD, U+200B and their like)."""
    return words.translate(_UNSEEN)
