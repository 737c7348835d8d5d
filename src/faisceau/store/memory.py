"""What a fusion made, kept for the next one in a file of its own beside the database. It can be thrown away at any time.

Everything in `memory.db` stands under a digest of all that it was made from, so that no entry can be wrong of another story or
another state of this one; what other code or data made is thrown away with it. A run that is killed leaves the file as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from faisceau.errors import Code, FaisceauError

NAME = "memory.db"
FORM = "2"
"""Changed when the tables below change: a file of another form is made anew."""
PATIENCE = 1.0
"""Seconds to wait for somebody else who reads or writes the file; then it stays as it is."""
_SUM = 8
_TABLES = """
CREATE TABLE made_by (key TEXT NOT NULL);
CREATE TABLE entry (key BLOB NOT NULL UNIQUE, value BLOB NOT NULL);
"""


def kept(path: Path, key: str) -> dict[bytes, bytes]:
    """What the file at `path` holds of fusions by the code and data that `key` stands for: nothing where it is not of these."""
    if not path.is_file():
        return {}
    try:
        with _opened(path) as connection:
            if not _is_of(connection, key):
                return {}
            entries = connection.execute("SELECT key, value FROM entry")
            return {key: value[_SUM:] for key, value in entries if value[:_SUM] == _sum(value[_SUM:])}
    except sqlite3.Error:  # damaged, or no such file at all: it is made anew, as where there is none
        return {}


def keep(path: Path, key: str, new: Mapping[bytes, bytes], unused: Collection[bytes]) -> None:
    """Add `new` and drop what is `unused`; what was made by other code or data goes first.

    Raises `FaisceauError` (unreadable) where the file cannot be written.
    """
    try:
        try:
            _write(path, key, new, unused)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            for name in (path.name, f"{path.name}-journal"):
                path.with_name(name).unlink(missing_ok=True)
            _write(path, key, new, unused)
    except (sqlite3.Error, OSError) as error:
        raise FaisceauError(Code.UNREADABLE, f"{path.name} cannot be written: {error}.") from error


def _write(path: Path, key: str, new: Mapping[bytes, bytes], unused: Collection[bytes]) -> None:
    with _opened(path) as connection:
        connection.execute("PRAGMA synchronous=OFF")  # what a power cut leaves is made anew where it is damaged
        connection.execute("BEGIN IMMEDIATE")
        if not _is_of(connection, key):
            for table in ("made_by", "entry"):
                connection.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in filter(str.strip, _TABLES.split(";")):
                connection.execute(statement)
            connection.execute("INSERT INTO made_by VALUES (?)", (_stamp(key),))
        connection.executemany("DELETE FROM entry WHERE key = ?", ((each,) for each in unused))
        summed = ((key, _sum(value) + value) for key, value in new.items())
        connection.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?)", summed)
        connection.execute("COMMIT")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _is_of(connection: sqlite3.Connection, key: str) -> bool:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'made_by'").fetchone():
        return False
    return bool(connection.execute("SELECT key FROM made_by").fetchone() == (_stamp(key),))


def _sum(value: bytes) -> bytes:
    """What the database does not keep of a value: whether it is the one that was written."""
    return blake2b(value, digest_size=_SUM).digest()


def _stamp(key: str) -> str:
    return f"{FORM}:{key}"


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return (getattr(error, "sqlite_errorname", None) or "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
