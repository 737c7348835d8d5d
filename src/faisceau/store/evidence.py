"""What a story's articles say: texts, claims and causal claims. What quotes is held against its article's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Select, func, select

from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.judgements import Judgement
from faisceau.model.text import Article
from faisceau.store import judgements, rows, tables
from faisceau.store.filters import ClaimFilter, narrowed
from faisceau.store.reader import Reader, batches


class Evidence(Reader):
    """Articles, claims, causal claims, and what was judged of them."""

    def articles(self) -> Iterator[Article]:
        """All articles, by id."""
        table = tables.article
        for text, body in self._connection.execute(select(table.c.text, table.c.body).order_by(table.c.id)):
            yield rows.article_of(text, body)

    def heads(self) -> Iterator[Article]:
        """All articles by id, without their texts."""
        for body in self._connection.execute(select(tables.article.c.body).order_by(tables.article.c.id)).scalars():
            yield rows.article_alone(body)

    def article(self, article: str) -> Article | None:
        """The article with this id, if there is one."""
        table = tables.article
        row = self._connection.execute(select(table.c.text, table.c.body).where(table.c.id == article)).first()
        return rows.article_of(row[0], row[1]) if row else None

    def articles_of(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these ids."""
        table = tables.article
        return tuple(
            rows.article_of(text, body)
            for some in batches(ids)
            for text, body in self._connection.execute(
                select(table.c.text, table.c.body).where(table.c.id.in_(some)).order_by(table.c.id)
            )
        )

    def claims(self, only: ClaimFilter | None = None) -> Iterator[Claim]:
        """Claims that count, as judged, by article, then place. Raises bad_evidence where a quote is not what its span covers."""
        table = tables.claim
        query = select(table.c.article, table.c.body).order_by(table.c.article, table.c.start, table.c.end, table.c.id)
        yield from self._checked(narrowed(query.where(table.c.rejected.is_(None)), only or ClaimFilter()))

    def claims_as_read(self) -> Iterator[Claim]:
        """All claims as analysis gave them, whatever was judged of them."""
        table = tables.claim
        query = select(table.c.article, func.coalesce(table.c.as_read, table.c.body))
        yield from self._checked(query.order_by(table.c.article, table.c.start, table.c.end, table.c.id))

    def claims_in(self, articles: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of these articles that count, by article, then place."""
        table = tables.claim
        query = select(table.c.body).where(table.c.rejected.is_(None))
        order = (table.c.article, table.c.start, table.c.end, table.c.id)
        return tuple(
            rows.decoded(body, Claim)
            for some in batches(articles)
            for body in self._connection.execute(query.where(table.c.article.in_(some)).order_by(*order))
            .scalars()
            .all()
        )

    def claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims with these ids; who shows them holds them against the texts."""
        return self._some(tables.claim, ids, Claim)

    def read_like(self, claim: str) -> tuple[Claim, ...]:
        """The claims, as they were read, whose id begins so; two at most."""
        table = tables.claim
        query = select(table.c.article, func.coalesce(table.c.as_read, table.c.body))
        found = query.where(table.c.id >= claim, table.c.id < claim + "\U0010ffff").order_by(table.c.id).limit(2)
        return tuple(self._checked(found))

    def rejected(self, article: str | None = None) -> Iterator[tuple[int, Claim]]:
        """The claims, of one article or all, that count no more, each after the number of the judgement that rejects it.

        By article and place.
        """
        table = tables.claim
        query = select(table.c.rejected, table.c.body).where(table.c.rejected.is_not(None))
        if article is not None:
            query = query.where(table.c.article == article)
        for number, body in self._connection.execute(query.order_by(table.c.article, table.c.start, table.c.id)):
            yield int(number or 0), rows.decoded(body, Claim)

    def judgements(self) -> tuple[Judgement, ...]:
        """The whole log of judgements, first to last."""
        return judgements.log(self._connection)

    def _checked(self, query: Select[str, bytes]) -> Iterator[Claim]:
        article, text = None, ""
        for owner, body in self._connection.execute(query):
            if owner != article:
                article, text = owner, self._text(owner)
            claim = rows.decoded(body, Claim)
            claim.check(text)
            yield claim

    def causes(self, only: str | None = None) -> Iterator[Cause]:
        """Causal claims, those of one article where its id is given, by article, then place.

        Raises bad_evidence where words are not what their span covers.
        """
        query = select(tables.cause.c.article, tables.cause.c.body)
        yield from self._causes(query if only is None else query.where(tables.cause.c.article == only))

    def causes_of(self, ids: Iterable[str]) -> tuple[Cause, ...]:
        """The causal claims with these ids, likewise."""
        table = tables.cause
        return tuple(
            cause
            for some in batches(ids)
            for cause in self._causes(select(table.c.article, table.c.body).where(table.c.id.in_(some)))
        )

    def _causes(self, query: Select[str, bytes]) -> Iterator[Cause]:
        table = tables.cause
        article, text = None, ""
        ordered = query.order_by(table.c.article, table.c.start, table.c.end, table.c.id)
        for owner, body in self._connection.execute(ordered).all():
            if owner != article:
                article, text = owner, self._text(owner)
            cause = rows.decoded(body, Cause)
            cause.check(text)
            yield cause

    def _text(self, article: str) -> str:
        table = tables.article
        return str(self._connection.execute(select(table.c.text).where(table.c.id == article)).scalar_one())
