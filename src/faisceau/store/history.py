"""What runs concluded. Each conclusion is one row, however many runs it stands through: a run costs what it changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import bindparam, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from faisceau.errors import Code, FaisceauError
from faisceau.model.past import Past, PastArticle, PastEvent, PastExchange, PastFigure
from faisceau.store import rows, tables

KEY = "past"
FIRST = "first_past"
T = TypeVar("T")


def keep(connection: Connection, run: int, past: Past) -> None:
    """Note that `past` is what stands from run number `run` on."""
    table = tables.past
    query = select(table.c.row, table.c.sort, table.c.id, table.c.body).where(table.c.until.is_(None))
    standing = {(sort, id_): (number, body) for number, sort, id_, body in connection.execute(query)}
    new: list[rows.Row] = []
    for sort, id_, body in _rows(past):
        known = standing.get((sort, id_))
        if known is not None and known[1] == body:
            del standing[sort, id_]
        else:
            new.append({"sort": sort, "id": id_, "since": run, "until": None, "body": body})
    if standing:
        ended = update(table).where(table.c.row == bindparam("ended")).values(until=run)
        connection.execute(ended, [{"ended": number} for number, _ in standing.values()])
    if new:
        connection.execute(insert(table), new)


def past_at(connection: Connection, run: int) -> Past:
    """What stood after run number `run`. Raises `FaisceauError` (no_run) where the story has not kept it."""
    first, last = first_run(connection), connection.execute(select(func.max(tables.run.c.id))).scalar()
    if first is None or last is None or not first <= run <= last:
        kept = "No run is kept yet" if first is None else f"Runs {first} to {last} are kept"
        raise FaisceauError(Code.NO_RUN, f"There is nothing kept of run {run}. {kept}.")
    table = tables.past
    found: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    query = select(table.c.sort, table.c.id, table.c.body)
    query = query.where(table.c.since <= run, or_(table.c.until.is_(None), table.c.until > run))
    for sort, id_, body in connection.execute(query.order_by(table.c.id)):
        found[sort].append((id_, body))

    def all_of(sort: str, shape: type[T]) -> tuple[T, ...]:
        return tuple(rows.decoded(body, shape) for _, body in found[sort])

    return Past(
        events=all_of("event", PastEvent),
        figures=all_of("figure", PastFigure),
        exchanges=all_of("exchange", PastExchange),
        actors=tuple(id_ for id_, _ in found["actor"]),
        articles=all_of("article", PastArticle),
    )


def first_run(connection: Connection) -> int | None:
    """The first run whose conclusions were kept: `meta` has it, for a run may have concluded nothing."""
    query = select(tables.meta.c.key, tables.meta.c.value).where(tables.meta.c.key.in_((KEY, FIRST)))
    known: dict[str, str] = {key: value for key, value in connection.execute(query)}  # noqa: C416 - rows, not pairs
    if KEY not in known:
        return None
    if FIRST in known:
        return int(known[FIRST])
    # Kept before `meta` had it: the first that concluded anything.
    first = connection.execute(select(func.min(tables.past.c.since))).scalar()
    return 1 if first is None else int(first)


def _rows(past: Past) -> Iterator[tuple[str, str, bytes]]:
    for event in past.events:
        yield "event", event.id, rows.canonical(event)
    for figure in past.figures:
        yield "figure", figure.id, rows.canonical(figure)
    for exchange in past.exchanges:
        yield "exchange", exchange.id, rows.canonical(exchange)
    for actor in past.actors:
        yield "actor", actor, b""
    for article in past.articles:
        yield "article", article.id, rows.canonical(article)
