"""The log of judgements, and the claims as they stand by it. A judgement is added to the log, never changed or taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from sqlalchemy import delete, exists, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import Claim
from faisceau.model.judgements import Judged, Judgement, touched
from faisceau.model.problems import Problem
from faisceau.store import rows, tables

APPLIED = "judged"
"""Where it is noted up to which judgement the stored reading goes."""


def last(connection: Connection) -> int:
    """The number of the last judgement, 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(tables.judgement.c.number), 0))).scalar_one())


def problems(judged: Judged) -> Iterator[Problem]:
    """What waits, as problems of the story."""
    for each in judged.waiting:
        anchor = each.anchor
        words = f" '{' '.join(anchor.quote.split())[:80]}'" if anchor else ""
        where = anchor.article if anchor else f"judgement {each.number}"
        yield Problem(Code.JUDGEMENT_WAITS, where, f"Judgement {each.number} waits ({each.reason}){words}.")


def log(connection: Connection) -> tuple[Judgement, ...]:
    """The whole log, first to last."""
    table = tables.judgement
    bodies = connection.execute(select(table.c.body).order_by(table.c.number)).scalars()
    return tuple(rows.decoded(body, Judgement) for body in bodies)


def add(connection: Connection, new: Sequence[Judgement], seen: int | None) -> tuple[Judgement, ...]:
    """As `Writer.add_judgements`, in a transaction under way."""
    before = log(connection)
    if seen is not None and not 0 <= seen <= len(before):
        raise FaisceauError(
            Code.BAD_JUDGEMENT, f"The log has {len(before)} judgements: nobody can have seen number {seen}."
        )
    by_id = {each.id: each for each in before}
    fresh = [each for each in {each.id: each for each in new}.values() if each.id not in by_id]
    added = tuple(replace(each, number=len(before) + n) for n, each in enumerate(fresh, start=1))
    for judgement in added if seen is not None else ():
        if judgement.action == "undo" and judgement.undone not in by_id:
            raise FaisceauError(Code.NO_TARGET, "There is no such judgement to undo.")
        _refuse_meanwhile(judgement, [each for each in before if each.number > (seen or 0)], by_id)
    if added:
        connection.execute(insert(tables.judgement), [
            {"number": each.number, "id": each.id, "action": each.action, "author": each.author, "body": rows.canonical(each)}
            for each in added
        ])  # fmt: skip
    return added


def _refuse_meanwhile(judgement: Judgement, later: Sequence[Judgement], by_id: dict[str, Judgement]) -> None:
    own = touched(judgement, by_id)
    for other in later:
        common = own & touched(other, by_id)
        if not common:
            continue
        quotes = [a.quote for a in other.anchors if ("claim", a.article, a.claim) in common]
        what = f" of '{' '.join(quotes[0].split())[:80]}'" if quotes else ""
        note = f" ({' '.join(other.note.split())[:80]})" if other.note else ""
        raise FaisceauError(
            Code.JUDGED_MEANWHILE,
            f"Judgement {other.number} ({other.action}) by {other.author} on {other.at} came meanwhile{what}{note}.",
        )


def is_judged(connection: Connection, article: str) -> bool:
    """Whether a claim of the article is not as it was read, or counts no more."""
    table = tables.claim
    judged = exists().where(
        table.c.article == article, or_(table.c.as_read.is_not(None), table.c.rejected.is_not(None))
    )
    return bool(connection.execute(select(judged)).scalar())


def put_judged(connection: Connection, judged: Judged) -> None:
    """Make the stored claims as judged; those that are judged no more are as read again."""
    table = tables.claim
    known = {
        id_: (body, as_read, rejected)
        for id_, body, as_read, rejected in connection.execute(
            select(table.c.id, table.c.body, table.c.as_read, table.c.rejected).where(
                or_(table.c.as_read.is_not(None), table.c.rejected.is_not(None))
            )
        )
    }
    for id_ in sorted(known.keys() | judged.changed.keys() | judged.rejected.keys()):
        body, as_read, rejected = known.get(id_) or (_body(connection, id_), None, None)
        raw = as_read or body
        claim = judged.changed.get(id_) or rows.decoded(raw, Claim)
        row = rows.claim_row(claim)
        now = {"as_read": None if row["body"] == raw else raw, "rejected": judged.rejected.get(id_)}
        if (row["body"], now["as_read"], now["rejected"]) == (body, as_read, rejected):
            continue
        connection.execute(update(table).where(table.c.id == id_).values(**row, **now))
        if row["body"] != body:
            connection.execute(delete(tables.claim_actor).where(tables.claim_actor.c.claim == id_))
            actors = list(rows.actor_rows(claim))
            if actors:
                connection.execute(insert(tables.claim_actor), actors)


def _body(connection: Connection, claim: str) -> bytes:
    return bytes(connection.execute(select(tables.claim.c.body).where(tables.claim.c.id == claim)).scalar_one())
