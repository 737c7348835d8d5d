"""The ways out: a file, a feed, a web address, a program. Each delivers a message or says why not, and never hangs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException, InvalidURL
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import urlsplit

from faisceau.export.changes import Entry, atom
from faisceau.store.outbox import Alert
from faisceau.story.alerts.message import Context, Message, as_json, as_mail, records
from faisceau.story.alerts.rules import Rule

MOST_IN_FEED = 200
"""Entries that a feed holds, the newest."""
_LONGEST = 200


class NotDeliveredError(Exception):
    """Why a message did not go out, in a line that holds no secret."""


def append(folder: Path, path: str, message: Message) -> None:
    """Add the message to a file, a JSON line an alert, all or none. Raises `NotDeliveredError`.

    What the file has already, from an attempt that was cut short before it was noted, is not written again.
    """
    try:
        with _inside(folder, path).open("a+b") as file:
            size = file.seek(0, os.SEEK_END)
            wanted = _missing(file, message)
            file.seek(0, os.SEEK_END)
            try:
                file.write(b"".join(wanted))
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
    except OSError as error:
        raise NotDeliveredError(f"{path}: {error.strerror or error}") from error


def _missing(file: IO[bytes], message: Message) -> list[bytes]:
    """The lines that the file does not have. A line broken off by a crash is ended, so that the next one stands alone."""
    file.seek(0)
    known, last = set(), b"\n"
    for line in file:
        known.add(line)
        last = line
    wanted = [record for record in records(message) if record not in known]
    return [b"\n", *wanted] if wanted and not last.endswith(b"\n") else wanted


def write_feed(folder: Path, path: str, alerts: Sequence[Alert], context: Context) -> None:
    """Write the feed of these alerts, whole or not at all. Raises `NotDeliveredError`."""
    once: dict[str, Alert] = {}
    for alert in alerts:
        once.setdefault(alert.change.id, alert)  # two rules may tell of one change
    kept = sorted(once.values(), key=lambda alert: -alert.run)[:MOST_IN_FEED]
    entries = [Entry(alert.change, alert.raised) for alert in kept]
    data = atom(context.story, entries, context.wording(kept), up="../" * (len(PurePosixPath(path).parts) - 1))
    try:
        target = _inside(folder, path)
        partial = target.with_name(f".partial-{target.name}-{os.getpid()}")
        try:
            partial.write_bytes(data)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise NotDeliveredError(f"{path}: {error.strerror or error}") from error


def _inside(folder: Path, path: str) -> Path:
    """The file at `path` of the folder, its parents made. Raises `NotDeliveredError` where a link leads out of it."""
    target, home = folder / path, folder.resolve()
    if not target.resolve().is_relative_to(home) or (target.exists() and not target.is_file()):
        raise NotDeliveredError(f"{path} is no file of the story's folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would turn the message into a question to somebody else."""

    def redirect_request(self, *_args: object, **_named: object) -> None:
        """Follow none."""
        return


def post(message: Message, rule: Rule, context: Context) -> None:
    """Send the message to the rule's address. Raises `NotDeliveredError`, after the rule's timeout at the latest."""
    assert rule.webhook is not None
    request = urllib.request.Request(
        rule.webhook,
        data=as_json(message, context),
        headers={
            "Content-Type": "application/json",
            "User-Agent": "faisceau",
            # The same for every attempt at this message, so that a receiver can tell a repetition.
            "Idempotency-Key": message.id,
        },
        method="POST",
    )
    host = urlsplit(rule.webhook).hostname or "the webhook"
    outcome: list[str] = []

    def send() -> None:
        try:
            opener = urllib.request.build_opener(_NoRedirect)
            with opener.open(request, timeout=rule.timeout) as response:
                outcome.append("" if 200 <= response.status < 300 else f"answered {response.status}")
        except urllib.error.HTTPError as error:
            outcome.append(f"answered {error.code}")
        except urllib.error.URLError as error:
            outcome.append(f"cannot be reached: {_line(error.reason)}")
        except (InvalidURL, ValueError):
            # Their words repeat the address, in which a key may stand.
            outcome.append("has an address that cannot be used")
        except (OSError, HTTPException) as error:
            outcome.append(f"broke off: {_line(error)}")

    # The timeout of a socket starts again with every byte: only a thread can be left waiting.
    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    thread.join(rule.timeout)
    if not outcome or outcome[0]:
        raise NotDeliveredError(f"{host} {outcome[0] if outcome else f'did not answer in {rule.timeout:g} s'}")


def run(message: Message, rule: Rule, context: Context, folder: Path) -> None:
    """Give the message to the rule's program on its standard input. Raises `NotDeliveredError`, at the timeout at the latest.

    No shell is between, and nothing of the message is among the arguments.
    """
    program = Path(rule.command[0]).name
    # Files, not pipes: a program's own child that lives on would keep a pipe open, and us waiting.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(as_mail(message, context))
        given.seek(0)
        try:
            process = subprocess.Popen(
                rule.command,
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd=folder,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise NotDeliveredError(f"{program} cannot be started: {_line(error)}") from error
        try:
            code = process.wait(rule.timeout)
        except subprocess.TimeoutExpired:
            raise NotDeliveredError(f"{program} did not end in {rule.timeout:g} s") from None
        finally:
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):  # it may have ended just now
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if code:
            said.seek(0)
            words = said.read(_LONGEST).decode(errors="replace").strip()
            raise NotDeliveredError(f"{program} ended with code {code}" + (f": {_line(words)}" if words else ""))


def _line(error: object) -> str:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(words.split())[:_LONGEST]
