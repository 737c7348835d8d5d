"""The one writer of a story. Each method is one transaction: after a crash it was done, or it was not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import sqlalchemy
from msgspec import Struct
from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from faisceau.errors import Code, FaisceauError
from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.fused import Reading
from faisceau.model.judgements import Judged, Judgement
from faisceau.model.past import Past
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.store import history, judgements, outbox, rows, tables
from faisceau.store.database import engine_for, fold_log
from faisceau.store.folder import StoryFolder
from faisceau.store.lock import only_writer
from faisceau.store.schema import migrate

_READING = "reading"


class SourceFile(Struct, frozen=True):
    """A file that was read. `key` stands for the place where it lay, `name` is its label in the story.

    `original` is the SHA-256 (hex) of its bytes, None if they could not be read; `read_key` what its reading depends on.
    """

    key: str
    name: str
    original: str | None
    read_key: str | None


class Applied(Struct, frozen=True):
    """The claims as judged by the whole log, and the reading of them with what it was fused from (`key`).

    `reading` is None where the one that stands is it, or where none stands.
    """

    judged: Judged
    reading: Reading | None = None
    key: str = ""


@contextmanager
def open_writer(folder: StoryFolder) -> Iterator[Writer]:
    """Be the one writer of a story whose folder exists; tables are made or brought up to date.

    On leaving, the log is folded into faisceau.db, so that the folder can be copied.
    Raises `FaisceauError`: story_busy, story_newer, story_damaged, unreadable.
    """
    with only_writer(folder.lock):
        folder.clear_partial()
        engine = engine_for(folder.database, writes=True)
        try:
            migrate(engine)
            yield Writer(engine)
            fold_log(engine)
        finally:
            engine.dispose()


class Writer:
    """Changes a story. Made by `open_writer` only. Raises `FaisceauError` (story_damaged, unreadable) as SQLite does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put_file(self, file: SourceFile, articles: Iterable[Article], problems: Iterable[Problem]) -> None:
        """Store a file's reading: its articles, new or replaced by id, and its problems instead of earlier ones.

        `problems` is looked at when `articles` is used up, so one reading can fill the first while giving the second.
        An article whose fields changed loses its claims and waits for analysis; articles no longer in the file are kept.
        """
        with self._engine.begin() as connection:
            _upsert(connection, tables.source_file, {
                "key": file.key, "name": file.name, "original": file.original, "read_key": file.read_key,
            })  # fmt: skip
            connection.execute(delete(tables.problem).where(tables.problem.c.file == file.key))
            for article in articles:
                self._put_article(connection, article, file.key)
            _insert(connection, tables.problem, [rows.problem_row(problem, file=file.key) for problem in problems])

    def move_files(self, keys: Mapping[str, str]) -> None:
        """The files known as `keys` now lie where its values say."""
        table = tables.source_file
        with self._engine.begin() as connection:
            for key, new_key in keys.items():
                connection.execute(update(table).where(table.c.key == key).values(key=new_key))

    def _put_article(self, connection: Connection, article: Article, file: str) -> None:
        row = rows.article_row(article, file)
        table = tables.article
        known = connection.execute(select(table.c.content_key).where(table.c.id == article.id)).scalar()
        if known == row["content_key"]:
            return
        if known is not None:
            connection.execute(delete(table).where(table.c.id == article.id))
        connection.execute(insert(table), row)
        _forget_reading(connection)

    def put_analysis(
        self,
        article: Article,
        work_key: str,
        claims: Sequence[Claim],
        problems: Sequence[Problem],
        causes: Sequence[Cause] = (),
    ) -> None:
        """Store what the analysis of a stored article gave, instead of what an earlier one did.

        Raises `FaisceauError` (bad_evidence), and stores nothing, where the quote of a claim or cause is not what its span covers.
        """
        told: tuple[Claim | Cause, ...] = (*claims, *causes)
        for each in told:
            each.check(article.text)
            if each.article != article.id:
                raise FaisceauError(Code.BAD_EVIDENCE, f"Claim {each.id} of {each.article} came with {article.id}.")
        unique = {claim.id: claim for claim in claims}  # the same content twice is one claim
        with self._engine.begin() as connection:
            before = set(connection.execute(
                select(tables.claim.c.id).where(tables.claim.c.article == article.id)
            ).scalars())  # fmt: skip
            judged = judgements.is_judged(connection, article.id)
            for table in (tables.claim, tables.cause):
                connection.execute(delete(table).where(table.c.article == article.id))
            connection.execute(delete(tables.problem).where(tables.problem.c.article == article.id))
            _insert(connection, tables.claim, [rows.claim_row(claim) for claim in unique.values()])
            actors = [row for claim in unique.values() for row in rows.actor_rows(claim)]
            _insert(connection, tables.claim_actor, actors)
            _insert(connection, tables.cause, [rows.cause_row(each) for each in {c.id: c for c in causes}.values()])
            _insert(connection, tables.problem, [rows.problem_row(problem, article=article.id) for problem in problems])
            connection.execute(
                update(tables.article).where(tables.article.c.id == article.id).values(work_key=work_key)
            )
            if judged or before != unique.keys():
                _forget_reading(connection)

    def add_judgements(self, new: Sequence[Judgement], seen: int | None = None) -> tuple[Judgement, ...]:
        """Add judgements to the log, numbered after the last; they are returned. One whose id is there already is left out.

        The reading that stands is then of fewer judgements than the log has, until one is put that is of all.
        `seen` is the number of the last judgement that their author had seen. Raises `FaisceauError` (judged_meanwhile), and
        adds none, where a later one of somebody else speaks of what they speak of; no_target where an undo is of nothing;
        bad_judgement where the log has no judgement `seen`.
        """
        with self._engine.begin() as connection:
            return judgements.add(connection, new, seen)

    def judge(
        self,
        new: Sequence[Judgement],
        apply: Callable[[tuple[Judgement, ...]], Applied],
        seen: int | None = None,
    ) -> tuple[Judgement, ...]:
        """Add judgements as `add_judgements` does, and store what follows from them: both, or neither.

        `apply` is given those added and says what the whole log makes of the story.
        """
        with self._engine.begin() as connection:
            added = judgements.add(connection, new, seen)
            if added:
                found = apply(added)
                if found.reading is not None:
                    _put_reading(connection, found.reading, found.key, found.judged)
                _note_judged(connection, found.judged)
            return added

    def apply(self, found: Applied, last: int) -> None:
        """Store what the log up to judgement number `last` makes of the story."""
        with self._engine.begin() as connection:
            if found.reading is not None:
                _put_reading(connection, found.reading, found.key, found.judged)
            _note_judged(connection, found.judged, last)

    def put_reading(self, reading: Reading, key: str, judged: Judged | None = None) -> None:
        """Replace the fused reading, whole, and the claims as judged by all of the log. `key` says what it was fused from."""
        with self._engine.begin() as connection:
            _put_reading(connection, reading, key, judged or Judged())
            _note_judged(connection, judged or Judged())

    def note_judged(self) -> None:
        """Note that the reading that stands is by the whole log."""
        with self._engine.begin() as connection:
            _upsert(connection, tables.meta, {"key": judgements.APPLIED, "value": str(judgements.last(connection))})

    def keep_past(self, run: int, past: Past, key: str) -> None:
        """Note what stands after run number `run`; `key` says what it was made of."""
        with self._engine.begin() as connection:
            first = history.first_run(connection)
            history.keep(connection, run, past)
            _upsert(connection, tables.meta, {"key": history.FIRST, "value": str(run if first is None else first)})
            _upsert(connection, tables.meta, {"key": history.KEY, "value": key})

    def raise_alerts(self, run: int, raised: str, alerts: Sequence[outbox.Raised]) -> int:
        """Queue alerts of run `run`, raised at `raised` (ISO 8601, UTC), and note that run's changes as looked at.

        An alert that was queued before, delivered or not, is not queued again. How many are new is returned.
        """
        with self._engine.begin() as connection:
            _upsert(connection, tables.meta, {"key": outbox.KEY, "value": str(run)})
            return outbox.queue(connection, run, raised, alerts)

    def note_delivery(self, alerts: Sequence[str], when: str, failure: str | None) -> None:
        """Note that the alerts with these ids were delivered at `when`, or why they were not."""
        with self._engine.begin() as connection:
            outbox.note(connection, alerts, when, failure)

    def drop_alerts(self, rule: str) -> int:
        """Forget the undelivered alerts of a rule; how many is returned."""
        with self._engine.begin() as connection:
            return outbox.drop(connection, rule)

    def put_delivery_problems(self, problems: Sequence[Problem]) -> None:
        """Store what could not be delivered, instead of what could not be before."""
        with self._engine.begin() as connection:
            table = tables.problem
            connection.execute(delete(table).where(table.c.code == Code.NOT_DELIVERED.value))
            _insert(connection, table, [rows.problem_row(problem) for problem in problems])

    def remove_article(self, article: str) -> None:
        """Remove an article with its claims and problems. Its original is kept."""
        with self._engine.begin() as connection:
            connection.execute(delete(tables.article).where(tables.article.c.id == article))
            _forget_reading(connection)

    def start_run(self, version: str, started: str) -> int:
        """Note that a run of program `version` began at `started` (ISO 8601, UTC); its number is returned."""
        with self._engine.begin() as connection:
            result = connection.execute(insert(tables.run), {"version": version, "started": started})
            key = result.inserted_primary_key
            assert key is not None
            return int(key[0])

    def finish_run(self, run: int, finished: str, report: Struct) -> None:
        """Note that run number `run` ended at `finished` (ISO 8601, UTC) with `report`."""
        with self._engine.begin() as connection:
            values = {"finished": finished, "report": rows.canonical(report)}
            connection.execute(update(tables.run).where(tables.run.c.id == run).values(**values))


def _put_reading(connection: Connection, reading: Reading, key: str, judged: Judged) -> None:
    judgements.put_judged(connection, judged)
    for table in (tables.event, tables.figure, tables.exchange):
        connection.execute(delete(table))
    _insert(connection, tables.event, [rows.event_row(n, event) for n, event in enumerate(reading.events)])
    _insert(connection, tables.figure, [rows.figure_row(n, figure) for n, figure in enumerate(reading.figures)])
    exchanges = [rows.exchange_row(n, exchange) for n, exchange in enumerate(reading.exchanges)]
    _insert(connection, tables.exchange, exchanges)
    _upsert(connection, tables.meta, {"key": _READING, "value": key})


def _note_judged(connection: Connection, judged: Judged, last: int | None = None) -> None:
    """Note that the reading that stands is by the log up to number `last` (the whole of it, if None), and what of it waits."""
    connection.execute(delete(tables.problem).where(tables.problem.c.code == Code.JUDGEMENT_WAITS.value))
    _insert(connection, tables.problem, [rows.problem_row(each) for each in judgements.problems(judged)])
    last = judgements.last(connection) if last is None else last
    _upsert(connection, tables.meta, {"key": judgements.APPLIED, "value": str(last)})


def _forget_reading(connection: Connection) -> None:
    """Claims changed: until fused again, the stored reading is known to be of others."""
    connection.execute(delete(tables.meta).where(tables.meta.c.key == _READING))


def _insert(connection: Connection, table: sqlalchemy.Table, values: Sequence[rows.Row]) -> None:
    if values:
        connection.execute(insert(table), values)


def _upsert(connection: Connection, table: sqlalchemy.Table, row: rows.Row) -> None:
    """Insert or update by primary key, in words that every database takes (a REPLACE would cascade)."""
    key = next(iter(table.primary_key))
    changed = connection.execute(update(table).where(key == row[key.name]).values(**row))
    if not changed.rowcount:
        connection.execute(insert(table), row)
