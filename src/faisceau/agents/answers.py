"""What the tools answer, as plain values: pages of items, each with its evidence. Nothing here knows the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.export.links import web_address
from faisceau.knowledge.gazetteer import fold
from faisceau.model.claims import Claim
from faisceau.model.fused import Event
from faisceau.model.text import Article
from faisceau.store.filters import ClaimFilter
from faisceau.story import Story

T = TypeVar("T")
Answer = dict[str, Any]

MOST = 50  # items of one page
LEADS = 3  # accounts shown of each item in a list
_LONGEST_QUERY = 400
_AROUND = 160  # code points shown on either side of words found in an article


class Page(Struct, frozen=True):
    """Which part of the items: `limit` from `offset` on."""

    offset: int = 0
    limit: int = 20

    def __post_init__(self) -> None:
        if self.offset < 0 or not 1 <= self.limit <= MOST:
            raise FaisceauError(Code.BAD_OPTION, f"offset is 0 or more, limit from 1 to {MOST}.")


def paged(items: Sequence[T], page: Page, told: Callable[[T], Answer]) -> Answer:
    """One page of items in words, with where the next begins (None after the last)."""
    last = page.offset + page.limit
    return {
        "total": len(items),
        "offset": page.offset,
        "next_offset": last if last < len(items) else None,
        "items": [told(item) for item in items[page.offset : last]],
    }


class Answers:
    """The answers on one story. Every one reads the story as it is then; nothing is ever written."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def search(self, text: str, page: Page) -> Answer:
        """Claims whose words hold every word asked, then places in articles that do; case and accents do not count."""
        wanted = fold(_asked(text)).split()
        if not wanted:
            raise FaisceauError(Code.BAD_OPTION, "Give at least one word to search.")
        articles = self._articles()
        claims = [claim for claim in self._story.claims if _holds(claim.quote, wanted)]
        known = {(claim.article, claim.start) for claim in claims}
        places = [
            place
            for article in articles.values()
            for place in _places(article, wanted)
            if not any(owner == article.id and place[1] <= start < place[2] for owner, start in known)
        ]
        found: list[Answer] = [{"sort": "claim", **claim_of(claim, articles)} for claim in claims]
        found += [{"sort": "article", **_words_of(articles[id_], start, end)} for id_, start, end in places]
        return paged(found, page, lambda item: item)

    def claims(self, only: ClaimFilter, page: Page) -> Answer:
        """Claims that the filter lets through, in reading order."""
        articles = self._articles()
        return paged(list(self._story.select_claims(only)), page, lambda claim: claim_of(claim, articles))

    def events(self, only: ClaimFilter, verdict: str | None, page: Page) -> Answer:
        """Events that rest on a claim that the filter lets through, each with its first accounts."""
        claims, articles = self._claims(), self._articles()
        events = [e for e in self._story.select_reading(only).events if verdict in (None, e.verdict)]
        return paged(events, page, lambda event: event_of(event, claims, articles, LEADS))

    def event(self, identity: str) -> Answer:
        """One event with every account, its origins, why they count as one, and how it stood."""
        claims, articles = self._claims(), self._articles()
        for event in self._story.events:
            if event.id == identity:
                told = event_of(event, claims, articles, None)
                return told | {
                    "origins": msgspec.to_builtins(event.origins),
                    "witnesses": msgspec.to_builtins(event.witnesses),
                    "history": msgspec.to_builtins(event.history),
                    "reasons": list(event.reasons),
                }
        raise FaisceauError(Code.NOT_FOUND, f"There is no event {identity!r}: ids are as the tool 'events' gives them.")

    def figures(self, of: str | None, page: Page) -> Answer:
        """Figures, the accounts of each side by side with their words."""
        claims, articles = self._claims(), self._articles()
        wanted = fold(_asked(of or "")).split()
        figures = [figure for figure in self._story.figures if _holds(figure.of, wanted)]
        return paged(
            figures,
            page,
            lambda figure: {
                "id": figure.id,
                "of": figure.of,
                "unit": figure.unit,
                "event": figure.event,
                "accounts": [
                    {"quantity": msgspec.to_builtins(each.quantity), **claim_of(claims[each.claim], articles)}
                    for each in figure.accounts
                ],
                "relations": msgspec.to_builtins(figure.relations),
            },
        )

    def exchanges(self, only: ClaimFilter, page: Page) -> Answer:
        """The ledger: who gives what to whom, with the provisions concerned."""
        claims, articles = self._claims(), self._articles()
        return paged(
            self._story.select_reading(only).exchanges,
            page,
            lambda each: (
                msgspec.to_builtins(each)
                | {
                    "claims": [claim_of(claims[id_], articles) for id_ in each.claims],
                    "provisions": [p.id for p in each.provisions],
                }
            ),
        )

    def diff(self, since: str | None, page: Page) -> Answer:
        """What is new since a run or a day; each change with the words that say so."""
        found = self._story.diff(since)
        told = paged(found.changes, page, msgspec.to_builtins)
        for change in told["items"]:
            for each in change["evidence"]:
                each["url"] = web_address(each["url"])
        return {"since": found.since, "as_of": found.as_of, "new_articles": list(found.new_articles), **told}

    def sources(self, page: Page) -> Answer:
        """The articles in time order: outlet, date, address, how many claims."""
        counts: dict[str, int] = {}
        for claim in self._story.claims:
            counts[claim.article] = counts.get(claim.article, 0) + 1
        articles = sorted(self._story.articles, key=lambda a: (a.published or "~", a.id))
        return paged(articles, page, lambda article: article_of(article) | {"claims": counts.get(article.id, 0)})

    def _articles(self) -> dict[str, Article]:
        return {article.id: article for article in self._story.articles}

    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self._story.claims}


