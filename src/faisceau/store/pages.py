"""The lines of a story's lists, in a file of their own beside its database: made from a reading, thrown away with it.

`pages.db` holds nothing that cannot be made again. It is written whole under another name and then put in its place, so that
who reads the old one goes on reading it. Search folds case and accents (SQLite FTS5).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from faisceau.errors import Code, FaisceauError
from faisceau.model.pages import Found, Line, Sort, Tie, Wanted

NAME = "pages.db"
FORM = "2"
"""Changed when the tables below change: files of another form are made anew."""

_TABLES = """
CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE line (row INTEGER PRIMARY KEY, sort TEXT NOT NULL, id TEXT NOT NULL, since TEXT, until TEXT, body BLOB);
CREATE TABLE tag (tag TEXT NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (tag, row)) WITHOUT ROWID;
CREATE TABLE tie (giver TEXT, receiver TEXT, family TEXT, month TEXT, body BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(said, content='', tokenize='unicode61 remove_diacritics 2');
"""
_INDEXES = """
CREATE INDEX line_id ON line (id, sort);
CREATE INDEX line_dates ON line (sort, since, until);
CREATE INDEX tie_month ON tie (month);
INSERT INTO words(words) VALUES ('optimize');
"""
_BATCH = 2000
# Beyond so many, lines are no longer counted: "more than".
_COUNTED = 10_000
T = TypeVar("T")


def write_pages(path: Path, key: str, lines: Iterable[Line], ties: Iterable[Tie], sheets: Mapping[str, object]) -> None:
    """Write the file at `path`, whole or not at all. `lines` come sort by sort; `sheets` are values kept whole.

    Raises `FaisceauError` (unreadable) where it cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        connection = sqlite3.connect(partial, isolation_level=None)
        try:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
            connection.execute("BEGIN")
            _fill(connection, lines, ties)
            facts = {"key": key, "form": FORM} | {f"sheet:{name}": sheet for name, sheet in sheets.items()}
            connection.executemany(
                "INSERT INTO fact VALUES (?, ?)", [(name, msgspec.json.encode(value)) for name, value in facts.items()]
            )
            connection.execute("COMMIT")
            connection.executescript(_INDEXES + "ANALYZE;")
        finally:
            connection.close()
        partial.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise FaisceauError(Code.UNREADABLE, f"{path.name} cannot be written: {error}.") from error


def _fill(connection: sqlite3.Connection, lines: Iterable[Line], ties: Iterable[Tie]) -> None:
    for some in _batches(enumerate(lines, start=1), _BATCH):
        connection.executemany(
            "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?)",
            [(row, line.sort, line.id, line.since, line.until, line.body) for row, line in some],
        )
        connection.executemany(
            "INSERT INTO tag VALUES (?, ?)", [(tag, row) for row, line in some for tag in sorted(set(line.tags))]
        )
        connection.executemany(
            "INSERT INTO words(rowid, said) VALUES (?, ?)", [(row, each.words) for row, each in some]
        )
    rows = ((t.giver, t.receiver, t.family, t.month, msgspec.json.encode(t)) for t in ties)
    connection.executemany("INSERT INTO tie VALUES (?, ?, ?, ?, ?)", rows)
    bounds = "INSERT INTO fact SELECT 'sort:' || sort, json_array(min(row), max(row)) FROM line GROUP BY sort"
    connection.execute(bounds)


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

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def size(self, sort: Sort) -> int:
        """How many lines the whole list has."""
        first, last = self._bounds.get(sort, (1, 0))
        return last - first + 1

    def find(self, sort: Sort, wanted: Wanted, offset: int = 0, limit: int = 40) -> Found:
        """The lines of `sort` that fit, from the one at `offset`, in the order of the list."""
        first, last = self._bounds.get(sort, (1, 0))
        if wanted == Wanted():
            rows = list(range(first + offset, min(first + offset + limit, last + 1)))
            return Found(tuple(self._lines(rows)), last - first + 1)
        source, values = self._source(wanted, first, last)
        picked = self._connection.execute(
            f"SELECT row {source} ORDER BY row LIMIT ? OFFSET ?", [*values, limit, offset]
        )
        rows = [row for (row,) in picked]
        counting = f"SELECT count(*) FROM (SELECT row {source} LIMIT {_COUNTED + 1})"
        total = int(self._connection.execute(counting, values).fetchone()[0])
        return Found(tuple(self._lines(rows)), min(total, _COUNTED), more=total > _COUNTED)

    def count(self, sort: Sort, wanted: Wanted) -> int:
        """How many lines fit, at most some thousands."""
        return self.find(sort, wanted, limit=0).total

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
        query = "SELECT count(*) FROM line WHERE sort = ? AND since IS NOT NULL"
        return int(self._connection.execute(query, [sort]).fetchone()[0])

    def ties(self, since: str | None = None, until: str | None = None, actor: str | None = None) -> Iterator[Tie]:
        """The ties of the months from that of day `since` to that of day `until`; without either, the undated too."""
        conditions, values = ["1"], []
        if since or until:
            conditions.append("month BETWEEN ? AND ?")
            values += [(since or "0")[:7], (until or "9")[:7]]
        if actor:
            conditions.append("? IN (giver, receiver)")
            values.append(actor)
        query = f"SELECT body FROM tie WHERE {' AND '.join(conditions)} ORDER BY giver, receiver, family, month"
        for (body,) in self._connection.execute(query, values):
            yield msgspec.json.decode(body, type=Tie)

    def _source(self, wanted: Wanted, first: int, last: int) -> tuple[str, list[object]]:
        """FROM and WHERE of a selection, and their values. Rows come in the order of the list from whatever leads."""
        conditions: list[str] = []
        values: list[object] = []
        search = match_of(wanted.words)
        if search:
            lead, row = "words", "words.rowid"
            conditions.append("words MATCH ?")
            values.append(search)
            others = wanted.tags
        elif wanted.tags:
            ordered = sorted(wanted.tags, key=self._commonness)
            lead, row, others = "tag", "tag.row", tuple(ordered[1:])
            conditions.append("tag.tag = ?")
            values.append(ordered[0])
        else:
            lead, row, others = "line", "line.row", ()
        conditions.append(f"{row} BETWEEN ? AND ?")
        values += [first, last]
        for tag in others:
            conditions.append(f"EXISTS (SELECT 1 FROM tag t WHERE t.tag = ? AND t.row = {row})")
            values.append(tag)
        join = ""
        if wanted.since or wanted.until:
            join = "" if lead == "line" else f" CROSS JOIN line ON line.row = {row}"
            conditions.append("line.since IS NOT NULL AND line.until >= ? AND line.since <= ?")
            values += [wanted.since or "0", wanted.until or "9"]
        inner = f"SELECT {row} AS row FROM {lead}{join} WHERE {' AND '.join(conditions)}"
        return f"FROM ({inner})", values

    def _commonness(self, tag: str) -> int:
        query = "SELECT count(*) FROM (SELECT 1 FROM tag WHERE tag = ? LIMIT 5000)"
        return int(self._connection.execute(query, [tag]).fetchone()[0])

    def _lines(self, rows: list[int]) -> Iterator[Line]:
        marks = ",".join("?" * len(rows))
        query = f"SELECT sort, id, since, until, body FROM line WHERE row IN ({marks}) ORDER BY row"
        for sort, id_, since, until, body in self._connection.execute(query, rows):
            yield Line(sort, id_, (), "", since, until, body)

    def _known(self, sort: Sort, ids: Iterable[str]) -> Iterator[tuple[str, int, bytes | None]]:
        for some in _batches(sorted(set(ids)), 500):
            marks = ",".join("?" * len(some))
            query = f"SELECT id, row, body FROM line WHERE id IN ({marks}) AND sort = ?"
            yield from self._connection.execute(query, [*some, sort])


def _batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch


_WORD = re.compile(r"[^\W_]+")


def match_of(words: str) -> str:
    """A search as FTS5 writes it: every word, the last as a beginning. Nothing of what is typed is syntax; empty for no word."""
    found = _WORD.findall(words)
    return " ".join(f'"{word}"' for word in found[:-1]) + (f' "{found[-1]}"*' if found else "")
