"""One delivery: alerts of one rule, run and channel together, as text, JSON lines or an e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import groupby

import msgspec
from msgspec import Struct

from faisceau.export.changes import ChangeWording, change_lines
from faisceau.export.changes.phrases import plain
from faisceau.export.records import lines
from faisceau.model.changes import Changes
from faisceau.model.dossier.naming import ActorName
from faisceau.model.ids import content_id
from faisceau.store.outbox import Alert

MOST_IN_ONE = 100
"""Alerts told in one message to an address or a program; more go into further ones."""


class Context(Struct, frozen=True):
    """What a message needs besides its alerts: the story's name and language, and the names of actors."""

    story: str
    lang: str
    actors: tuple[ActorName, ...] = ()

    def wording(self, alerts: Sequence[Alert]) -> ChangeWording:
        """The words for these alerts."""
        changes = tuple(alert.change for alert in alerts)
        return ChangeWording(
            Changes(story=self.story, since="", as_of=None, changes=changes, actors=self.actors), self.lang
        )


class Message(Struct, frozen=True):
    """Alerts that are delivered together, or not at all. `id` is of their content: a second attempt has the same."""

    id: str
    rule: str
    raised: str
    alerts: tuple[Alert, ...]


def messages(alerts: Sequence[Alert], most: int | None = None) -> Iterator[Message]:
    """The alerts of one rule and channel as messages, a run's together, at most `most` in one."""
    for _, found in groupby(alerts, key=lambda alert: alert.run):
        members = list(found)
        step = most or len(members)
        for start in range(0, len(members), step):
            some = tuple(members[start : start + step])
            yield Message(content_id("m", [alert.id for alert in some]), some[0].rule, some[0].raised, some)


def records(message: Message) -> list[bytes]:
    """The alerts as JSON, a line each: id, rule, when it was raised, the change."""
    return [
        lines([{"id": alert.id, "rule": alert.rule, "raised": alert.raised, "change": alert.change}])
        for alert in message.alerts
    ]


def subject(message: Message, wording: ChangeWording) -> str:
    """A line that says of what the message is."""
    sorts = list(dict.fromkeys(alert.change.sort for alert in message.alerts))
    names = wording.words.text["list_sep"].join(wording.words.change[sort] for sort in sorts)
    return wording.say("alert", rule=plain(message.rule), sort=names, n=len(message.alerts))


def body(message: Message, wording: ChangeWording) -> str:
    """The alerts in words."""
    told = [line for alert in message.alerts for line in change_lines(alert.change, wording)]
    return "\n".join([wording.say("feed", name=wording.story), subject(message, wording), "", *told]) + "\n"


def as_json(message: Message, context: Context) -> bytes:
    """What a webhook is sent: one object with the alerts and, as `text`, the same in words."""
    wording = context.wording(message.alerts)
    return lines([
        {
            "id": message.id,
            "story": context.story,
            "rule": message.rule,
            "raised": message.raised,
            "text": body(message, wording),
            "alerts": [msgspec.json.decode(record) for record in records(message)],
        }
    ])  # fmt: skip


def as_mail(message: Message, context: Context) -> bytes:
    """What a command is given: an e-mail with its headers, the receiver excepted, who is the command's."""
    wording = context.wording(message.alerts)
    mail = EmailMessage(policy=policy.SMTP.clone(linesep="\n"))
    mail["Subject"] = subject(message, wording)
    mail["Date"] = format_datetime(datetime.fromisoformat(message.raised))
    mail["Message-ID"] = f"<{message.id}@faisceau.invalid>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body(message, wording).encode(errors="replace").decode())
    return mail.as_bytes()
