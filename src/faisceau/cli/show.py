"""`faisceau show`: a story's values as a table."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faisceau.cli.output import AsJson, answer, coded, table
from faisceau.cli.status import StoryFolder

if TYPE_CHECKING:
    from faisceau.store.filters import ClaimFilter
    from faisceau.story import Story


class What(StrEnum):
    """What can be shown."""

    claims = "claims"
    events = "events"
    actors = "actors"
    exchanges = "exchanges"
    figures = "figures"
    problems = "problems"
    scenarios = "scenarios"


@coded
def show(
    what: Annotated[
        What, typer.Argument(metavar="WHAT", help="claims, events, actors, exchanges, figures, problems or scenarios.")
    ],
    story: StoryFolder = Path("story"),
    actor: Annotated[
        str | None, typer.Option("--actor", help="Who acts or undergoes: an id or a name as written.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="A claim's kind, or a problem's code.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="A claim's status: asserted, denied…")] = None,
    since: Annotated[str | None, typer.Option("--from", help="Not before: 2024, 2024-06 or 2024-06-18.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Not after: 2024, 2024-06 or 2024-06-18.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Who vouches: an id or a name as written.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=0, help="At most so many rows.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show claims, or the events, actors, exchanges and figures that rest on the claims selected; the problems; or the
    scenarios kept.
    """
    from faisceau.store.filters import ClaimFilter  # noqa: PLC0415
    from faisceau.story import open_story  # noqa: PLC0415

    only = ClaimFilter(actor=actor, source=source, kind=kind, status=status, since=since, until=until, limit=limit)
    shown(what.value, open_story(story), only, as_json)


def shown(what: str, story: Story, only: ClaimFilter, as_json: bool) -> None:
    """Print a listing of the story."""
    from faisceau.story.listings import listing  # noqa: PLC0415

    found = listing(what, story, only)
    if as_json:
        answer(list(found))
    else:
        table(list(found.columns), found.rows())
