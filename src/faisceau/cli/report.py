"""`faisceau report`: the dossier written again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.build import Language
from faisceau.cli.output import AsJson, Quiet, answer, coded, note
from faisceau.cli.status import StoryFolder


@coded
def report(
    story: StoryFolder = Path("story"),
    lang: Annotated[Language | None, typer.Option("--lang", help="The language; the story's if not given.")] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write a story's dossier.html, brief.md and claims.jsonl again, reading nothing new."""
    from faisceau.story import open_story  # noqa: PLC0415

    written = open_story(story).write(lang.value if lang else None)
    if as_json:
        answer({"story": story.as_posix(), "written": [path.name for path in written]})
    elif not quiet:
        note(f"Written: {', '.join(path.as_posix() for path in written)}")
