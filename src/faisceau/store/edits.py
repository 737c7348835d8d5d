"""What an analyst did to a story's causal map: `map.jsonl`, a line an edit, only ever added to."""

from __future__ import annotations

import os

import msgspec

from faisceau.errors import Code, FaisceauError
from faisceau.model.mapping import Edit
from faisceau.store.folder import StoryFolder
from faisceau.store.lock import only_writer

NAME = "map.jsonl"


def edits_of(folder: StoryFolder) -> tuple[Edit, ...]:
    """The edits, first to last. Raises `FaisceauError` (bad_assumption: the line is named; unreadable)."""
    try:
        text = (folder.path / NAME).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{NAME}: {error.strerror}.") from error
    found = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        try:
            edit = msgspec.json.decode(line, type=Edit)
        except msgspec.MsgspecError as error:
            raise FaisceauError(Code.BAD_ASSUMPTION, f"{NAME}, line {number}: {error}.") from error
        if edit.number != number:
            raise FaisceauError(Code.BAD_ASSUMPTION, f"{NAME}, line {number}: it has the number {edit.number}.")
        found.append(edit)
    return tuple(found)


def append_edit(folder: StoryFolder, edit: Edit) -> None:
    """Add a line. Raises `FaisceauError`: story_busy, unreadable; bad_assumption where another edit came between."""
    with only_writer(folder.lock):
        if len(edits_of(folder)) + 1 != edit.number:
            raise FaisceauError(Code.BAD_ASSUMPTION, "The map was changed meanwhile.")
        try:
            with (folder.path / NAME).open("ab") as file:
                file.write(msgspec.json.encode(edit) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise FaisceauError(Code.UNREADABLE, f"{NAME} cannot be written: {error.strerror}.") from error
