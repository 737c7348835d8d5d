"""Plain text files: stored exactly as decoded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from faisceau.errors import Code
from faisceau.model.ids import bytes_id
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.read.decoding import decode
from faisceau.read.metadata import describe, front_matter, headline
from faisceau.read.options import BadInput, ReadOptions
from faisceau.read.source import load


def load_text(path: Path, options: ReadOptions) -> Article:
    """The file as a bare article: id, text and original. Raises `BadInput`."""
    data = load(path, options)
    text = decode(data)
    if not text.strip():
        raise BadInput(Code.EMPTY, f"{path.name} holds white space only.")
    return Article(path.name, text, bytes_id(data))


def read_text(path: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """One article, then its problems. Raises `BadInput`."""
    article = load_text(path, options)
    known = front_matter(article.text)
    known = replace(known, title=known.title or headline(article.text))
    yield from describe(article, known, path.name, options)
