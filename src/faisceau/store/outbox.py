"""Alerts between being raised and being delivered. Nothing is sent that is not queued here, and nothing is queued twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from faisceau.model.changes import Change
from faisceau.store import rows, tables

KEY = "alerted"
Channel = Literal["file", "feed", "webhook", "command"]
_AT_ONCE = 500


class Raised(Struct, frozen=True):
    """A change that `rule` wants told over `channel`. `id` is of all three: the same is told once."""

    id: str
    rule: str
    channel: Channel
    change: Change


class Alert(Struct, frozen=True):
    """An alert of run `run`. `delivered` is when (ISO 8601, UTC), None while it waits; `failure` is why it still does."""

    id: str
    run: int
    rule: str
    channel: Channel
    raised: str
    change: Change
    attempts: int = 0
    failure: str | None = None
    delivered: str | None = None


def queue(connection: Connection, run: int, raised: str, alerts: Sequence[Raised]) -> int:
    """Queue those of the alerts that never were; how many is returned."""
    table = tables.alert
    known: set[str] = set()
    ids = [alert.id for alert in alerts]
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        known.update(connection.execute(select(table.c.id).where(table.c.id.in_(some))).scalars())
    last = connection.execute(select(func.max(table.c.position))).scalar() or 0
    new = [alert for alert in {alert.id: alert for alert in alerts}.values() if alert.id not in known]
    values = [
        {
            "id": alert.id,
            "position": position,
            "run": run,
            "rule": alert.rule,
            "channel": alert.channel,
            "raised": raised,
            "body": rows.canonical(alert.change),
            "attempts": 0,
        }
        for position, alert in enumerate(new, start=last + 1)
    ]
    if values:
        connection.execute(insert(table), values)
    return len(values)


def note(connection: Connection, ids: Sequence[str], when: str, failure: str | None) -> None:
    """Note one attempt at delivering these alerts, at `when`: its failure, or that it succeeded."""
    table = tables.alert
    values = {"attempts": table.c.attempts + 1, "failure": failure, "delivered": when if failure is None else None}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        connection.execute(update(table).where(table.c.id.in_(some), table.c.delivered.is_(None)).values(values))


def drop(connection: Connection, rule: str) -> int:
    """Forget the undelivered alerts of a rule; how many is returned."""
    table = tables.alert
    return connection.execute(delete(table).where(table.c.rule == rule, table.c.delivered.is_(None))).rowcount


def alerts(connection: Connection, *, waiting: bool, channel: Channel | None = None) -> Iterator[Alert]:
    """Alerts in the order in which they were raised; with `waiting` those not delivered, with `channel` those of it."""
    table = tables.alert
    query = select(
        table.c.id, table.c.run, table.c.rule, table.c.channel, table.c.raised, table.c.body, table.c.attempts,
        table.c.failure, table.c.delivered,
    ).order_by(table.c.position)  # fmt: skip
    if waiting:
        query = query.where(table.c.delivered.is_(None))
    if channel is not None:
        query = query.where(table.c.channel == channel)
    for id_, run, rule, way, raised, body, attempts, failure, delivered in connection.execute(query):
        change = rows.decoded(body, Change)
        yield Alert(id_, run, rule, way, raised, change, attempts, failure, delivered)
