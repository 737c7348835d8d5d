"""The lines of a story's lists, in a file of their own beside its database: made from a reading, thrown away with it.

`pages.db` holds nothing that cannot be made again. It is written whole under another name and then put in its place, so that
who reads the old one goes on reading it. What a list is selected by is kept as postings, see `store.postings`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np

from faisceau.errors import Code, FaisceauError
from faisceau.model.pages import Found, Line, Sort, Tie, Wanted
from faisceau.store.postings import TABLES, Postings, Rows, Writing

NAME = "pages.db"
FORM = "3"
"""Changed when the tables below change: files of another form are made anew."""

_TABLES = (
    TABLES
    + """
CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE line (row INTEGER PRIMARY KEY, sort TEXT NOT NULL, id TEXT NOT NULL, since TEXT, until TEXT, body BLOB);
CREATE TABLE tie (giver TEXT, receiver TEXT, family TEXT, month TEXT, body BLOB NOT NULL);
"""
)
_INDEXES = """
CREATE INDEX line_id ON line (id, sort);
CREATE INDEX tie_month ON tie (month);
CREATE INDEX tie_giver ON tie (giver);
CREATE INDEX tie_receiver ON tie (receiver);
"""
_BATCH = 2000
T = TypeVar("T")


def write_pages(path: Path, key: str, lines: Iterable[Line], ties: Iterable[Tie], sheets: Mapping[str, object]) -> None:
    """Write the file at `path`, whole or not at all. `lines` come sort by sort; `sheets` are values kept whole.

    `ties` and `sheets` are looked at after the last line. Raises `FaisceauError` (unreadable) where it cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        connection = sqlite3.connect(partial, isolation_level=None)
        try:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
            connection.execute("BEGIN")
            _fill(connection, lines)
            rows = ((t.giver, t.receiver, t.family, t.month, msgspec.json.encode(t)) for t in ties)
            connection.executemany("INSERT INTO tie VALUES (?, ?, ?, ?, ?)", rows)
            facts = {"key": key, "form": FORM} | {f"sheet:{name}": sheet for name, sheet in sheets.items()}
            connection.executemany(
                "INSERT INTO fact VALUES (?, ?)", [(name, msgspec.json.encode(value)) for name, value in facts.items()]
            )
            connection.execute("COMMIT")
            connection.executescript(_INDEXES)
            _place(connection)
        finally:
            connection.close()
        partial.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise FaisceauError(Code.UNREADABLE, f"{path.name} cannot be written: {error}.") from error


def _fill(connection: sqlite3.Connection, lines: Iterable[Line]) -> None:
    row = 1
    for sort, some in groupby(lines, key=lambda line: line.sort):
        first = row
        writing = Writing(connection, sort)
        for batch in _batches(some, _BATCH):
            connection.executemany(
                "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)",
                [(n, line.sort, line.id, line.since, line.until, line.body) for n, line in enumerate(batch, start=row)],
            )
            for line in batch:
                writing.add(row, line)
                row += 1
        writing.flush()
        bounds = msgspec.json.encode((first, row - 1))
        connection.execute("INSERT INTO fact VALUES (?, ?)", (f"sort:{sort}", bounds))


def _place(connection: sqlite3.Connection) -> None:
    """Keep where each event stands in the timeline, 0 for one that does not: the timeline needs no postings of its own."""
    found = connection.execute(
        "SELECT coalesce(other.row, 0) FROM line LEFT JOIN line other ON other.id = line.id AND other.sort = 'timeline' "
        "WHERE line.sort = 'event' ORDER BY line.row"
    )
    places = np.fromiter((row for (row,) in found), np.uint32)
    connection.execute("INSERT INTO fact VALUES ('places', ?)", [places.tobytes()])


def key_of(path: Path) -> str | None:
    """What the file at `path` was made of, None where there is none that this program reads."""
    try:
        with Pages(path) as pages:
            return pages.key
    except (FaisceauError, sqlite3.DatabaseError):
        return None


