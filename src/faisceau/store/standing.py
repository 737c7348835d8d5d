"""How a story stands: its files, what is analysed and what waits, problems, runs, alerts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Select, func, select

from faisceau.errors import Code
from faisceau.model.past import Past
from faisceau.model.problems import Problem
from faisceau.store import history, judgements, outbox, rows, tables
from faisceau.store.reader import Reader
from faisceau.store.writer import SourceFile


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


class Standing(Reader):
    """What is known of a story without reading an article or an event."""

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

    def _number(self, query: Select[int]) -> int:
        return int(self._connection.execute(query).scalar_one())

    def _by(self, column: ColumnElement[str], *only: ColumnElement[bool]) -> dict[str, int]:
        query = select(column, func.count()).where(*only).group_by(column).order_by(column)
        return {str(row[0]): int(row[1]) for row in self._connection.execute(query)}
