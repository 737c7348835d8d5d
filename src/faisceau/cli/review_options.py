"""The options of `faisceau review`, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.output import AsJson
from faisceau.cli.status import StoryFolder
from faisceau.errors import Code, FaisceauError

_SHOWN = 20
_FILTERS = ("actor", "kind", "status", "source", "article")
# What goes with each option that decides nothing by itself.
_WITH = {"set_": ("edit",), "label": ("relabel",), "claim": ("split", "reassign")} | dict.fromkeys(_FILTERS, ("bulk",))
_WANTS = (
    "accept", "reject", "edit", "merge", "split", "apart", "relabel", "merge_actors", "reassign", "bulk", "undo", "show",
    "log", "export", "import_",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReviewOptions:
    """What is wanted of a story, and the words that go with it; None or false: not given."""

    story: StoryFolder = Path("story")
    show: Annotated[str | None, typer.Option("--show", help="A claim or event: its words, and its siblings.")] = None
    accept: Annotated[list[str] | None, typer.Option("--accept", help="A claim or event; may be repeated.")] = None
    reject: Annotated[
        list[str] | None, typer.Option("--reject", help="A claim or event that never counts again; may be repeated.")
    ] = None
    edit: Annotated[str | None, typer.Option("--edit", help="A claim, with --set.")] = None
    set_: Annotated[list[str] | None, typer.Option("--set", help="FIELD=VALUE of the claim; may be repeated.")] = None
    merge: Annotated[list[str] | None, typer.Option("--merge", help="An event that is one with the others.")] = None
    split: Annotated[str | None, typer.Option("--split", help="An event, with --claim for what goes apart.")] = None
    apart: Annotated[list[str] | None, typer.Option("--apart", help="Events or claims that are never to be one.")] = (
        None
    )
    relabel: Annotated[str | None, typer.Option("--relabel", help="An event, with --label.")] = None
    label: Annotated[str | None, typer.Option("--label", help="The event's new label.")] = None
    merge_actors: Annotated[
        tuple[str, str] | None, typer.Option("--merge-actors", help="Two actors: the one to keep, and the same one.")
    ] = None
    reassign: Annotated[
        tuple[str, str] | None, typer.Option("--reassign", help="Two actors: what --claim names the one is the other.")
    ] = None
    claim: Annotated[
        list[str] | None, typer.Option("--claim", help="A claim, for --split or --reassign; may be repeated.")
    ] = None
    bulk: Annotated[str | None, typer.Option("--bulk", help="accept or reject all claims of the filters.")] = None
    actor: Annotated[str | None, typer.Option("--actor", help="With --bulk: who acts or undergoes.")] = None
    kind: Annotated[str | None, typer.Option("--kind", help="With --bulk: the claims' kind.")] = None
    status: Annotated[str | None, typer.Option("--status", help="With --bulk: the claims' status.")] = None
    source: Annotated[str | None, typer.Option("--source", help="With --bulk: who vouches.")] = None
    article: Annotated[str | None, typer.Option("--article", help="With --bulk: the claims' article.")] = None
    undo: Annotated[int | None, typer.Option("--undo", help="The number of a judgement to take back.")] = None
    try_: Annotated[bool, typer.Option("--try", help="Say what would change, and change nothing.")] = False
    seen: Annotated[
        int | None, typer.Option("--seen", min=0, help="The last judgement seen: refuse if the same was judged since.")
    ] = None
    author: Annotated[
        str | None, typer.Option("--author", help="Who judges; default FAISCEAU_AUTHOR, else the user's name.")
    ] = None
    because: Annotated[str, typer.Option("--note", help="Why.")] = ""
    log: Annotated[bool, typer.Option("--log", help="List the judgements, and what waits.")] = False
    export: Annotated[bool, typer.Option("--export", help="Print the log as JSON lines.")] = False
    import_: Annotated[Path | None, typer.Option("--import", help="Add the judgements of a file.")] = None
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many lines of the inbox.")] = _SHOWN
    as_json: AsJson = False

    @property
    def wanted(self) -> str:
        """The one thing that is wanted, by the name of its field; empty: the inbox.

        Raises `FaisceauError` (bad_option) where two things are, or an option is given that nothing would come of: what was
        meant by it would be lost.
        """
        given = {name: getattr(self, name) for name in _WANTS}
        wanted = [name for name, value in given.items() if value is not None and value is not False]
        if len(wanted) > 1:
            raise FaisceauError(Code.BAD_OPTION, f"{_option(wanted[0])} and {_option(wanted[1])}: one at a time.")
        for name, others in _WITH.items():
            if getattr(self, name) is not None and not set(others).intersection(wanted):
                goes = " or ".join(map(_option, others))
                raise FaisceauError(Code.BAD_OPTION, f"{_option(name)} goes with {goes} only.")
        return wanted[0] if wanted else ""


def _option(name: str) -> str:
    return f"--{name.strip('_').replace('_', '-')}"
