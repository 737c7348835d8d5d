"""A story of millions of claims, written straight into its tables: the copies of `benchmarks.room_story` in seconds, not hours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy
from msgspec.structs import replace

from benchmarks.room_story import Values, copy_of
from faisceau.model.fused import Reading
from faisceau.store import rows, tables
from faisceau.store.folder import Settings, StoryFolder
from faisceau.store.writer import SourceFile, open_writer

_TOGETHER = 200
_NOTHING: tuple[tuple[()], tuple[()], tuple[()]] = ((), (), ())
_CROWD = "e-crowd"
_FILE = SourceFile("file", "file.txt", "0" * 64, "read")


def store_many(
    path: Path, values: Values, copies: int, name: str = "Replicas", key: str = "reading-1", crowded: int = 0
) -> StoryFolder:
    """A story of so many copies of the values, its tables as the writer leaves them. Memory holds some copies at a time.

    With `crowded`, one more event is told by the claims of so many copies (`crowd`).
    """
    folder = StoryFolder(path)
    folder.create(Settings(name), {})
    with open_writer(folder) as writer:
        writer.put_file(_FILE, [], [])
    connection = sqlite3.connect(folder.database, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-400000;"
        )
        indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        made_again = indexes.fetchall()
        connection.execute("BEGIN")
        for index, _ in made_again:
            connection.execute(f'DROP INDEX "{index}"')
        for some in range(0, copies, _TOGETHER):
            _put(connection, values, range(some, min(copies, some + _TOGETHER)))
        if crowded:
            crowd(connection, values, crowded)
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('reading', ?)", [key])
        for _, sql in made_again:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
    return folder


def crowd(connection: sqlite3.Connection, values: Values, copies: int) -> None:
    """One more event, told by the claims of so many copies of that which most claims tell."""
    most = max(values[3].events, key=lambda event: len(event.claims))
    told = [event for number in range(copies) for event in copy_of((*_NOTHING, Reading((most,))), number)[3].events]
    event = replace(
        most,
        id=_CROWD,
        date="2020-01-01",  # before its copies: the event of a claim is the earliest
        claims=tuple(claim for each in told for claim in each.claims),
        origins=tuple(group for each in told for group in each.origins),
        accounts=tuple(account for each in told for account in each.accounts),
        witnesses=tuple(witness for each in told for witness in each.witnesses),
        evolves_from=(),
        concerns=(),
        checks=(),
        independent=sum(each.independent for each in told),
        salience=max(each.salience for each in values[3].events) + 1,
    )
    place = connection.execute("SELECT coalesce(max(position), 0) + 1 FROM event").fetchone()[0]
    row = rows.event_row(place, event)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO event ({', '.join(row)}) VALUES ({marks})", [*row.values()])


def _put(connection: sqlite3.Connection, values: Values, numbers: Iterable[int]) -> None:
    found: dict[sqlalchemy.Table, list[rows.Row]] = {}
    for number in numbers:
        for table, row in _rows(copy_of(values, number), number):
            found.setdefault(table, []).append(row)
    for table, some in found.items():
        names = [column.name for column in table.columns if column.name in some[0]]
        told = ", ".join(f'"{each}"' for each in names)
        marks = ", ".join("?" * len(names))
        connection.executemany(
            f'INSERT INTO "{table.name}" ({told}) VALUES ({marks})', [[row[each] for each in names] for row in some]
        )


def _rows(values: Values, number: int) -> Iterator[tuple[sqlalchemy.Table, rows.Row]]:
    articles, claims, causes, reading = values
    for article in articles:
        yield tables.article, rows.article_row(article, _FILE.key) | {"work_key": "work"}
    for claim in {claim.id: claim for claim in claims}.values():
        yield tables.claim, rows.claim_row(claim)
        for row in rows.actor_rows(claim):
            yield tables.claim_actor, row
    for cause in {cause.id: cause for cause in causes}.values():
        yield tables.cause, rows.cause_row(cause)
    for place, event in enumerate(reading.events, start=number * len(reading.events)):
        yield tables.event, rows.event_row(place, event)
    for place, figure in enumerate(reading.figures, start=number * len(reading.figures)):
        yield tables.figure, rows.figure_row(place, figure)
    for place, exchange in enumerate(reading.exchanges, start=number * len(reading.exchanges)):
        yield tables.exchange, rows.exchange_row(place, exchange)
