"""Web pages: the article's text by trafilatura, with its title, author, site, address and date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from faisceau.errors import Code
from faisceau.model.ids import bytes_id
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.read.decoding import decode_page
from faisceau.read.extraction import Extract, extract
from faisceau.read.isolation import extract_apart
from faisceau.read.metadata import Known, describe
from faisceau.read.options import BadInput, ReadOptions
from faisceau.read.source import load

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_NEVER_CLOSED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
    ]
)
_DEEPEST = 120  # news pages stay below 40
_MOST_TAGS = 20_000
_SHORTEST_TEXT = 40  # code points; a line such as "Please enable JavaScript" is no article
_LONGEST_TAG = 50_000  # code points between < and >


def read_page(path: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """One article, then its problems.

    Raises `BadInput`: hostile_page where the page takes too long or too much memory, no_article where it holds no text.
    """
    data = load(path, options)
    html = decode_page(data)
    is_quick = len(data) <= options.quick_page_bytes and not _is_suspicious(html)
    found = extract(html) if is_quick else extract_apart(html, options)
    if found is None or len(found.text.strip()) < _SHORTEST_TEXT:
        raise BadInput(Code.NO_ARTICLE, f"{path.name}: no article text in the page.")
    article = Article(path.name, found.text, bytes_id(data))
    yield from describe(article, _known(found), path.name, options)


def _known(found: Extract) -> Known:
    return Known(
        title=found.title,
        publisher=found.publisher,
        author=found.author,
        url=found.url,
        tag=found.tag,
        published=found.published,
        basis=found.basis,
    )


def _is_suspicious(html: str) -> bool:
    """Whether a page nests, repeats or swells in a way that news pages do not, so that it is read under guard."""
    depth = deepest = tags = 0
    for found in _TAG.finditer(html):
        tags += 1
        if len(found[3]) > _LONGEST_TAG or tags > _MOST_TAGS:
            return True
        if found[2].lower() in _NEVER_CLOSED or found[3].endswith("/"):
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST


__all__ = ["read_page"]
