"""The events: a list, and a page for each with all its accounts and how its verdict came to be."""

from __future__ import annotations

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import Claim
from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.figures import FigureRow
from faisceau.model.dossier.judged import JudgedMark
from faisceau.model.dossier.ledger import LedgerRow
from faisceau.model.dossier.naming import Note
from faisceau.model.fused import Event
from faisceau.view.figures import figure_rows
from faisceau.view.ledger import ledger
from faisceau.view.rows import event_row
from faisceau.web.pages.page import Made, Page, Paging, found, ids_of
from faisceau.web.parts import dossier_of_part, events_of, part_of
from faisceau.web.room import Visit

_ACCOUNTS = 200


class Events(Struct, frozen=True):
    """A stretch of the list."""

    paging: Paging
    rows: tuple[EventRow, ...]
    notes: tuple[Note, ...]


class OneEvent(Struct, frozen=True):
    """An event with its claims, their words in `notes`; `accounts` is how many there are where not all are shown.

    `named` where somebody gave it its label; `judged` is what else was judged of its claims.
    """

    event: Event
    row: EventRow
    accounts: int
    claims: tuple[Claim, ...]
    figures: tuple[FigureRow, ...]
    exchanges: tuple[LedgerRow, ...]
    earlier: tuple[EventRow, ...]
    named: bool
    judged: tuple[JudgedMark, ...]
    notes: tuple[Note, ...]


def make_list(visit: Visit) -> Made:
    """The events selected, those that tell most of the story first."""
    lines, paging = found(visit, "event", visit.selection.wanted())
    part = part_of(visit, events_of(visit, ids_of(lines)))
    rows = tuple(event_row(part.ground, part.notes, part.ground.event[id_]) for id_ in ids_of(lines))
    return Made(Events(paging, rows, part.cited()), dossier_of_part(visit, part))


def make_one(visit: Visit) -> Made:
    """One event. Raises `FaisceauError` (not_found)."""
    known = events_of(visit, [visit.argument])
    if not known or not known[0].claims:
        raise FaisceauError(Code.NOT_FOUND, f"No event has the id {visit.argument[:80]!r}.")
    event = known[0]
    figures, exchanges = visit.view.about(event.id)
    earlier = events_of(visit, event.evolves_from)
    part = part_of(visit, (event, *earlier), figures, exchanges, most=_ACCOUNTS)
    ground, notes = part.ground, part.notes
    crowd = ground.crowds.get(event.id)
    claims = sorted(
        ground.claims_of(event), key=lambda claim: (ground.article[claim.article].published or "~", ground.place(claim))
    )
    for claim in claims:  # the accounts are what the page is of: they have the first numbers
        notes.number(claim.id)
    judged = visit.decided.marks(claims)
    model = OneEvent(
        event=event,
        row=event_row(ground, notes, event),
        accounts=crowd.accounts if crowd else len(event.claims),
        claims=tuple(claims),
        figures=tuple(row for row in figure_rows(ground, notes) if row.event == event.id),
        exchanges=tuple(row for row in ledger(ground, notes) if row.event == event.id),
        earlier=tuple(event_row(ground, notes, each) for each in earlier if each.claims),
        named=any(mark.action == "relabel" for mark in judged),
        judged=judged,
        notes=part.cited(),
    )
    return Made(model, dossier_of_part(visit, part, figure_rows=model.figures, ledger=model.exchanges))


PAGE = Page("events", "/events", "events.html.j2", make_list, Events)
ONE = Page("events", "/events", "event.html.j2", make_one, OneEvent, named=True)
