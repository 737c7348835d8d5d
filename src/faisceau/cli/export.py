"""`faisceau export`: a story in one of the formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.build import Language
from faisceau.cli.output import AsJson, coded, note, written
from faisceau.cli.status import StoryFolder


@coded
def export(
    story: StoryFolder = Path("story"),
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="claims, events, causes, figures, exchanges, sources…; claims_csv, events_parquet, plover, gexf, graphml, "
            "stix, followthemoney, turtle, annotations, timesketch, obsidian, brief, html. A wrong name lists all.",
        ),
    ] = "claims",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output if not given.")
    ] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="The language; the story's if not given.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As it stood then: 2024, 2024-06 or 2024-06-18.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print a story in one format: the stream itself, also with --json, which then only concerns errors."""
    from faisceau.story import open_story  # noqa: PLC0415

    known = open_story(story)
    data = known.render(form, lang.value if lang else None, as_of)
    if as_of is not None and known.undated:
        note(f"Left out, their date being unknown: {', '.join(known.undated)}.")
    written(data, output)
