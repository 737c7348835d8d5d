"""Alerts: the rules of story.toml held against what a run changed; queued in the story, then delivered.

Two steps. First the changes since the run up to which alerts were raised last are held against the rules, and what they let
through is queued, in one transaction with the number of the run: killed before it, the next run looks at these changes
too; killed after it, they wait in the queue. Then each message that waits is delivered and noted, one by one. What fails
is a stored problem and waits for the next run. An alert's id is of rule, channel and change: it is queued once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import groupby

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.changes import Change
from faisceau.model.fused import Reading
from faisceau.model.problems import Problem
from faisceau.store.folder import StoryFolder
from faisceau.store.outbox import Alert, Raised
from faisceau.store.view import View, open_view
from faisceau.store.writer import Writer, open_writer
from faisceau.story.alerts.channels import NotDeliveredError, append, post, run, write_feed
from faisceau.story.alerts.matching import matching, raised_by, strangers
from faisceau.story.alerts.message import MOST_IN_ONE, Context, Message, messages
from faisceau.story.alerts.rules import Rule, rules_of
from faisceau.story.since import changes_since, since_run, standing
from faisceau.view.actors import actor_names
from faisceau.view.ground import ground_of

_SENT = frozenset({"webhook", "command"})


class Delivery(Struct, frozen=True):
    """What was done: alerts `raised` now, `delivered` now, and those that still wait, with why."""

    raised: int
    delivered: int
    waiting: int
    problems: tuple[Problem, ...] = ()


class Trial(Struct, frozen=True):
    """What a rule would let through. `strangers` are those of its actors that nobody in the story is called."""

    rule: str
    channels: tuple[str, ...]
    changes: tuple[Change, ...]
    strangers: tuple[str, ...] = ()


class Standing(Struct, frozen=True):
    """The rules tried on what is new since `since`, and the alerts that wait to be delivered."""

    since: str | None
    trials: tuple[Trial, ...]
    waiting: tuple[Alert, ...]


def try_rules(folder: StoryFolder, since: str | None = None) -> Standing:
    """What the rules let through of what is new, nothing being queued or sent. Raises `FaisceauError` as `Story.diff`."""
    rules = rules_of(folder)
    with open_view(folder) as view:
        waiting = tuple(view.alerts(waiting=True))
        actors = _context(view).actors if any(rule.actor for rule in rules) else ()
        first = since is None and len(view.kept_runs()) < 2
        changes = None if first else changes_since(view, since)
    trials = tuple(
        Trial(
            rule.name, rule.channels, tuple(matching(rule, changes)) if changes else (), tuple(strangers(rule, actors))
        )
        for rule in rules
    )
    return Standing(changes.since if changes else None, trials, waiting)


def send_alerts(folder: StoryFolder, *, deliver: bool = True) -> Delivery:
    """Raise the alerts of what changed since they were raised last, and deliver what waits, unless not to `deliver`.

    Raises `FaisceauError`: bad_alert before anything is done; story_busy while another run writes.
    """
    rules = rules_of(folder)
    with open_view(folder) as view:
        looked, kept = view.alerted_run, view.kept_runs()
        if not rules and (not kept or looked == kept[-1]) and not any(view.alerts(waiting=True)):
            return Delivery(0, 0, 0)
    with open_writer(folder) as writer:
        raised = _raise(folder, writer, rules)
        delivered, problems = _deliver(folder, writer, rules) if deliver else (0, [])
        if deliver:
            writer.put_delivery_problems(problems)
    with open_view(folder) as view:
        return Delivery(raised, delivered, sum(1 for _ in view.alerts(waiting=True)), tuple(problems))


def drop_alerts(folder: StoryFolder, rule: str) -> int:
    """Forget what waits of a rule; how many is returned. Raises `FaisceauError` (bad_option) for a rule that is nowhere."""
    with open_writer(folder.require()) as writer:
        dropped = writer.drop_alerts(rule)
    if not dropped and rule not in (names := [known.name for known in rules_of(folder)]):
        there = f"there are: {', '.join(map(repr, names))}" if names else "it has none"
        raise FaisceauError(Code.BAD_OPTION, f"Nothing waits of {rule!r}, and story.toml has no such rule; {there}.")
    return dropped


def _raise(folder: StoryFolder, writer: Writer, rules: Sequence[Rule]) -> int:
    """Queue what the rules let through. Without rules, and for a first run, changes are only noted as looked at."""
    with open_view(folder) as view:
        kept = view.kept_runs()
        if not kept or view.reading_key is None:
            return 0
        found: list[Raised] = []
        before = _looked_at(view, kept)
        if rules and before is not None and before < kept[-1]:
            found = list(raised_by(rules, since_run(view, standing(view), before)))
    return writer.raise_alerts(kept[-1], _now(), found)


def _looked_at(view: View, kept: Sequence[int]) -> int | None:
    """The run up to which changes were looked at: as noted, else the one before the last; None where there is none."""
    if view.alerted_run is not None:
        return max(view.alerted_run, kept[0])
    return kept[-2] if len(kept) > 1 else None


def _deliver(folder: StoryFolder, writer: Writer, rules: Sequence[Rule]) -> tuple[int, list[Problem]]:
    with open_view(folder) as view:
        waiting = sorted(view.alerts(waiting=True), key=lambda alert: (alert.rule, alert.channel, alert.run))
        if not waiting:
            return 0, []
        context = _context(view)
    known = {rule.name: rule for rule in rules}
    number, problems = 0, []
    for (name, channel), found in groupby(waiting, key=lambda alert: (alert.rule, alert.channel)):
        alerts = sorted(found, key=lambda alert: alert.run)
        rule = known.get(name)
        if rule is None or channel not in rule.channels:
            why = f"{len(alerts)} wait for {channel}, and story.toml has no such rule: 'faisceau alerts --drop' forgets them"
            problems.append(_problem(name, why))
            continue
        told = 0
        for message in messages(alerts, MOST_IN_ONE if channel in _SENT else None):
            failure = _attempt(_way(folder, rule, channel, context), message)
            writer.note_delivery([alert.id for alert in message.alerts], _now(), failure)
            if failure is not None:
                problems.append(_problem(name, f"{channel}: {failure}; {len(alerts) - told} wait"))
                break  # what comes after would go out before it
            told += len(message.alerts)
        number += told
    return number, problems


def _context(view: View) -> Context:
    """What messages need; a story whose last run was cut short has it too."""
    names = actor_names(ground_of(list(view.articles()), list(view.claims()), Reading()))
    return Context(view.settings.name, view.settings.lang, names)


def _way(folder: StoryFolder, rule: Rule, channel: str, context: Context) -> Callable[[Message], None]:
    match channel:
        case "file":
            return lambda message: append(folder.path, rule.file or "", message)
        case "feed":
            return lambda message: _feed(folder, rule, message, context)
        case "webhook":
            return lambda message: post(message, rule, context)
    return lambda message: run(message, rule, context, folder.path)


def _feed(folder: StoryFolder, rule: Rule, message: Message, context: Context) -> None:
    """The feed holds what was delivered to it, by whatever rule of that path, and the message."""
    sharing = {other.name for other in rules_of(folder) if other.feed == rule.feed}
    with open_view(folder) as view:
        told = [a for a in view.alerts(channel="feed") if a.rule in sharing and a.delivered]
    write_feed(folder.path, rule.feed or "", [*told, *message.alerts], context)


def _attempt(way: Callable[[Message], None], message: Message) -> str | None:
    """Why the message was not delivered, None where it was."""
    try:
        way(message)
    except NotDeliveredError as error:
        return str(error)
    return None


def _problem(rule: str, detail: str) -> Problem:
    return Problem(Code.NOT_DELIVERED, f"alert {rule}", f"{detail}.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


__all__ = ["Delivery", "Rule", "Standing", "Trial", "drop_alerts", "rules_of", "send_alerts", "try_rules"]
