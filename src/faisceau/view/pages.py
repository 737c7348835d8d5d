"""The articles, cut where claims begin and end: overlapping and nested evidence stays exact, nothing is left out."""

from __future__ import annotations

from itertools import pairwise

from faisceau.model.claims import Claim
from faisceau.model.dossier.pages import ArticlePage, Card, Segment
from faisceau.model.text import Article
from faisceau.view.ground import Ground
from faisceau.view.notes import Notes


def pages(ground: Ground, notes: Notes) -> tuple[ArticlePage, ...]:
    """A page an article, in time order."""
    by_article: dict[str, list[Claim]] = {article.id: [] for article in ground.articles}
    for claim in ground.claims:
        by_article[claim.article].append(claim)
    return tuple(
        ArticlePage(
            article=article.id,
            number=ground.rank[article.id],
            segments=segments(article, by_article[article.id]),
            cards=tuple(_card(ground, notes, claim) for claim in by_article[article.id]),
        )
        for article in ground.articles
    )


def segments(article: Article, claims: list[Claim]) -> tuple[Segment, ...]:
    """The text cut at every boundary of a claim. Longer claims open first and close last, so that anchors can nest."""
    length = len(article.text)
    edges = sorted({0, length, *(c.start for c in claims), *(c.end for c in claims)})
    by_length = sorted(claims, key=lambda c: (c.end - c.start, c.start, c.id))
    found = []
    for start, end in pairwise(edges):
        inside = [claim for claim in by_length if claim.start <= start and end <= claim.end]
        found.append(
            Segment(
                start=start,
                end=end,
                claims=tuple(claim.id for claim in inside),
                opens=tuple(claim.id for claim in reversed(inside) if claim.start == start),
                closes=tuple(claim.id for claim in inside if claim.end == end),
            )
        )
    return tuple(found)


def _card(ground: Ground, notes: Notes, claim: Claim) -> Card:
    event = ground.event_of.get(claim.id)
    others = ground.claims_of(ground.event[event]) if event else ()
    return Card(
        claim=claim.id,
        note=notes.number(claim.id),
        event=event,
        elsewhere=tuple(notes.number(other.id) for other in others if other.article != claim.article),
    )
