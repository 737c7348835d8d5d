"""The run that a page asks for, of the files added for it: a process of its own, so that pages stay quick meanwhile.

`python -m faisceau.story.reading STORY` reads what was added to the story and goes over the rest of it, as `faisceau build`
does, but for the alerts: those only `build` sends. It tells what it does as JSON lines, each a `Told`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from faisceau import run
from faisceau.errors import Code, FaisceauError
from faisceau.run import RunReport, Step
from faisceau.store.folder import StoryFolder
from faisceau.story import open_story
from faisceau.story.pages import refresh_pages

ADDED = "added"
"""The folder, in a story's, of files added from a page."""
_SECONDS = 0.1
_PATIENCE = 10.0


class Failure(Struct, frozen=True):
    """Why a run stopped."""

    code: str
    detail: str
    advice: str


class Told(Struct, frozen=True, omit_defaults=True):
    """A step; or the report of a run that is through and whose files are now being written; or why it stopped."""

    step: Step | None = None
    report: RunReport | None = None
    failure: Failure | None = None


def added_files(folder: StoryFolder) -> list[Path]:
    """The files added to a story, by path."""
    found = (path for path in (folder.path / ADDED).rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(found)


def read(story: Path) -> bool:
    """Read the story's files, telling on standard output; whether it came through."""
    folder = StoryFolder(story)
    last = 0.0

    def tell(step: Step) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _SECONDS or step.done in (0, step.total):
            last = now
            say(Told(step=step))

    try:
        report = _when_free(lambda: run.build(added_files(folder), story, on_progress=tell))
        say(Told(report=report))
        open_story(story).write()
        refresh_pages(folder)
    except FaisceauError as error:
        say(Told(failure=Failure(error.code.value, error.detail, error.advice)))
        return False
    return True


def _when_free(build: Callable[[], RunReport]) -> RunReport:
    """Build, after whoever writes to the story for a moment: what judgements make of a large one is stored beside the pages."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return build()
        except FaisceauError as error:
            if error.code is not Code.STORY_BUSY or time.monotonic() > until:
                raise
        time.sleep(_SECONDS)


def say(told: Told) -> None:
    """Tell it on standard output."""
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    try:
        sys.exit(0 if read(Path(sys.argv[1])) else 1)
    except BrokenPipeError:  # the server has gone: what is stored stays
        sys.exit(1)
