"""The stages that a run puts in order, as values, so that a test can put others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.read import ReadOptions
from faisceau.read import find_files as _find_files
from faisceau.read import read_file as _read_file
from faisceau.run.fusing import Fusing, fuse_claims


class Analysed(Protocol):
    """What a run takes from an analysis."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of one article."""

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Its causal claims."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What kept the article, or a part of it, from being analysed."""


def analyse_article(article: Article) -> Analysed:
    """The analysis of one article. Loads the language model at its first call: only where something is to be analysed."""
    from faisceau.run.analysis import analyse  # noqa: PLC0415

    return analyse(article)


def analyse_article_quickly(article: Article) -> Analysed:
    """The same without looking at words in their context (`faisceau.encode`)."""
    from faisceau.run.analysis import analyse_quickly  # noqa: PLC0415

    return analyse_quickly(article)


def source_groups(articles: Sequence[Article]) -> dict[str, str]:
    """For each article id the independent source that it is of, named by the group's least article id."""
    from faisceau.fuse.sources import source_groups as found  # noqa: PLC0415 - likewise

    return found(articles)


@dataclass(frozen=True)
class Stages:
    """Pure functions, but for the reading of files. `analyse` and `analyse_quickly` are called in other processes:
    module-level functions. Which of them is a setting of the story."""

    find: Callable[[Sequence[Path]], list[Path]] = _find_files
    read: Callable[[Path, ReadOptions], Iterator[Article | Problem]] = _read_file
    analyse: Callable[[Article], Analysed] = analyse_article
    analyse_quickly: Callable[[Article], Analysed] = analyse_article_quickly
    fuse: Fusing = fuse_claims
