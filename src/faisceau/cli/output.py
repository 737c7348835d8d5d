"""How answers and errors look: tables on a terminal, tab-separated lines in a pipe, one JSON envelope with --json."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import msgspec
import typer

from faisceau.errors import Code, FaisceauError

P = ParamSpec("P")
R = TypeVar("R")

PROBLEMS = 1
BAD_INPUT = 3
INTERRUPTED = 130

AsJson = Annotated[bool, typer.Option("--json", help='Print one JSON object: {"ok": true, "data": …}.')]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


def coded(command: Callable[P, R]) -> Callable[P, R]:
    """The command, ending with a message and an exit code instead of a traceback where the user can do something."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except FaisceauError as error:
            if kwargs.get("as_json"):
                shown = {"code": error.code.value, "detail": error.detail, "advice": error.advice}
                _write({"ok": False, "error": shown})
            else:
                typer.echo(str(error), err=True)
            raise typer.Exit(BAD_INPUT) from None
        except KeyboardInterrupt:
            typer.echo("Interrupted. What was stored stays; the same command takes up there.", err=True)
            raise typer.Exit(INTERRUPTED) from None

    return run


def answer(data: object) -> None:
    """Print `data` in the envelope of success."""
    _write({"ok": True, "data": data})


def raw(data: bytes) -> None:
    """Print bytes as they are."""
    typer.echo(data, nl=False)


def written(data: bytes, output: Path | None) -> None:
    """Write bytes into the file, or print them as they are where None is given. Raises `FaisceauError` (unreadable)."""
    if output is None:
        raw(data)
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{output} cannot be written: {error.strerror}.") from error


def note(text: str) -> None:
    """Tell the user something that is not the answer."""
    typer.echo(text, err=True)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: framed on a terminal, else a line of tab-separated cells for each row, after one for the head."""
    if not sys.stdout.isatty():
        for row in (head, *rows):
            typer.echo("\t".join(row))
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    framed = Table(*head)
    for row in rows:
        framed.add_row(*map(Text, row))  # as text: an article's words are no markup
    Console().print(framed)


def _write(envelope: object) -> None:
    raw(msgspec.json.encode(envelope) + b"\n")
