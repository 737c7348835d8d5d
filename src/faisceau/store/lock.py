"""One writer at a time. The lock is the system's, on an open file: it goes with the process, however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faisceau.errors import Code, FaisceauError


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
            raise FaisceauError(Code.STORY_BUSY, f"Story {path.parent.name} is being written.") from None
        yield
    finally:
        os.close(handle)


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
