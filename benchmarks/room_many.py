"""A story of millions of claims, written straight into its tables: the copies of `benchmarks.room_story` in seconds, not hours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import sqlalchemy

from benchmarks.room_story import Values, copy_of
from faisceau.store import rows, tables
from faisceau.store.folder import Settings, StoryFolder
from faisceau.store.writer import SourceFile, open_writer

_TOGETHER = 200
_FILE = SourceFile("file", "file.txt", "0" * 64, "read")


def store_many(path: Path, values: Values, copies: int, name: str = "Replicas", key: str = "reading-1") -> StoryFolder:
    """A story of so many copies of the values, its tables as the writer leaves them. Memory holds some copies at a time."""
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
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('reading', ?)", [key])
        for _, sql in made_again:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
    return folder


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
