"""One writer at a time. The lock is the system's, on an open file: it goes with the process, however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from faisceau.errors import Code, FaisceauError

_LONGEST = 80


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` (made if missing, never removed: removing it would let a third run in).

    Raises `FaisceauError`: story_busy at once where another process holds it, unreadable where it cannot be made.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise FaisceauError(
            Code.UNREADABLE, f"Story {path.parent.name} cannot be written: {error.strerror}."
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = writer_of(path)
            told = f"Story {path.parent.name} is being written{f' by {who}' if who else ''}."
            raise FaisceauError(Code.STORY_BUSY, told) from None
        _sign(handle)
        try:
            yield
        finally:
            with suppress(OSError):
                os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def writer_of(path: Path) -> str:
    """Who holds the lock file at `path`, as it signed: "process 12 since 2024-06-18 09:30 UTC"; empty if it did not."""
    try:
        return path.read_bytes()[:_LONGEST].decode("ascii", errors="ignore").strip()
    except OSError:
        return ""


def _sign(handle: int) -> None:
    """Say who writes. A lock that cannot be signed, on a full disk say, holds all the same."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n".encode(), 0)


def is_locked(path: Path) -> bool:
    """Whether a writer holds the lock file at `path` now."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
