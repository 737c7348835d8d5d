"""The runs that pages ask for, one at a time, and how the one under way stands. A closed page changes nothing about it."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock, Thread
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from faisceau.store.folder import StoryFolder
from faisceau.store.lock import is_locked, writer_of
from faisceau.story import RunReport
from faisceau.story.reading import Failure, Told
from faisceau.web.keeping import Refused

Doing = Literal["start", "read", "analyse", "fuse", "write"]
Command = Callable[[StoryFolder], Sequence[str]]
_BUG = Failure(
    "bug", "The run ended without saying why.", "This is a bug: please report it, with what the terminal shows."
)
_PATIENCE = 10.0
log = logging.getLogger(__name__)


class Progress(Struct, frozen=True):
    """How the last run asked for stands. `number` counts them, 0 before the first.

    While `running`, `done` of `total` are through in the stage `doing`, `item` being the last; `queued` where more files
    have come since it began. After it, `report` or `failure`. `refused` are files of the last sending; `other` says who else
    writes the story.
    """

    number: int = 0
    running: bool = False
    queued: bool = False
    doing: Doing = "start"
    done: int = 0
    total: int = 0
    item: str = ""
    report: RunReport | None = None
    failure: Failure | None = None
    refused: tuple[Refused, ...] = ()
    other: str = ""


def reading_command(folder: StoryFolder) -> Sequence[str]:
    """The command that reads a story, with this Python and from no other folder than its own."""
    return (sys.executable, "-P", "-m", "faisceau.story.reading", str(folder.path.resolve()))


def applying_command(folder: StoryFolder) -> Sequence[str]:
    """The command that brings a story's reading up to its judgements."""
    return (sys.executable, "-P", "-m", "faisceau.story.applying", str(folder.path.resolve()))


class Runs:
    """The runs of one story."""

    def __init__(self, folder: StoryFolder, command: Command = reading_command) -> None:
        self._folder, self._command = folder, command
        self._lock = Lock()
        self._progress = Progress()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None
        self._closed = False

    @property
    def progress(self) -> Progress:
        """How it stands now."""
        with self._lock:
            progress = self._progress
        if progress.running or not is_locked(self._folder.lock):
            return progress
        return replace(progress, other=writer_of(self._folder.lock) or "?")

    def ask(self, refused: tuple[Refused, ...] = ()) -> None:
        """Have the story read: now, or after the run that is under way."""
        with self._lock:
            if self._progress.running:
                self._progress = replace(self._progress, queued=True, refused=refused)
                return
            self._begin(refused)
            self._thread = Thread(target=self._work, name="faisceau-run", daemon=True)
            self._thread.start()

    def note(self, refused: tuple[Refused, ...]) -> None:
        """Say which files of a sending were not taken, where no run is asked for."""
        with self._lock:
            self._progress = replace(self._progress, refused=refused)

    def close(self) -> None:
        """Stop the run under way: what it has stored stays."""
        with self._lock:
            self._closed = True
            process, thread = self._process, self._thread
        if process is not None and process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        if thread is not None:
            thread.join(_PATIENCE)

    def _begin(self, refused: tuple[Refused, ...]) -> None:
        self._progress = Progress(number=self._progress.number + 1, running=True, refused=refused)

    def _work(self) -> None:
        while True:
            failure = self._run()
            if failure is not None and not self._closed:
                log.warning("%s %s", failure.detail, failure.advice)
            with self._lock:
                again = self._progress.queued and not self._closed
                if again:
                    self._begin(self._progress.refused)
                    continue
                self._progress = replace(self._progress, running=False, failure=failure)
                return

    def _run(self) -> Failure | None:
        """One run, to its end; why it stopped, if it did not come through."""
        failure = None
        try:
            with self._lock:
                if self._closed:
                    return _BUG
                # A session of its own: an interrupt at the terminal is for the server, which ends it in its own time.
                self._process = subprocess.Popen(
                    self._command(self._folder),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    start_new_session=True,
                )
            with self._process as process:
                for line in process.stdout or ():
                    failure = self._note(line) or failure
        except OSError as error:
            return Failure("bug", f"The run cannot be started: {error.strerror}.", _BUG.advice)
        return failure if failure or process.returncode == 0 else _BUG

    def _note(self, line: bytes) -> Failure | None:
        try:
            told = msgspec.json.decode(line, type=Told)
        except msgspec.DecodeError:
            return None  # something that a library printed
        with self._lock:
            if told.step is not None:
                step = told.step
                self._progress = replace(
                    self._progress, doing=step.stage, done=step.done, total=step.total, item=step.item
                )
            elif told.report is not None:
                self._progress = replace(self._progress, doing="write", done=0, total=0, item="", report=told.report)
        return told.failure
