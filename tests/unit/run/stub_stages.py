"""Stages without a language model: a claim for each sentence that holds a number, an event for each such sentence."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import Struct

from faisceau.errors import Code
from faisceau.model.causes import Cause
from faisceau.model.claims import ActorRef, Claim, with_content_id
from faisceau.model.fused import Account, Event, Reading
from faisceau.model.ids import content_id
from faisceau.model.memory import Memory
from faisceau.model.problems import Problem
from faisceau.model.text import Article, Span
from faisceau.model.ties import Ties
from faisceau.run import BuildOptions, Stages, build
from faisceau.run.fusing import FREE

SENTENCE = re.compile(r"[^.\s][^.]*\d[^.]*\.")


class Analysed(Struct, frozen=True):
    article_id: str
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    causes: tuple[Cause, ...] = ()


def analyse(article: Article) -> Analysed:
    if "panne" in article.text:
        raise ZeroDivisionError("une panne voulue")
    claims = tuple(
        with_content_id(
            Claim(
                article=article.id,
                id="",
                start=found.start(),
                end=found.end(),
                quote=found[0],
                kind="event",
                plover=None,
                predicate="compter",
                predicate_span=Span(found.start(), found.end()),
                subject=(ActorRef("gen:somme", found[0].split()[0]),),
            )
        )
        for found in SENTENCE.finditer(article.text)
    )
    silent = () if claims else (Problem(Code.NO_LANGUAGE, article.id, "Rien à compter."),)
    return Analysed(article.id, claims, silent)


def analyse_fatally(article: Article) -> Analysed:
    if "fatal" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return analyse(article)


def analyse_slowly(article: Article) -> Analysed:
    time.sleep(0.05)
    return analyse(article)


def fuse(
    articles: Sequence[Article], claims: Sequence[Claim], _ties: Ties = FREE, _memory: Memory | None = None
) -> Reading:
    published = {article.id: article.published for article in articles}
    groups: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.article, claim.start)):
        groups.setdefault(claim.quote, []).append(claim)
    return Reading(
        events=tuple(
            Event(
                id=content_id("e", label),
                label=label,
                kind="event",
                date=None,
                verdict="corroborated" if len(group) > 1 else "single_source",
                independent=len(group),
                origins=tuple((claim.article,) for claim in group),
                claims=tuple(claim.id for claim in group),
                accounts=tuple(Account(c.id, ("author",), c.status, published[c.article]) for c in group),
            )
            for label, group in sorted(groups.items())
        )
    )


STUB = Stages(analyse=analyse, fuse=fuse)


def main() -> None:
    """For a process of its own: `python -c 'import stub_stages; stub_stages.main()' INPUT STORY WORKERS`."""
    inputs, story, workers = sys.argv[1:]
    build([Path(inputs)], Path(story), BuildOptions(workers=int(workers)), None, replace(STUB, analyse=analyse_slowly))
