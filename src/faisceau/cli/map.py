"""`faisceau map`: the causal map of a story, and what an analyst does to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faisceau.cli.output import AsJson, answer, coded, note, table
from faisceau.cli.status import StoryFolder
from faisceau.errors import Code, FaisceauError

if TYPE_CHECKING:
    from faisceau.model.mapping import Edit, SystemMap
    from faisceau.model.system import Sign


@coded
def map_(
    story: StoryFolder = Path("story"),
    merge: Annotated[
        tuple[str, str] | None,
        typer.Option("--merge", help="Two variables: the one to keep, and the one that is the same."),
    ] = None,
    drop: Annotated[str | None, typer.Option("--drop", help="A variable, or an arc: 'CAUSE -> EFFECT'.")] = None,
    assume: Annotated[
        str | None, typer.Option("--assume", help="An arc that no source states: 'CAUSE -> EFFECT +'.")
    ] = None,
    cite: Annotated[
        str | None,
        typer.Option("--cite", help="An arc that a passage states: 'CAUSE -> EFFECT +', with --article and --quote."),
    ] = None,
    article: Annotated[str, typer.Option("--article", help="The article of the passage.")] = "",
    quote: Annotated[str, typer.Option("--quote", help="The words of the passage.")] = "",
    undo: Annotated[int | None, typer.Option("--undo", help="The number of a change to take back.")] = None,
    by: Annotated[str, typer.Option("--by", help="Who makes the change.")] = "",
    because: Annotated[str, typer.Option("--because", help="Why.")] = "",
    log: Annotated[bool, typer.Option("--log", help="List the changes instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the variables and arcs that the story's causal claims draw; change the map, signed, dated and with a reason."""
    from faisceau.model.mapping import Edit, Passage  # noqa: PLC0415
    from faisceau.story import open_story  # noqa: PLC0415

    known = open_story(story)
    wanted = [value for value in (merge, drop, assume, cite, undo) if value is not None]
    if len(wanted) > 1:
        raise FaisceauError(Code.BAD_OPTION, "One change of the map at a time.")
    if wanted:
        changed = known.change_map(
            Edit(
                number=1,
                action="merge" if merge else "drop" if drop else "assume" if assume else "cite" if cite else "undo",
                author=by,
                reason=because,
                date=datetime.now(UTC).date().isoformat(),
                variables=tuple(merge or ()) or _ends(drop or assume or cite or ""),
                sign=_sign(assume or cite or ""),
                passage=Passage(article, 0, 0, quote) if cite else None,
                undone=undo,
            )
        )
        if not as_json:
            note(f"Change {changed.number} is kept in map.jsonl.")
    if log:
        edits = known.causal.edits
        if as_json:
            answer(edits)
        else:
            table(("number", "change", "variables", "sign", "by", "date", "because"), _log(edits))
        return
    found = known.map
    if as_json:
        answer(found)
        return
    table(("variable", "claims", "merged"), ((v.id, str(v.claims), "; ".join(v.merged)) for v in found.variables))
    table(("cause", "sign", "effect", "ground", "claims", "sources", "modalities"), _arcs(found))
    if found.unnamed:
        note(f"{found.unnamed} causal claims name no variable at one end or the other: they are in no arc.")


def _ends(told: str) -> tuple[str, ...]:
    if not told:
        return ()
    cause, mark, effect = told.partition("->")
    if not mark:
        return (told.strip(),)
    return cause.strip(), effect.strip().removesuffix("+").removesuffix("-").removesuffix("−").strip()


def _sign(told: str) -> Sign | None:
    mark = told.strip()[-1:].replace("−", "-")
    return "+" if mark == "+" else "-" if mark == "-" else None


def _arcs(found: SystemMap) -> Iterator[tuple[str, ...]]:
    from faisceau.model.system import Selection  # noqa: PLC0415
    from faisceau.system.graph import ground_of  # noqa: PLC0415

    for arc in found.arcs:
        known = ground_of(arc, Selection())
        modalities = sorted({e.modality for e in arc.evidence})
        yield (
            arc.cause,
            "/".join(known[1]) if known else "/".join(sorted({e.sign for e in arc.evidence})),
            arc.effect,
            known[0] if known else "out of use",
            str(len(arc.evidence)),
            str(len({e.group for e in arc.evidence})),
            ", ".join(modalities),
        )


def _log(edits: tuple[Edit, ...]) -> Iterator[tuple[str, ...]]:
    for edit in edits:
        what = f"undo {edit.undone}" if edit.action == "undo" else edit.action
        yield str(edit.number), what, "; ".join(edit.variables), edit.sign or "", edit.author, edit.date, edit.reason
