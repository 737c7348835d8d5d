"""`faisceau verify`: a finished brief read again and held against its story."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.build import Language
from faisceau.cli.output import PROBLEMS, AsJson, answer, coded, note, table
from faisceau.errors import Code, FaisceauError


@coded
def verify(
    brief: Annotated[Path, typer.Argument(metavar="BRIEF", help="A brief as Markdown, HTML or DOCX.")],
    story: Annotated[Path, typer.Option("--story", "-s", help="The story's folder.")] = Path("story"),
    lang: Annotated[Language | None, typer.Option("--lang", help="The brief's language; found if not given.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check that everything in a brief, perhaps edited since, is in the words of its notes, and these in their articles."""
    from faisceau.story import open_story  # noqa: PLC0415

    try:
        data = brief.read_bytes()
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{brief}: {error.strerror}.") from error
    found = open_story(story).verify_brief(data, lang.value if lang else None)
    if as_json:
        answer(found)
    elif found.faults:
        table(("fault", "found", "sentence"), ((f.code, f.found, f.sentence) for f in found.faults))
    if not as_json:
        note(f"{found.checked} passages and {found.notes} notes checked, {len(found.faults)} faults.")
        if found.own:
            note(f"{len(found.own)} passages are the author's own words: nothing bears them out.")
    if found.faults:
        raise typer.Exit(PROBLEMS)
