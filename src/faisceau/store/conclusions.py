"""What claims amount to: the events, figures and exchanges as last fused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Table, select

from faisceau.errors import Code, FaisceauError
from faisceau.model.fused import Event, Exchange, Figure, Reading
from faisceau.store import rows, tables
from faisceau.store.reader import MOST_ASKED, Reader


class Conclusions(Reader):
    """Events, figures and exchanges, in the order in which they were fused."""

    def reading(self) -> Reading:
        """The events, figures and exchanges, as fused from exactly the claims of this view.

        Raises `FaisceauError` (story_busy) while a run is under way, or after one was cut short.
        """
        if self.reading_key is None:
            raise FaisceauError(
                Code.STORY_BUSY,
                "The run that writes this story has not finished; "
                "if none is under way, complete it with 'faisceau build --story DIR'.",
            )
        return Reading(events=tuple(self.events()), figures=tuple(self.figures()), exchanges=tuple(self.exchanges()))

    def events(self) -> Iterator[Event]:
        """All events as last fused, one after the other."""
        yield from (rows.decoded(body, Event) for body in self._bodies(tables.event))

    def events_of(self, ids: Iterable[str]) -> tuple[Event, ...]:
        """The events with these ids, those that there are, as last fused."""
        return self._some(tables.event, ids, Event)

    def events_like(self, event: str) -> tuple[Event, ...]:
        """The events whose id begins so; two at most."""
        table = tables.event
        query = select(table.c.body).where(table.c.id >= event, table.c.id < event + "\U0010ffff")
        bodies = self._connection.execute(query.order_by(table.c.id).limit(2)).scalars()
        return tuple(rows.decoded(body, Event) for body in bodies)

    def figures(self) -> Iterator[Figure]:
        """All figures, likewise."""
        yield from (rows.decoded(body, Figure) for body in self._bodies(tables.figure))

    def figures_of(self, ids: Iterable[str]) -> tuple[Figure, ...]:
        """The figures with these ids."""
        return self._some(tables.figure, ids, Figure)

    def exchanges(self) -> Iterator[Exchange]:
        """All exchanges, likewise."""
        yield from (rows.decoded(body, Exchange) for body in self._bodies(tables.exchange))

    def exchanges_of(self, ids: Iterable[str]) -> tuple[Exchange, ...]:
        """The exchanges with these ids."""
        return self._some(tables.exchange, ids, Exchange)

    def about(self, event: str) -> tuple[tuple[Figure, ...], tuple[Exchange, ...]]:
        """The figures and exchanges of an event."""
        figures = select(tables.figure.c.body).where(tables.figure.c.event == event).order_by(tables.figure.c.position)
        exchanges = select(tables.exchange.c.body).where(tables.exchange.c.event == event)
        return (
            tuple(rows.decoded(body, Figure) for body in self._connection.execute(figures).scalars()),
            tuple(
                rows.decoded(body, Exchange)
                for body in self._connection.execute(exchanges.order_by(tables.exchange.c.position)).scalars()
            ),
        )

    def _bodies(self, table: Table) -> Iterator[bytes]:
        query = select(table.c.body).order_by(table.c.position).execution_options(yield_per=MOST_ASKED)
        for some in self._connection.execute(query).scalars().partitions():
            yield from some
