"""Whose an article's text is: its publisher's family, or the agencies that it credits; and which articles carry one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import msgspec

from faisceau.fuse.copies import copies
from faisceau.fuse.words import fold
from faisceau.knowledge import has, load_rows, load_toml
from faisceau.knowledge.gazetteer import MediumRow
from faisceau.model.text import Article

_TAIL = 160
_HEAD = 160


class _Credits(msgspec.Struct, frozen=True):
    dateline: tuple[str, ...] = ()
    final: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    not_agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What ties an article to others: the `text` that it shares, and `houses` (publisher families, agencies)."""

    text: str
    houses: frozenset[str]


@cache
def _media() -> tuple[dict[str, MediumRow], dict[str, MediumRow]]:
    """Media by folded name or id, and by web domain."""
    rows = load_rows("actors/media.tsv", MediumRow) if has("actors/media.tsv") else ()
    names = {fold(name): row for row in rows for name in (row.id, *row.names)}
    domains = {domain: row for row in rows for domain in row.domains}
    return names, domains


def house_of(publisher: str | None, url: str | None = None) -> str | None:
    """The publisher's family as shipped, else its own folded name; by web address where no publisher is given."""
    names, domains = _media()
    row = names.get(fold(publisher)) if publisher else None
    host = (urlsplit(url).hostname or "") if url else ""
    while row is None and "." in host:
        row = domains.get(host)
        host = host.partition(".")[2]
    if row:
        return row.family or fold(row.id)
    return fold(publisher) if publisher else None


def house_of_actor(actor: str) -> str | None:
    """The family of a medium named as a source, None where the actor is no medium."""
    row = _media()[0].get(fold(actor))
    return (row.family or fold(row.id)) if row else None


@cache
def _patterns(lang: str) -> tuple[tuple[bool, re.Pattern[str]], ...]:
    path = f"languages/{lang}/credits.toml"
    known = load_toml(path, _Credits) if has(path) else _Credits()
    whole = [(True, re.compile(pattern)) for pattern in (*known.dateline, *known.final)]
    return (*whole, *((False, re.compile(pattern)) for pattern in known.partial))


def agency_credits(text: str, lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Houses of the agencies whose text this is, and of those that it draws on in part, from its first and last lines.

    A mark in capitals that no shipped agency signs with may be a journalist's: it ties articles but does not make the text
    another's than its publisher's.
    """
    path = f"languages/{lang}/credits.toml"
    refused = load_toml(path, _Credits).not_agencies if has(path) else ()
    whole: set[str] = set()
    partial: set[str] = set()
    head, tail = text[:_HEAD], text.rstrip()[-_TAIL:]
    for is_whole, pattern in _patterns(lang):
        for zone in (head, tail):
            for found in pattern.finditer(zone):
                for mark in re.split(r"\s*(?:/|,|\bet\b)\s*", found[1]):
                    known = _media()[0].get(fold(mark))
                    is_agency = known.kind == "agency" if known else mark.isupper()
                    if mark and is_agency and mark not in refused:
                        (whole if is_whole and known else partial).add(house_of(mark) or fold(mark))
    return frozenset(whole), frozenset(partial - whole)


def marks_of(articles: Sequence[Article]) -> dict[str, Marks]:
    """The marks of every article, by id. An agency's whole text counts as the agency's, whoever prints it."""
    text = copies(articles)
    marks: dict[str, Marks] = {}
    for article in articles:
        whole, partial = agency_credits(article.text, article.lang or "fr")
        own = house_of(article.publisher, article.url)
        houses = whole or partial | ({own} if own else frozenset())
        marks[article.id] = Marks(text[article.id], frozenset(houses))
    return marks
