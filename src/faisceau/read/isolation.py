"""Reading a suspicious page in a process of its own, which can be stopped: parsers cannot be trusted with every page."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec

from faisceau.errors import Code
from faisceau.read.extraction import Extract
from faisceau.read.options import BadInput, ReadOptions


class Answer(msgspec.Struct, frozen=True):
    """What the child process found, or why it gave up."""

    found: Extract | None = None
    refusal: str | None = None


def extract_apart(html: str, options: ReadOptions) -> Extract | None:
    """As `extraction.extract`, within `page_seconds` of time and `page_memory` bytes of memory.

    Raises `BadInput` (hostile_page) where the page needs more. Memory is limited on systems that can limit it.
    """
    command = [sys.executable, "-m", "faisceau.read.child", str(options.page_memory)]
    # The child must find the same packages, however this process found them.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    try:
        done = subprocess.run(
            command,
            input=html.encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=options.page_seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(Code.HOSTILE_PAGE, f"The page took more than {options.page_seconds:g} seconds.") from error
    if done.returncode != 0:  # out of memory may end a process in several ways, none of them tidy
        raise BadInput(Code.HOSTILE_PAGE, "Reading the page took too much memory or ended the parser.")
    answer = msgspec.json.decode(done.stdout, type=Answer)
    if answer.refusal is not None:
        raise BadInput(Code.HOSTILE_PAGE, answer.refusal)
    return answer.found
