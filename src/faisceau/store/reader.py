"""Asking a story's database: what every part of a view does alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from faisceau.store import rows, tables

T = TypeVar("T")
#: Ids that one question may hold, and rows that are taken at a time.
MOST_ASKED = 500


class Reader:
    """Asks the database of one story, as it stood when the connection's transaction began."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def reading_key(self) -> str | None:
        """What the stored reading was fused from, None where claims have changed since."""
        return self._meta("reading")

    def _meta(self, key: str) -> str | None:
        table = tables.meta
        return self._connection.execute(select(table.c.value).where(table.c.key == key)).scalar()

    def _some(self, table: Table, ids: Iterable[str], shape: type[T]) -> tuple[T, ...]:
        """The values with these ids, each once, by id."""
        return tuple(
            rows.decoded(body, shape)
            for some in batches(ids)
            for body in self._connection.execute(select(table.c.body).where(table.c.id.in_(some)).order_by(table.c.id))
            .scalars()
            .all()
        )


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids, each once and sorted, as many at a time as a question may hold."""
    every = sorted(set(ids))
    for at in range(0, len(every), MOST_ASKED):
        yield every[at : at + MOST_ASKED]
