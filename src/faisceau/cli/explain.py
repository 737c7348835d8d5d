"""`faisceau explain`: why a claim is as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faisceau.cli.output import AsJson, answer, coded, note, table
from faisceau.cli.status import StoryFolder

if TYPE_CHECKING:
    from faisceau.model.explained import Explanation


@coded
def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its first characters.")],
    story: StoryFolder = Path("story"),
    as_json: AsJson = False,
) -> None:
    """Show for each field of a claim what the rules say, what was weighed, and the words that it rests on."""
    from faisceau.story import open_story  # noqa: PLC0415

    found = open_story(story).explain(claim)
    if as_json:
        answer(found)
    else:
        if by := found.rejected:
            why = f": {' '.join(by.note.split())}" if by.note.strip() else "."
            note(f"The claim counts no more: judgement {by.number} by {by.author} on {by.at} rejects it{why}")
        table(("field", "value", "rules", "probability", "words", "weighed"), _rows(found))


def _rows(found: Explanation) -> Iterator[tuple[str, ...]]:
    for reason in found.fields:
        yield (
            reason.field,
            " ".join(reason.value.split()),
            reason.rule,
            "" if reason.probability is None else f"{reason.probability:.2f}",
            "; ".join(f"{c.what} {c.span.start}-{c.span.end} {' '.join(c.text.split())!r}" for c in reason.cues),
            "; ".join(f"{w.seen} {w.weight:+.2f}" for w in reason.weights),
        )
