"""`faisceau stories`: which stories a mixed pile of articles tells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faisceau.cli.build import OWN, Language
from faisceau.cli.output import AsJson, Quiet, answer, coded, note, raw, table
from faisceau.cli.progress import bar

if TYPE_CHECKING:
    from faisceau.model.problems import Problem
    from faisceau.model.stories import PileStory

_SHOWN = 10
_SEVERAL = 2


@coded
def stories(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to read, as build does.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A new folder: one folder in it for each story, for build.")
    ] = None,
    least: Annotated[
        int | None,
        typer.Option("--least", min=1, help="Articles of a story that is shown or written; default 2, with --lines 1."),
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Print JSON lines, one story each.")] = False,
    lang: Annotated[Language, typer.Option("--lang", help="The language of the names.")] = OWN,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Cluster a mixed pile of articles into stories, each with a name, dates, moments and salience."""
    from faisceau.export.as_stories import records_of, render_pile  # noqa: PLC0415
    from faisceau.run.piles import gather  # noqa: PLC0415
    from faisceau.story.piles import several, split_pile  # noqa: PLC0415

    with bar(quiet=quiet or as_json) as progress:
        pile = gather(paths, progress)
    written = split_pile(pile, out, least or _SEVERAL, lang.value) if out else ()
    streamed = lines or as_json
    shown = several(pile.stories, least or (1 if streamed else _SEVERAL))
    if as_json:
        data = {"stories": records_of(shown, lang.value), "problems": pile.problems}
        answer({**data, "written": [path.as_posix() for path in written]})
        return
    if lines:
        raw(render_pile(shown, lang.value))
    elif not quiet:
        _table(shown, lang.value)
    if not quiet:
        _notes(pile.problems, len(pile.stories) - len(shown), out, len(written))


def _table(shown: list[PileStory], lang: str) -> None:
    from faisceau.export.as_stories import name_of  # noqa: PLC0415

    head = ("salience", "articles", "origins", "moments", "from", "to", "name")
    rows = [
        (
            f"{story.salience:.1f}",
            str(len(story.articles)),
            str(story.origins),
            str(len(story.moments)),
            story.from_ or "",
            story.to or "",
            name_of(story, lang),
        )
        for story in shown
    ]
    table(head, rows)


def _notes(problems: tuple[Problem, ...], left: int, out: Path | None, written: int) -> None:
    for problem in problems[:_SHOWN]:
        note(f"[{problem.code}] {problem.where}: {problem.detail}")
    if len(problems) > _SHOWN:
        note(f"… and {len(problems) - _SHOWN} more problems (all with --json).")
    if left:
        note(f"{left} smaller stories not shown: --least 1 shows all.")
    if out:
        note(f"Written: {written} folders in {out.as_posix()}, each for faisceau build.")
