"""Markdown files: stored exactly as decoded, their marks included; the title is the first heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from faisceau.knowledge.page import front_matter_end
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.read.metadata import describe, front_matter, headline
from faisceau.read.options import ReadOptions
from faisceau.read.text import load_text

_HEADING = re.compile(
    r"""
    ^[ ]{0,3}(?:
      \#{1,2}[ \t]+(?P<marked>[^\r\n]{1,300}?)[ \t#]{0,20}\r?$
    | (?P<ruled>[^\r\n#>*+-][^\r\n]{0,300}?)[ \t]{0,20}\r?\n=+[ \t]{0,20}\r?$
    )""",
    re.MULTILINE | re.VERBOSE,
)


def read_markdown(path: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """One article, then its problems. Raises `BadInput`."""
    article = load_text(path, options)
    known = front_matter(article.text)
    heading = _HEADING.search(article.text, front_matter_end(article.text))
    title = known.title or (heading["marked"] or heading["ruled"] if heading else headline(article.text))
    yield from describe(article, replace(known, title=title), path.name, options)
