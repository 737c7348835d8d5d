"""What is to be judged, what matters most first, each with its accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import Claim
from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.judged import JudgedMark
from faisceau.model.dossier.naming import Note
from faisceau.model.fused import Event
from faisceau.view.rows import event_row
from faisceau.view.why import ORDER, Why
from faisceau.web.pages.page import Made, Page
from faisceau.web.parts import dossier_of_part, part_of
from faisceau.web.room import Visit

_ROWS = 15
_ACCOUNTS = 8
_AT = re.compile(rf"({'|'.join(ORDER)})-(\d{{1,9}})")


class InboxRow(Struct, frozen=True):
    """An event to be judged: `open` are its claims that nobody has judged, of `accounts` in all; `claims` the first of them all."""

    why: Why
    row: EventRow
    accounts: int
    open: tuple[str, ...]
    claims: tuple[Claim, ...]


class Inbox(Struct, frozen=True):
    """A stretch of the inbox. `flagged` events are on it or were; `next` is where the next stretch begins (`at`), if any does."""

    flagged: int
    rows: tuple[InboxRow, ...]
    next: str | None
    judged: tuple[JudgedMark, ...]
    notes: tuple[Note, ...]


def make(visit: Visit) -> Made:
    """The events that nobody has judged, of those selected. Raises `FaisceauError` (bad_option) for an `at` that is no place."""
    start = visit.query.get("at", [f"{ORDER[0]}-0"])[-1]
    found: list[tuple[Why, Event]] = []
    following = None
    for place, reason, event in _from(visit, start):
        if visit.decided.settled.issuperset(event.claims):
            continue
        if len(found) == _ROWS:
            following = place
            break
        found.append((reason, event))
    part = part_of(visit, [event for _, event in found])
    ground, notes = part.ground, part.notes
    rows = []
    for reason, event in found:
        claims = ground.claims_of(ground.event[event.id])
        left = tuple(id_ for id_ in event.claims if id_ not in visit.decided.settled)
        rows.append(
            InboxRow(
                reason, event_row(ground, notes, ground.event[event.id]), len(event.claims), left, claims[:_ACCOUNTS]
            )
        )
    for row in rows:
        for claim in row.claims:
            notes.number(claim.id)
    dossier = dossier_of_part(visit, part)
    flagged = sum(
        visit.pages.find("event", visit.selection.wanted(f"why:{each}"), limit=1).total for each in ORDER
    )  # fmt: skip
    return Made(Inbox(flagged, tuple(rows), following, dossier.judged, dossier.notes), dossier)


def _from(visit: Visit, start: str) -> Iterator[tuple[str, Why, Event]]:
    """The flagged events from a place on, each with its place."""
    match = _AT.fullmatch(start)
    if match is None:
        raise FaisceauError(Code.BAD_OPTION, f"at is a place such as {ORDER[0]}-0, not {start[:40]!r}.")
    first = ORDER.index(match[1])
    for number, reason in enumerate(ORDER[first:]):
        offset = int(match[2]) if number == 0 else 0
        while lines := visit.pages.find("event", visit.selection.wanted(f"why:{reason}"), offset, 2 * _ROWS).lines:
            known = {event.id: event for event in visit.view.events_of(line.id for line in lines)}
            for place, line in enumerate(lines, start=offset):
                yield f"{reason}-{place}", reason, known[line.id]
            offset += len(lines)


PAGE = Page("inbox", "/inbox", "inbox.html.j2", make, Inbox)