class Pages:
    """The lines of one reading. Not to be used by two threads at once."""

    def __init__(self, path: Path) -> None:
        """Raises `FaisceauError` (no_story) where there is no such file."""
        if not path.is_file():
            raise FaisceauError(Code.NO_STORY, f"{path.name} has not been made.")
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        query = "SELECT name, value FROM fact WHERE name IN ('key', 'form') OR name LIKE 'sort:%'"
        facts = {name: msgspec.json.decode(value) for name, value in self._connection.execute(query)}
        self.key: str | None = facts["key"] if facts.get("form") == FORM else None
        self._bounds: dict[str, tuple[int, int]] = {
            name.removeprefix("sort:"): (value[0], value[1])
            for name, value in facts.items()
            if name.startswith("sort:")
        }
        self._postings = Postings(self._connection, self._bounds)
        self._places: Rows | None = None

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def size(self, sort: Sort) -> int:
        """How many lines `sort` has."""
        first, last = self._bounds.get(sort, (1, 0))
        return last - first + 1

    def find(self, sort: Sort, wanted: Wanted, offset: int = 0, limit: int = 30) -> Found:
        """The lines of `sort` that fit, in its order, from the one at `offset`."""
        first, last = self._bounds.get(sort, (1, 0))
        if wanted == Wanted() or first > last:
            rows = list(range(first + offset, min(first + offset + limit, last + 1)))
            return Found(tuple(self._lines(rows)), last - first + 1)
        if sort == "timeline":
            found = self._postings.find("event", msgspec.structs.replace(wanted, tags=("dated", *wanted.tags)))
            picked = self._in_time(found, offset, limit)
        else:
            found = self._postings.find(sort, wanted)
            picked = found[offset : offset + limit]
        return Found(tuple(self._lines(picked.tolist())), len(found))

    def numbers(self, sort: Sort, ids: Iterable[str]) -> dict[str, int]:
        """The place in the whole list, from 1, of the lines with these ids."""
        first = self._bounds.get(sort, (1, 0))[0]
        return {id_: row - first + 1 for id_, row, _ in self._known(sort, ids)}

    def bodies(self, sort: Sort, ids: Iterable[str], shape: type[T]) -> dict[str, T]:
        """What the list shows of the lines with these ids, by id."""
        return {id_: msgspec.json.decode(body, type=shape) for id_, _, body in self._known(sort, ids) if body}

    def sheet(self, name: str, shape: type[T]) -> T:
        """A value kept whole. Raises `FaisceauError` (story_damaged) where there is none."""
        found = self._connection.execute("SELECT value FROM fact WHERE name = ?", [f"sheet:{name}"]).fetchone()
        if found is None:
            raise FaisceauError(Code.STORY_DAMAGED, f"{NAME} has no {name}.")
        return msgspec.json.decode(found[0], type=shape)

    def count_dated(self, sort: Sort) -> int:
        """How many lines of `sort` have a date."""
        return self._postings.count_dated(sort)

    def ties(self, since: str | None = None, until: str | None = None, actor: str | None = None) -> Iterator[Tie]:
        """The ties of the months from that of day `since` to that of day `until`; without either, the undated too."""
        conditions: list[str] = ["1"]
        values: list[str] = []
        if since or until:
            conditions.append("month BETWEEN ? AND ?")
            values += [(since or "0")[:7], (until or "9")[:7]]
        if actor:
            conditions.append("(giver = ? OR receiver = ?)")
            values += [actor, actor]
        query = f"SELECT body FROM tie WHERE {' AND '.join(conditions)} ORDER BY giver, receiver, family, month"
        for (body,) in self._connection.execute(query, values):
            yield msgspec.json.decode(body, type=Tie)

    def _in_time(self, events: Rows, offset: int, limit: int) -> Rows:
        """A stretch of these events in the order of the timeline, as its rows."""
        if self._places is None:
            (kept,) = self._connection.execute("SELECT value FROM fact WHERE name = 'places'").fetchone()
            self._places = np.frombuffer(kept, np.uint32)
        places: Rows = self._places[events - np.uint32(self._bounds["event"][0])]
        end = min(offset + limit, len(places))
        if offset >= end:
            return places[:0]
        if end < len(places):
            places = np.partition(places, end - 1)[:end]
        stretch: Rows = np.sort(places)[offset:end]
        return stretch

    def _lines(self, rows: list[int]) -> Iterator[Line]:
        for some in _batches(rows, 500):
            marks = ",".join("?" * len(some))
            query = f"SELECT sort, id, since, until, body FROM line WHERE row IN ({marks}) ORDER BY row"
            for sort, id_, since, until, body in self._connection.execute(query, some):
                yield Line(sort, id_, (), (), since, until, body)

    def _known(self, sort: Sort, ids: Iterable[str]) -> Iterator[tuple[str, int, bytes | None]]:
        for some in _batches(sorted(set(ids)), 500):
            marks = ",".join("?" * len(some))
            query = f"SELECT id, row, body FROM line WHERE id IN ({marks}) AND sort = ?"
            yield from self._connection.execute(query, [*some, sort])


def _batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch
