"""The articles: a list, and the reader, where every claim is marked in the words that state it."""

from __future__ import annotations

import dataclasses
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.export.as_html.articles import article_blocks
from faisceau.export.wording import Wording
from faisceau.model.claims import Claim
from faisceau.model.dossier.judged import JudgedMark, RejectedRow
from faisceau.model.dossier.naming import Note
from faisceau.model.dossier.pages import ArticlePage, Card, Segment
from faisceau.model.fused import Event
from faisceau.model.mapping import cited
from faisceau.model.pages import ArticleLine, Wanted
from faisceau.model.text import Article
from faisceau.store.edits import edits_of
from faisceau.store.filters import ClaimFilter
from faisceau.view.pages import segments
from faisceau.web.pages.page import Made, Page, Paging, found, ids_of
from faisceau.web.parts import Part, dossier_of_part, part_of
from faisceau.web.room import Visit

_ELSEWHERE = 12
_EVENTS = 5000


class Articles(Struct, frozen=True):
    """A stretch of the list, in time order."""

    paging: Paging
    rows: tuple[ArticleLine, ...]


class Reader(Struct, frozen=True):
    """An article: `segments` together are its text, `cards` its claims in reading order with their siblings elsewhere.

    `judged` is who decided what of them, `rejected` the claims that somebody took out.
    """

    article: Article
    number: int
    claims: tuple[Claim, ...]
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]
    judged: tuple[JudgedMark, ...]
    rejected: tuple[RejectedRow, ...]
    notes: tuple[Note, ...]


def make_list(visit: Visit) -> Made:
    """The articles that hold what is selected."""
    wanted = visit.selection.wanted(without=("kind", "verdict", "status"))
    lines, paging = found(visit, "article", wanted)
    known = visit.pages.bodies("article", ids_of(lines), ArticleLine)
    rows = tuple(known[id_] for id_ in ids_of(lines))
    return Made(Articles(paging, rows), dossier_of_part(visit, part_of(visit)))


def make_one(visit: Visit) -> Made:
    """The reader. Raises `FaisceauError` (not_found)."""
    article = visit.view.article(visit.argument)
    if article is None:
        raise FaisceauError(Code.NOT_FOUND, f"No article has the id {visit.argument[:80]!r}.")
    claims = list(visit.view.claims(ClaimFilter(article=article.id)))
    event_of = _events(visit, article.id)
    siblings = {id_ for claim in claims for id_ in _siblings(event_of.get(claim.id))}
    part = _with(visit, article, part_of(visit, claims={claim.id for claim in claims} | siblings))
    for claim in claims:  # what the page is of has the first numbers
        part.notes.number(claim.id)
    cards = tuple(_card(part, claim, event_of, article.id) for claim in claims)
    number = part.ground.rank[article.id]
    page = ArticlePage(article.id, number, segments(article, claims), cards)
    dossier = dossier_of_part(visit, part)
    dossier = replace(
        dossier,
        events=tuple({event.id: event for claim in claims if (event := event_of.get(claim.id))}.values()),
        causes=(
            *visit.view.causes(article.id),
            *(each for each in cited(edits_of(visit.folder)) if each.article == article.id),
        ),
        pages=tuple(page if each.article == article.id else each for each in dossier.pages),
    )

    judged = visit.decided.marks(claims)
    rejected = visit.decided.rejected(visit.view.rejected(article.id))

    def drawn(wording: Wording) -> dict[str, Any]:
        return {"page": page, "blocks": article_blocks(page, dossier, wording)}

    return Made(
        Reader(article, number, tuple(claims), page.segments, cards, judged, rejected, dossier.notes), dossier, drawn
    )


def _events(visit: Visit, article: str) -> dict[str, Event]:
    """The event of each claim of the article."""
    lines = visit.pages.find("event", Wanted((f"article:{article}",)), limit=_EVENTS)
    return {claim: event for event in visit.view.events_of(ids_of(lines)) for claim in event.claims}


def _siblings(event: Event | None) -> list[str]:
    """The claims of an event's other accounts, some of them where they are many; articles are known by the claims alone."""
    return list(event.claims[: 4 * _ELSEWHERE]) if event else []


def _with(visit: Visit, article: Article, part: Part) -> Part:
    """The part with an article that may have no claim."""
    if article.id in part.ground.article:
        return part
    ranks = visit.pages.numbers("article", [article.id]) | part.ground.rank
    ground = dataclasses.replace(
        part.ground,
        articles=(*part.ground.articles, article),
        article={**part.ground.article, article.id: article},
        rank=ranks,
    )
    return Part(ground, part.notes)


def _card(part: Part, claim: Claim, event_of: dict[str, Event], article: str) -> Card:
    event = event_of.get(claim.id)
    others = [part.ground.claim[id_] for id_ in _siblings(event) if id_ in part.ground.claim]
    elsewhere = sorted((other for other in others if other.article != article), key=part.ground.place)
    notes = tuple(part.notes.number(other.id) for other in elsewhere[:_ELSEWHERE])
    return Card(claim.id, part.notes.number(claim.id), event.id if event else None, notes)


PAGE = Page("articles", "/articles", "articles.html.j2", make_list, Articles)
ONE = Page("articles", "/articles", "reader.html.j2", make_one, Reader, named=True)
