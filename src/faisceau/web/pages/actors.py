"""The actors: a list, and a page for each with what it does, undergoes, gives and says."""

from __future__ import annotations

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.ledger import LedgerRow
from faisceau.model.dossier.naming import Note
from faisceau.model.dossier.statements import Entry
from faisceau.model.pages import ActorLine, Wanted
from faisceau.view.entries import entries
from faisceau.view.ledger import ledger
from faisceau.view.rows import event_row
from faisceau.web.pages.page import Made, Page, Paging, found, ids_of
from faisceau.web.parts import dossier_of_part, events_of, part_of
from faisceau.web.room import Visit

_SHOWN = 10


class Actors(Struct, frozen=True):
    """A stretch of the list, those in most claims first."""

    paging: Paging
    rows: tuple[ActorLine, ...]


class OneActor(Struct, frozen=True):
    """An actor with the first of so many events, exchanges and statements."""

    actor: ActorLine
    events: tuple[EventRow, ...]
    events_total: int
    ledger: tuple[LedgerRow, ...]
    ledger_total: int
    statements: tuple[Entry, ...]
    statements_total: int
    notes: tuple[Note, ...]


def make_list(visit: Visit) -> Made:
    """The actors selected: `kind`, `status`, `verdict` and dates are not of actors."""
    wanted = visit.selection.wanted(without=("kind", "status", "verdict", "dates"))
    lines, paging = found(visit, "actor", wanted)
    known = visit.pages.bodies("actor", ids_of(lines), ActorLine)
    rows = tuple(known[id_] for id_ in ids_of(lines))
    return Made(Actors(paging, rows), dossier_of_part(visit, part_of(visit), actors=[row.id for row in rows]))


def make_one(visit: Visit) -> Made:
    """One actor. Raises `FaisceauError` (not_found)."""
    known = visit.pages.bodies("actor", [visit.argument], ActorLine)
    if visit.argument not in known:
        raise FaisceauError(Code.NOT_FOUND, f"No actor has the id {visit.argument[:80]!r}.")
    tags = (f"actor:{visit.argument}",)
    wanted = visit.selection.wanted(*tags, without=("actor",))
    events = visit.pages.find("event", wanted, limit=_SHOWN)
    exchanges = visit.pages.find("ledger", wanted, limit=_SHOWN)
    said = visit.pages.find("statement", Wanted((f"source:{visit.argument}",)), limit=_SHOWN)
    part = part_of(
        visit,
        events_of(visit, {*ids_of(events), *ids_of(said)}),
        exchanges=visit.view.exchanges_of(ids_of(exchanges)),
    )
    ground, notes = part.ground, part.notes
    rows = tuple(event_row(ground, notes, ground.event[id_]) for id_ in ids_of(events))
    lines = {row.exchange: row for row in ledger(ground, notes)}
    voices = {row.event: row for row in entries(ground, notes, "statement")}
    listed = tuple(lines[id_] for id_ in ids_of(exchanges))
    dossier = dossier_of_part(visit, part, [visit.argument], ledger=listed)
    model = OneActor(
        actor=known[visit.argument],
        events=rows,
        events_total=events.total,
        ledger=listed,
        ledger_total=exchanges.total,
        statements=tuple(voices[id_] for id_ in ids_of(said) if id_ in voices),
        statements_total=said.total,
        notes=dossier.notes,
    )
    return Made(model, dossier)


PAGE = Page("actors", "/actors", "actors.html.j2", make_list, Actors)
ONE = Page("actors", "/actors", "actor.html.j2", make_one, OneActor, named=True)
