"""Opening the story's SQLite file, and saying what is wrong with it in coded errors."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.pool import NullPool, QueuePool

from faisceau.errors import Code, FaisceauError

BUSY_TIMEOUT_MS = 5000


def engine_for(path: Path, *, writes: bool) -> Engine:
    """An engine on the SQLite file at `path`, which must exist unless `writes`.

    Every error of the file itself (damaged, locked, not writable) is raised as a `FaisceauError`.
    """

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(_uri(path, writes=writes), uri=True, isolation_level=None, check_same_thread=False)

    # A writer keeps its connection: closing the last one on a file folds the log, which is dear after every transaction.
    pool = {"poolclass": QueuePool, "pool_size": 1} if writes else {"poolclass": NullPool}
    engine = sqlalchemy.create_engine("sqlite://", creator=connect, **pool)

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        if writes:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        else:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: sqlalchemy.Connection) -> None:
        # Python's sqlite3 would begin late and end around DDL: transactions are said outright.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        error = context.original_exception
        if isinstance(error, sqlite3.DatabaseError):
            known = coded(error, path)
            if known is not None:
                raise known from error

    return engine


def fold_log(engine: Engine) -> None:
    """Move what SQLite's log holds into the file itself. No matter if a reader is in the way: the next run will do it."""
    connection = engine.raw_connection()  # outside any transaction: there SQLite would refuse
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=0")  # a reading room keeps a reader open as long as it is shown
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    finally:
        connection.close()


def coded(error: sqlite3.DatabaseError, path: Path) -> FaisceauError | None:
    """The coded error for what SQLite says of the file at `path`, None where it is a bug of ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    story = path.parent.name
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")):
        return FaisceauError(Code.STORY_DAMAGED, f"Story {story}: {error}.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return FaisceauError(Code.STORY_BUSY, f"Story {story}: {error}.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_FULL")):
        return FaisceauError(Code.UNREADABLE, f"Story {story} cannot be written: {error}.")
    return None


def _uri(path: Path, *, writes: bool) -> str:
    uri = path.resolve().as_uri()
    if writes:
        return f"{uri}?mode=rwc"
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        return f"{uri}?mode=rw"
    # Where nothing can be written, SQLite cannot make the side files of its log: without a log to read, none is needed.
    log = path.with_name(path.name + "-wal")
    return f"{uri}?mode=ro" if log.exists() and log.stat().st_size else f"{uri}?mode=ro&immutable=1"
