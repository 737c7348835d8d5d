"""`faisceau diff`: what is new in a story."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from faisceau.cli.build import Language
from faisceau.cli.output import AsJson, answer, coded, raw
from faisceau.cli.status import StoryFolder


class Form(StrEnum):
    """How changes are written."""

    text = "text"
    json = "json"
    feed = "feed"


@coded
def diff(
    story: StoryFolder = Path("story"),
    since: Annotated[
        str | None,
        typer.Option("--since", help="A run (3), or a day of publication (2024-06-18); the run before the last."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="text, json, or feed (Atom).")] = Form.text,
    lang: Annotated[Language | None, typer.Option("--lang", help="The language; the story's if not given.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=0, help="At most so many changes.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what is new: events, verdicts, figures, denials, actors, exchanges, each with the words that say so."""
    from faisceau.export.changes import render_changes  # noqa: PLC0415
    from faisceau.story import open_story  # noqa: PLC0415

    handle = open_story(story)
    found = handle.diff(since)
    if as_json:
        answer(replace(found, changes=found.changes[:limit]))
    else:
        raw(render_changes(form.value, found, lang.value if lang else handle.lang, limit))
