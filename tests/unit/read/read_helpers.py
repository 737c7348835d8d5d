"""Small helpers of the reading tests."""

from __future__ import annotations

from pathlib import Path

from faisceau.errors import Code
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.read import ReadOptions, read_file

PROSE = (
    "Les deux pays ont signé mardi un accord de pêche, après trois semaines de discussions dans la capitale. "
    "Le texte fixe des quotas par espèce et par zone ; il entrera en vigueur en janvier, selon le ministère."
)


def articles(path: Path, options: ReadOptions | None = None) -> list[Article]:
    """The articles read from `path`."""
    return [found for found in read_file(path, options or ReadOptions()) if isinstance(found, Article)]


def article(path: Path, options: ReadOptions | None = None) -> Article:
    """The one article read from `path`."""
    (only,) = articles(path, options)
    return only


def problems(path: Path, options: ReadOptions | None = None) -> list[Problem]:
    """The problems met in reading `path`."""
    return [found for found in read_file(path, options or ReadOptions()) if isinstance(found, Problem)]


def codes(path: Path, options: ReadOptions | None = None) -> list[Code]:
    """Their codes, but for `no_publisher`: the articles of most tests name nobody, which has tests of its own."""
    return [problem.code for problem in problems(path, options) if problem.code != Code.NO_PUBLISHER]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A new file with that content, its line endings untouched."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
