"""A filter on claims, and the query of the database that it makes."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, and_, exists, or_

from faisceau.errors import Code, FaisceauError
from faisceau.model.period import days
from faisceau.store import tables

_ROLES = ("subject", "object", "from", "to")


class ClaimFilter(Struct, frozen=True):
    """Which claims; every field given must hold. `actor` and `source` are ids, or names as an article writes them.

    `since` and `until` are ISO 8601 (year, month or day): claims that may fall within. `limit` is a number of claims.
    """

    article: str | None = None
    actor: str | None = None
    source: str | None = None
    kind: str | None = None
    status: str | None = None
    plover: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None


def narrowed(query: Select[str, bytes], only: ClaimFilter) -> Select[str, bytes]:
    """The question for claims, of those only that the filter lets through. Raises `FaisceauError` (bad_option)."""
    table = tables.claim
    for name in ("article", "kind", "status", "plover"):
        wanted = getattr(only, name)
        if wanted is not None:
            query = query.where(table.c[name] == wanted)
    if only.actor is not None:
        query = query.where(_names(only.actor, _ROLES))
    if only.source is not None:
        query = query.where(_names(only.source, ("source",)))
    if only.since is not None:
        query = query.where(table.c.date_to >= _day(only.since)[0])
    if only.until is not None:
        query = query.where(table.c.date_from <= _day(only.until)[1])
    return query if only.limit is None else query.limit(only.limit)


def _names(wanted: str, roles: tuple[str, ...]) -> ColumnElement[bool]:
    table = tables.claim_actor
    same = or_(table.c.actor == wanted, table.c.folded == wanted.casefold())
    return exists().where(and_(table.c.claim == tables.claim.c.id, table.c.role.in_(roles), same))


def _day(value: str) -> tuple[str, str]:
    found = days(value)
    if found is None:
        raise FaisceauError(Code.BAD_OPTION, f"{value!r} is not a date: write 2024, 2024-06 or 2024-06-18.")
    return found
