"""Reading a story as it stood when the view was opened. Every claim read is held against its article's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Select, Table, and_, exists, func, or_, select
from sqlalchemy.engine import Connection

from faisceau.errors import Code, FaisceauError
from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Exchange, Figure, Reading
from faisceau.model.judgements import Judgement
from faisceau.model.past import Past
from faisceau.model.period import days
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.store import history, judgements, outbox, rows, tables
from faisceau.store.database import engine_for
from faisceau.store.folder import Settings, StoryFolder
from faisceau.store.schema import require_head
from faisceau.store.writer import SourceFile

T = TypeVar("T")
_MOST_ASKED = 500
_ROLES = ("subject", "object", "from", "to")


class ClaimFilter(Struct, frozen=True):
    """Which claims; every field given must hold. `actor` and `source` are ids, or names as an article writes them.

    `since` and `until` are ISO 8601 (year, month or day): claims that may fall within. `limit` is a number of claims.
    """

    article: str | None = None
    actor: str | None = None
    source: str | None = None
    kind: str | None = None
    status: str | None = None
    plover: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None


class Stamp(Struct, frozen=True):
    """What is known of an article without reading it: `work_key` is None until it is analysed."""

    id: str
    file: str
    content_key: str
    work_key: str | None


class Counts(Struct, frozen=True):
    """How much a story holds. `pending` articles wait for analysis; `current` when the reading is of these claims, by all
    judgements of the log."""

    articles: int
    pending: int
    claims: dict[str, int]
    events: dict[str, int]
    figures: int
    exchanges: int
    problems: dict[str, int]
    current: bool


class Run(Struct, frozen=True):
    """A run: times are ISO 8601 UTC, `finished` and `report` None where it was interrupted."""

    id: int
    version: str
    started: str
    finished: str | None
    report: dict[str, object] | None


@contextmanager
def open_view(folder: StoryFolder) -> Iterator[View]:
    """A view of the story, from one moment. Nothing can be written through it; a read-only folder will do.

    Raises `FaisceauError`: no_story, story_newer, story_damaged, story_busy, unreadable.
    """
    engine = engine_for(folder.require().database, writes=False)
    try:
        with engine.begin() as connection:
            require_head(connection)
            yield View(connection, folder.settings())
    finally:
        engine.dispose()


class Watch:
    """Tells which reading stands now, at the price of one small question. Not to be used by two threads at once."""

    def __init__(self, folder: StoryFolder) -> None:
        """Raises `FaisceauError` as `open_view` does."""
        self._engine = engine_for(folder.require().database, writes=False)
        try:
            self._connection = self._engine.connect()
            with self._connection.begin():
                require_head(self._connection)
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def reading_key(self) -> str | None:
        """What the stored reading was fused from, None while another is being made."""
        table = tables.meta
        with self._connection.begin():
            return self._connection.execute(select(table.c.value).where(table.c.key == "reading")).scalar()

    @property
    def judgement_count(self) -> int:
        """How many judgements the log holds: the number of the last one."""
        query = select(func.coalesce(func.max(tables.judgement.c.number), 0))
        with self._connection.begin():
            return int(self._connection.execute(query).scalar_one())

    @property
    def unapplied(self) -> int:
        """How many judgements of the log the stored reading is not by; 0 while there is no reading."""
        table = tables.meta
        with self._connection.begin():
            told = {str(row[0]): row[1] for row in self._connection.execute(select(table.c.key, table.c.value))}
            return judgements.last(self._connection) - int(told.get(judgements.APPLIED, 0)) if "reading" in told else 0

    def judgements(self) -> tuple[Judgement, ...]:
        """The whole log of judgements as it now is, first to last."""
        with self._connection.begin():
            return judgements.log(self._connection)

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()
        self._engine.dispose()


class View:
    """A story's values, in an order that depends on nothing but themselves. Made by `open_view` only."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self._connection = connection
        self.settings = settings

    def articles(self) -> Iterator[Article]:
        """All articles, by id."""
        table = tables.article
        for text, body in self._connection.execute(select(table.c.text, table.c.body).order_by(table.c.id)):
            yield rows.article_of(text, body)

    def heads(self) -> Iterator[Article]:
        """All articles by id, without their texts."""
        for body in self._connection.execute(select(tables.article.c.body).order_by(tables.article.c.id)).scalars():
            yield rows.decoded(body, Article)

    def article(self, article: str) -> Article | None:
        """The article with this id, if there is one."""
        table = tables.article
        row = self._connection.execute(select(table.c.text, table.c.body).where(table.c.id == article)).first()
        return rows.article_of(row[0], row[1]) if row else None

    def claims(self, only: ClaimFilter | None = None) -> Iterator[Claim]:
        """Claims that count, as judged, by article, then place. Raises bad_evidence where a quote is not what its span covers."""
        table = tables.claim
        query = select(table.c.article, table.c.body).order_by(table.c.article, table.c.start, table.c.end, table.c.id)
        yield from self._checked(_narrowed(query.where(table.c.rejected.is_(None)), only or ClaimFilter()))

    def claims_as_read(self) -> Iterator[Claim]:
        """All claims as analysis gave them, whatever was judged of them."""
        table = tables.claim
        query = select(table.c.article, func.coalesce(table.c.as_read, table.c.body))
        yield from self._checked(query.order_by(table.c.article, table.c.start, table.c.end, table.c.id))

    def read_like(self, claim: str) -> tuple[Claim, ...]:
        """The claims, as they were read, whose id begins so; two at most."""
        table = tables.claim
        query = select(table.c.article, func.coalesce(table.c.as_read, table.c.body))
        found = query.where(table.c.id >= claim, table.c.id < claim + "\U0010ffff").order_by(table.c.id).limit(2)
        return tuple(self._checked(found))

    def events_like(self, event: str) -> tuple[Event, ...]:
        """The events whose id begins so; two at most."""
        table = tables.event
        query = select(table.c.body).where(table.c.id >= event, table.c.id < event + "\U0010ffff")
        bodies = self._connection.execute(query.order_by(table.c.id).limit(2)).scalars()
        return tuple(rows.decoded(body, Event) for body in bodies)

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
            for some in _batches(ids)
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

    def problems(self, code: str | None = None) -> Iterator[Problem]:
        """Problems by place, then code. One that both reading and analysis met is given once."""
        table = tables.problem
        query = select(table.c.body).order_by(table.c.place, table.c.code, table.c.detail, table.c.id)
        if code is not None:
            query = query.where(table.c.code == code)
        last = None
        for body in self._connection.execute(query).scalars():
            problem = rows.decoded(body, Problem)
            if (problem.code, problem.where) != last or problem.code != Code.NO_LANGUAGE:
                yield problem
            last = (problem.code, problem.where)

    def problem_counts(self) -> dict[str, int]:
        """How many problems there are of each code."""
        return self._by(tables.problem.c.code)

    def problems_from(self, offset: int, limit: int) -> tuple[Problem, ...]:
        """Problems by place, from the one at `offset`."""
        table = tables.problem
        query = select(table.c.body).order_by(table.c.place, table.c.code, table.c.detail, table.c.id)
        found = self._connection.execute(query.offset(offset).limit(limit)).scalars()
        return tuple(rows.decoded(body, Problem) for body in found)

    @property
    def reading_key(self) -> str | None:
        """What the stored reading was fused from, None where claims have changed since."""
        table = tables.meta
        return self._connection.execute(select(table.c.value).where(table.c.key == "reading")).scalar()

    def reading(self) -> Reading:
        """The events, figures and exchanges, as fused from exactly the claims of this view.

        Raises `FaisceauError` (story_busy) while a run is under way, or after one was cut short.
        """
        if self.reading_key is None:
            raise FaisceauError(
                Code.STORY_BUSY,
                "The run that writes this story has not finished; "
                "if none is under way, complete it with 'faisceau build --story DIR'.",
            )
        return Reading(events=tuple(self.events()), figures=tuple(self.figures()), exchanges=tuple(self.exchanges()))

    def events_of(self, ids: Iterable[str]) -> tuple[Event, ...]:
        """The events with these ids, those that there are, as last fused."""
        return self._some(tables.event, ids, Event)

    def figures_of(self, ids: Iterable[str]) -> tuple[Figure, ...]:
        """The figures with these ids."""
        return self._some(tables.figure, ids, Figure)

    def exchanges_of(self, ids: Iterable[str]) -> tuple[Exchange, ...]:
        """The exchanges with these ids."""
        return self._some(tables.exchange, ids, Exchange)

    def events(self) -> Iterator[Event]:
        """All events as last fused, one after the other."""
        yield from (rows.decoded(body, Event) for body in self._bodies(tables.event))

    def figures(self) -> Iterator[Figure]:
        """All figures, likewise."""
        yield from (rows.decoded(body, Figure) for body in self._bodies(tables.figure))

    def exchanges(self) -> Iterator[Exchange]:
        """All exchanges, likewise."""
        yield from (rows.decoded(body, Exchange) for body in self._bodies(tables.exchange))

    def claims_in(self, articles: Iterable[str]) -> tuple[Claim, ...]:
        """The claims of these articles that count, by article, then place."""
        table = tables.claim
        query = select(table.c.body).where(table.c.rejected.is_(None))
        order = (table.c.article, table.c.start, table.c.end, table.c.id)
        return tuple(
            rows.decoded(body, Claim)
            for some in _batches(articles)
            for body in self._connection.execute(query.where(table.c.article.in_(some)).order_by(*order))
            .scalars()
            .all()
        )

    def claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims with these ids; who shows them holds them against the texts."""
        return self._some(tables.claim, ids, Claim)

    def about(self, event: str) -> tuple[tuple[Figure, ...], tuple[Exchange, ...]]:
        """The figures and exchanges of an event."""
        figures = select(tables.figure.c.body).where(tables.figure.c.event == event).order_by(tables.figure.c.position)
        exchanges = select(tables.exchange.c.body).where(tables.exchange.c.event == event)
        return (
            tuple(rows.decoded(body, Figure) for body in self._connection.execute(figures).scalars()),
            tuple(
                rows.decoded(body, Exchange)
                for body in self._connection.execute(exchanges.order_by(tables.exchange.c.position)).scalars()
            ),
        )

    def articles_of(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these ids."""
        table = tables.article
        return tuple(
            rows.article_of(text, body)
            for some in _batches(ids)
            for text, body in self._connection.execute(
                select(table.c.text, table.c.body).where(table.c.id.in_(some)).order_by(table.c.id)
            )
        )

    def _some(self, table: Table, ids: Iterable[str], shape: type[T]) -> tuple[T, ...]:
        """The values with these ids, each once, by id."""
        return tuple(
            rows.decoded(body, shape)
            for some in _batches(ids)
            for body in self._connection.execute(select(table.c.body).where(table.c.id.in_(some)).order_by(table.c.id))
            .scalars()
            .all()
        )

    def files(self) -> Iterator[SourceFile]:
        """The files read, by name."""
        table = tables.source_file
        query = select(table.c.key, table.c.name, table.c.original, table.c.read_key).order_by(table.c.name)
        for row in self._connection.execute(query):
            yield SourceFile(*row)

    def stamps(self) -> Iterator[Stamp]:
        """What is known of each article without its text, by id."""
        table = tables.article
        query = select(table.c.id, table.c.file, table.c.content_key, table.c.work_key).order_by(table.c.id)
        for row in self._connection.execute(query):
            yield Stamp(*row)

    def claim_ids(self) -> Iterator[str]:
        """The ids of all claims, sorted."""
        yield from self._connection.execute(select(tables.claim.c.id).order_by(tables.claim.c.id)).scalars()

    def counts(self) -> Counts:
        """How much the story holds."""
        article = tables.article
        return Counts(
            articles=self._number(select(func.count()).select_from(article)),
            pending=self._number(select(func.count()).select_from(article).where(article.c.work_key.is_(None))),
            claims=self._by(tables.claim.c.kind, tables.claim.c.rejected.is_(None)),
            events=self._by(tables.event.c.verdict),
            figures=self._number(select(func.count()).select_from(tables.figure)),
            exchanges=self._number(select(func.count()).select_from(tables.exchange)),
            problems=self._by(tables.problem.c.code),
            current=self.reading_key is not None and self.applied == judgements.last(self._connection),
        )

    def runs(self) -> Iterator[Run]:
        """The runs, first to last."""
        table = tables.run
        query = select(table.c.id, table.c.version, table.c.started, table.c.finished, table.c.report)
        for number, version, started, finished, report in self._connection.execute(query.order_by(table.c.id)):
            shown = msgspec.json.decode(report, type=dict[str, object]) if report else None
            yield Run(number, version, started, finished, shown)

    def past(self, run: int) -> Past:
        """What stood after run number `run`. Raises `FaisceauError` (no_run) where that was not kept."""
        return history.past_at(self._connection, run)

    def kept_runs(self) -> tuple[int, ...]:
        """The runs whose conclusions can be told, first to last; those that changed nothing are among them."""
        first = history.first_run(self._connection)
        return () if first is None else tuple(run.id for run in self.runs() if run.id >= first)

    def history_bytes(self) -> int:
        """The size of what runs concluded, without indexes and rows' heads."""
        table = tables.past
        return self._number(select(func.coalesce(func.sum(func.length(table.c.body) + func.length(table.c.id)), 0)))

    @property
    def past_key(self) -> str | None:
        """What the conclusions last kept were made of, None before any were."""
        return self._meta(history.KEY)

    @property
    def alerted_run(self) -> int | None:
        """The run up to which changes were looked at for alerts, None before any were."""
        found = self._meta(outbox.KEY)
        return None if found is None else int(found)

    def alerts(self, *, waiting: bool = False, channel: outbox.Channel | None = None) -> Iterator[outbox.Alert]:
        """The alerts raised, first to last; with `waiting` those not yet delivered, with `channel` those that go by it."""
        yield from outbox.alerts(self._connection, waiting=waiting, channel=channel)

    @property
    def applied(self) -> int:
        """The number of the last judgement that the stored reading is by; 0 where none is noted."""
        return int(self._meta(judgements.APPLIED) or 0)

    def _meta(self, key: str) -> str | None:
        table = tables.meta
        return self._connection.execute(select(table.c.value).where(table.c.key == key)).scalar()

    def _bodies(self, table: Table) -> Iterator[bytes]:
        query = select(table.c.body).order_by(table.c.position).execution_options(yield_per=_MOST_ASKED)
        for some in self._connection.execute(query).scalars().partitions():
            yield from some

    def _text(self, article: str) -> str:
        table = tables.article
        return str(self._connection.execute(select(table.c.text).where(table.c.id == article)).scalar_one())

    def _number(self, query: Select[int]) -> int:
        return int(self._connection.execute(query).scalar_one())

    def _by(self, column: ColumnElement[str], *only: ColumnElement[bool]) -> dict[str, int]:
        query = select(column, func.count()).where(*only).group_by(column).order_by(column)
        return {str(row[0]): int(row[1]) for row in self._connection.execute(query)}


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids, each once and sorted, as many at a time as a question may hold."""
    every = sorted(set(ids))
    for at in range(0, len(every), _MOST_ASKED):
        yield every[at : at + _MOST_ASKED]


def _narrowed(query: Select[str, bytes], only: ClaimFilter) -> Select[str, bytes]:
    table = tables.claim
    for name in ("article", "kind", "status", "plover"):
        wanted = getattr(only, name)
        if wanted is not None:
            query = query.where(table.c[name] == wanted)
    if only.actor is not None:
        query = query.where(_names(only.actor, _ROLES))
    if only.source is not None:
        query = query.where(_names(only.source, ("source",)))
    if only.since is not None:
        query = query.where(table.c.date_to >= _day(only.since)[0])
    if only.until is not None:
        query = query.where(table.c.date_from <= _day(only.until)[1])
    return query if only.limit is None else query.limit(only.limit)


def _names(wanted: str, roles: tuple[str, ...]) -> ColumnElement[bool]:
    table = tables.claim_actor
    same = or_(table.c.actor == wanted, table.c.folded == wanted.casefold())
    return exists().where(and_(table.c.claim == tables.claim.c.id, table.c.role.in_(roles), same))


def _day(value: str) -> tuple[str, str]:
    found = days(value)
    if found is None:
        raise FaisceauError(Code.BAD_OPTION, f"{value!r} is not a date: write 2024, 2024-06 or 2024-06-18.")
    return found
