"""The bytes of a file, checked before anything is made of them."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO

from faisceau.errors import Code
from faisceau.read.options import BadInput, ReadOptions


def open_file(path: Path) -> BinaryIO:
    """A regular file, open for reading. Raises `BadInput` (unreadable)."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a folder, or a pipe that would block for ever
            raise BadInput(Code.UNREADABLE, f"{path.name} is not a regular file.")
        return path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a name that holds a NUL
        raise unreadable(path, error) from error


def load(path: Path, options: ReadOptions) -> bytes:
    """All bytes of a file. Raises `BadInput` (unreadable, too_large, empty); reads at most `max_bytes` and one."""
    with open_file(path) as file:
        try:
            data = file.read(options.max_bytes + 1)
        except OSError as error:
            raise unreadable(path, error) from error
    if len(data) > options.max_bytes:
        raise BadInput(Code.TOO_LARGE, f"{path.name} holds more than {options.max_bytes} bytes.")
    if not data.strip():
        raise BadInput(Code.EMPTY, f"{path.name} is empty.")
    return data


def unreadable(path: Path, error: Exception) -> BadInput:
    """The refusal for an error of the operating system; its message without the path, which the problem names already."""
    reason = getattr(error, "strerror", None) or str(error)
    return BadInput(Code.UNREADABLE, f"{path.name}: {reason}.")
