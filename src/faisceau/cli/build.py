"""`faisceau build`: from files to a dossier."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from faisceau import knowledge
from faisceau.cli.output import PROBLEMS, AsJson, Quiet, answer, coded, note, table
from faisceau.cli.progress import bar
from faisceau.errors import Code, FaisceauError

if TYPE_CHECKING:
    from faisceau.store.folder import StoryFolder
    from faisceau.story.alerts import Delivery

_SHOWN = 10


class Language(StrEnum):
    """Languages of the dossier: those that have words in the interface."""

    _ignore_ = "code"
    for code in knowledge.interface_languages():
        vars()[code] = code


OWN = Language(knowledge.spoken().interface)


@coded
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help="Files and folders to read; none to go over an existing story again."),
    ] = None,
    story: Annotated[Path, typer.Option("--story", "-s", help="The story's folder, made if missing.")] = Path("story"),
    name: Annotated[str | None, typer.Option("--name", help="A new story's name; the folder's if not given.")] = None,
    lang: Annotated[
        Language | None, typer.Option("--lang", help="The dossier's language: a new story keeps it.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes that analyse; chosen if not given.")
    ] = None,
    quick: Annotated[
        bool | None,
        typer.Option(
            "--quick/--careful", help="A new story is read some three times as fast, less often right; it keeps this."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with exit code 1 if the story has problems.")] = False,
    no_send: Annotated[bool, typer.Option("--no-send", help="Let the alerts that story.toml asks for wait.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Read articles into a story and write its dossier; only what is new or changed is taken."""
    from faisceau import run  # noqa: PLC0415
    from faisceau.store.folder import StoryFolder  # noqa: PLC0415
    from faisceau.story import open_story  # noqa: PLC0415
    from faisceau.story.alerts import Delivery, rules_of  # noqa: PLC0415

    rules_of(StoryFolder(story))  # a rule that is not understood is said before, not after a long run
    options = run.BuildOptions(name=name, lang=lang.value if lang else None, workers=workers, quick=quick)
    with bar(quiet=quiet or as_json) as progress:
        report = run.build(paths or [], story, options, progress)
    handle = open_story(story)
    written = handle.write(lang.value if lang else None)
    alerts = _send(StoryFolder(story), deliver=not no_send)  # after the dossier, into which they lead
    if as_json:
        told = {"story": story.as_posix(), "report": report, "written": [path.name for path in written]}
        answer(told | {"alerts": alerts})
    elif not quiet:
        facts = {key: value for key, value in msgspec.to_builtins(report).items() if key != "problems"}
        table(("what", "number"), [(key, str(value)) for key, value in facts.items()])
        _list_problems(story, [f"[{p.code}] {p.where}: {p.detail}" for p in handle.problems])
        note(f"Written: {', '.join(path.as_posix() for path in written)}")
        if alerts != Delivery(0, 0, 0):
            note(f"Alerts: {alerts.raised} new, {alerts.delivered} delivered, {alerts.waiting} waiting")
    if strict and (report.problems or alerts.problems):
        raise typer.Exit(PROBLEMS)


def _send(folder: StoryFolder, *, deliver: bool) -> Delivery:
    """Raise and deliver alerts. Where another run has begun meanwhile, they are left to it."""
    from faisceau.story.alerts import Delivery, send_alerts  # noqa: PLC0415

    try:
        return send_alerts(folder, deliver=deliver)
    except FaisceauError as error:
        if error.code != Code.STORY_BUSY:
            raise
        note("Another run has begun: it will look after the alerts.")
        return Delivery(0, 0, 0)


def _list_problems(story: Path, lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        note(line)
    if len(lines) > _SHOWN:
        note(f"… and {len(lines) - _SHOWN} more: faisceau show problems {story}")
