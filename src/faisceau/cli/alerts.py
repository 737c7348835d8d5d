"""`faisceau alerts`: the alert rules of a story tried, and what waits to be delivered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faisceau.cli.build import Language
from faisceau.cli.output import PROBLEMS, AsJson, answer, coded, note, raw
from faisceau.cli.status import StoryFolder

if TYPE_CHECKING:
    from faisceau.story import Story
    from faisceau.story.alerts import Standing


@coded
def alerts(
    story: StoryFolder = Path("story"),
    since: Annotated[
        str | None,
        typer.Option("--since", help="Try them on what is new since then, as in diff; the run before the last."),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Deliver what waits, instead of trying.")] = False,
    drop: Annotated[
        str | None, typer.Option("--drop", metavar="RULE", help="Forget what waits of this rule, instead of trying.")
    ] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="The language; the story's if not given.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what the alert rules of story.toml let through, and what waits to be delivered; nothing is sent."""
    from faisceau.story import open_story  # noqa: PLC0415
    from faisceau.story.alerts import drop_alerts  # noqa: PLC0415

    handle = open_story(story)
    if drop is not None:
        dropped = drop_alerts(handle.folder, drop)
        answer({"dropped": dropped}) if as_json else note(f"{dropped} alerts of {drop!r} forgotten.")
    elif send:
        done = handle.send_alerts()
        if as_json:
            answer(done)
        else:
            note(f"Alerts: {done.raised} new, {done.delivered} delivered, {done.waiting} waiting")
            for problem in done.problems:
                note(f"[{problem.code}] {problem.where}: {problem.detail} {problem.advice}")
        if done.problems:
            raise typer.Exit(PROBLEMS)
    else:
        found = handle.try_alerts(since)
        if as_json:
            answer(found)
        else:
            raw(("\n".join(_told(found, handle, lang.value if lang else handle.lang)) + "\n").encode())


def _told(found: Standing, handle: Story, lang: str) -> Iterator[str]:
    from faisceau.export.changes import ChangeWording, change_lines, plain  # noqa: PLC0415
    from faisceau.model.changes import Changes  # noqa: PLC0415

    shown = [change for trial in found.trials for change in trial.changes]
    waiting = [alert.change for alert in found.waiting]
    everything = Changes(
        story=handle.name, since="", as_of=None, changes=(*shown, *waiting), actors=handle.actor_names()
    )
    wording = ChangeWording(everything, lang)
    for trial in found.trials:
        yield f"== {plain(trial.rule)} → {', '.join(trial.channels)} ({len(trial.changes)})"
        for name in trial.strangers:
            yield f"    {wording.say('stranger', name=plain(name))}"
        for change in trial.changes:
            yield from change_lines(change, wording)
    if found.waiting:
        yield f"== {wording.say('waiting')} ({len(found.waiting)})"
    for alert in found.waiting:
        why = f" ({plain(alert.failure)})" if alert.failure else ""
        yield f"- {plain(alert.rule)} → {alert.channel}, {alert.raised}{why}{wording.wording.colon}{wording.headline(alert.change)}"
    if not found.trials and not found.waiting:
        yield wording.say("nothing")
