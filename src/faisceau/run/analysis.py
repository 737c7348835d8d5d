"""One article through the stages: parse, resolve, extract. A pure function of the article, the code and the data."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from faisceau.encode import encode
from faisceau.errors import Code
from faisceau.extract import explain_claims, extract_told, with_speakers
from faisceau.fuse.provisions import rules_of_claim
from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.explained import Explanation
from faisceau.model.layers import Layers
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.parse import is_analysed, parse
from faisceau.resolve import resolve
from faisceau.run.threads import one_thread


class Analysis(Struct, frozen=True):
    """What one article gives. Every quote of a claim or cause has been checked against the article's text."""

    article_id: str
    layers: Layers
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()
    causes: tuple[Cause, ...] = ()


def layers_of(article: Article, *, quick: bool = False) -> Layers:
    """The article's layers, resolved, its quotations with their speakers. Raises `FaisceauError` as `analyse`."""
    layers, _ = _seen(article, quick=quick)
    return with_speakers(article, layers)


def analyse(article: Article) -> Analysis:
    """The article's layers, claims and causes, with its words seen in their context.

    Raises `FaisceauError`: missing_part where the encoder is not installed, bad_evidence if a claim misquotes: a bug.
    """
    return _analysis(article, quick=False)


def analyse_quickly(article: Article) -> Analysis:
    """The same without looking at words in their context: some three times as fast, less often right. Raises bad_evidence."""
    return _analysis(article, quick=True)


def _seen(article: Article, *, quick: bool) -> tuple[Layers, NDArray[np.float32] | None]:
    """The article's layers, resolved, and the vectors of its tokens, where it has any and they are to decide."""
    layers = parse(article)
    with one_thread():
        vectors = None if quick else encode(layers)
        return resolve(layers, article.text, vectors), vectors


def _analysis(article: Article, *, quick: bool) -> Analysis:
    layers, vectors = _seen(article, quick=quick)
    with one_thread():
        told, causes = extract_told(article, layers, vectors)
    claims = tuple(_with_rules(claim, article) for claim in told)
    found: tuple[Claim | Cause, ...] = (*claims, *causes)
    for each in found:
        each.check(article.text)
    problems: tuple[Problem, ...] = ()
    if not is_analysed(article.lang):
        problems = (
            Problem(Code.NO_LANGUAGE, article.id, f"The article's language is {article.known_lang or 'unknown'}."),
        )
    return Analysis(article.id, layers, claims, problems, causes)


def _with_rules(claim: Claim, article: Article) -> Claim:
    """The claim with the provisions that it concerns. Its id stays: it is of what the article says, not of the rules."""
    sanctions, provisions = rules_of_claim(claim, article.lang, article.published)
    return replace(claim, sanctions=sanctions, provisions=provisions)


def explain(article: Article, *, quick: bool = False) -> tuple[Explanation, ...]:
    """Why each claim that `analyse` gives (or `analyse_quickly`) is as it is, in the same order: it is analysed again."""
    layers, vectors = _seen(article, quick=quick)
    with one_thread():
        return explain_claims(article, layers, vectors)
