"""One article through the stages: parse, resolve, extract. A pure function of the article, the code and the data."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code
from faisceau.extract import explain_claims, extract_claims, with_speakers
from faisceau.fuse.provisions import with_rules
from faisceau.model.claims import Claim
from faisceau.model.explained import Explanation
from faisceau.model.layers import Layers
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.parse import is_analysed, parse
from faisceau.resolve import resolve


class Analysis(Struct, frozen=True):
    """What one article gives. Every claim's quote has been checked against the article's text."""

    article_id: str
    layers: Layers
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...] = ()


def layers_of(article: Article) -> Layers:
    """The article's layers, resolved, its quotations with their speakers."""
    layers = resolve(parse(article), article.text)
    return with_speakers(article, layers)


def analyse(article: Article) -> Analysis:
    """The article's layers and claims. Raises `FaisceauError` (bad_evidence) if a claim misquotes: a bug."""
    layers = resolve(parse(article), article.text)
    claims = tuple(_with_rules(claim, article) for claim in extract_claims(article, layers))
    for claim in claims:
        claim.check(article.text)
    problems: tuple[Problem, ...] = ()
    if not is_analysed(article.lang):
        problems = (Problem(Code.NO_LANGUAGE, article.id, f"The article's language is {article.lang or 'unknown'}."),)
    return Analysis(article.id, layers, claims, problems)


def _with_rules(claim: Claim, article: Article) -> Claim:
    """The claim with the provisions that it concerns. Its id stays: it is of what the article says, not of the rules."""
    sanctions, provisions = with_rules(claim, article.lang or "fr", article.published)
    return replace(claim, sanctions=sanctions, provisions=provisions)


def explain(article: Article) -> tuple[Explanation, ...]:
    """Why each claim that `analyse` gives is as it is, in the same order: the analysis is made again."""
    return explain_claims(article, resolve(parse(article), article.text))
