"""`faisceau status`: how a story stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.output import AsJson, answer, coded, table

StoryFolder = Annotated[Path, typer.Argument(metavar="STORY", help="The story's folder.")]


@coded
def status(story: StoryFolder = Path("story"), as_json: AsJson = False) -> None:
    """Say what a story holds, whether it is complete, and how its last run went."""
    from faisceau.story import open_story  # noqa: PLC0415

    found = open_story(story).status()
    if as_json:
        answer(found)
        return
    counts = found.counts
    rows = [
        ("name", found.name),
        ("language", found.lang),
        ("articles", str(counts.articles)),
        ("not yet analysed", str(counts.pending)),
        ("claims", _split(counts.claims)),
        ("events", _split(counts.events)),
        ("figures", str(counts.figures)),
        ("exchanges", str(counts.exchanges)),
        ("problems", _split(counts.problems)),
        *([("scenarios kept", str(found.scenarios))] if found.scenarios else []),
        ("state", "being written" if found.busy else "complete" if counts.current else "unfinished: build it again"),
    ]
    if found.last_run:
        ended = found.last_run.finished or "interrupted"
        rows.append(("last run", f"{found.last_run.started} – {ended} (version {found.last_run.version})"))
    table(("what", "value"), rows)


def _split(counts: dict[str, int]) -> str:
    parts = ", ".join(f"{name} {number}" for name, number in counts.items())
    return f"{sum(counts.values())}" + (f" ({parts})" if parts else "")