def article_of(article: Article) -> Answer:
    """An article without its text. An address that is not of the web is no address."""
    return {
        "article": article.id,
        "publisher": article.publisher,
        "title": article.title,
        "published": article.published,
        "url": web_address(article.url),
    }


def claim_of(claim: Claim, articles: dict[str, Article]) -> Answer:
    """A claim with its words and where they are read: `quote` is `text[start:end]` of the article."""
    return article_of(articles[claim.article]) | {
        "claim": claim.id,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "kind": claim.kind,
        "status": claim.status,
        "polarity": claim.polarity,
        "subject": [ref.id for ref in claim.subject],
        "object": [ref.id for ref in claim.object],
        "date": claim.date.value if claim.date else None,
        "source": [ref.id for ref in claim.source.by],
    }


def event_of(event: Event, claims: dict[str, Claim], articles: dict[str, Article], most: int | None) -> Answer:
    """An event with its verdict and the first `most` of its accounts (all if None)."""
    return {
        "id": event.id,
        "label": event.label,
        "kind": event.kind,
        "date": event.date,
        "verdict": event.verdict,
        "independent": event.independent,
        "differs": list(event.differs),
        "accounts": len(event.claims),
        "claims": [claim_of(claims[id_], articles) for id_ in event.claims[:most]],
    }


def _asked(text: str) -> str:
    if len(text) > _LONGEST_QUERY:
        raise FaisceauError(Code.BAD_OPTION, f"A search has at most {_LONGEST_QUERY} characters.")
    return text


def _holds(text: str, wanted: Iterable[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)


def _places(article: Article, wanted: list[str]) -> Iterable[tuple[str, int, int]]:
    """Lines of an article that hold every word, as spans without the space at their ends."""
    start = 0
    for line in article.text.splitlines(keepends=True):
        told = line.strip()
        if told and _holds(told, wanted):
            begin = start + line.index(told)
            yield article.id, begin, begin + len(told)
        start += len(line)


def _words_of(article: Article, start: int, end: int) -> Answer:
    """A place in an article: a long line is cut, and its span with it."""
    end = min(end, start + 4 * _AROUND)
    return article_of(article) | {"start": start, "end": end, "quote": article.text[start:end]}
