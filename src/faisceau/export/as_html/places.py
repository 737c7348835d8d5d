"""Where in the page each note is cited: the way back from an article's words to the lines that rest on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.whole import Dossier
from faisceau.model.passages import Passage
from faisceau.model.rules import Check

# Fragment prefixes of the rows of each section.
_PREFIX = {
    "summary": "s",
    "established": "b",
    "contested": "c",
    "diverging": "g",
    "timeline": "e",
    "ledger": "x",
    "totals": "t",
    "supplies": "w",
    "rules": "l",
    "checks": "k",
    "network": "r",
    "causes": "m",
    "camps": "z",
    "positions": "o",
    "figures": "f",
    "statements": "vs",
    "needs": "vn",
    "reactions": "vr",
    "forecasts": "vf",
    "assessments": "va",
}


class Place(NamedTuple):
    """A row: its section, its number there and its fragment."""

    section: str
    number: int
    fragment: str


def row_id(section: str, number: int) -> str:
    """The fragment of a section's row."""
    return f"{_PREFIX[section]}{number}"


def places_of(dossier: Dossier) -> dict[int, tuple[Place, ...]]:
    """Every row that cites a note, in page order."""
    found: dict[int, dict[Place, None]] = defaultdict(dict)
    for section, number, notes in _cited(dossier):
        for note in notes:
            found[note][Place(section, number, row_id(section, number))] = None
    return {note: tuple(places) for note, places in found.items()}


def rule_numbers(dossier: Dossier) -> dict[str, int]:
    """The row of each provision among the rules."""
    found: dict[str, int] = {}
    for number, row in enumerate(dossier.rules, start=1):
        found[row.concern.id] = number
    return found


def checks_of(dossier: Dossier) -> dict[str, list[Check]]:
    """What differs from shipped facts, by claim."""
    found: dict[str, list[Check]] = defaultdict(list)
    for row in dossier.checks:
        found[row.check.claim].append(row.check)
    return found


def _cited(dossier: Dossier) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    for number, sentence in enumerate(dossier.summary, start=1):
        for passage in sentence.passages:
            yield "summary", number, passage.notes
    events = (("established", dossier.established), ("contested", dossier.contested))
    for section, rows in events:
        for number, row in enumerate(rows, start=1):
            yield section, number, _both(row)
    for row in (*dossier.timeline.dated, *dossier.timeline.undated):
        yield "timeline", row.number, _both(row)
    for number, line in enumerate(dossier.ledger, start=1):
        yield "ledger", number, line.told.notes
    for number, total in enumerate(dossier.totals, start=1):
        yield "totals", number, total.notes
    for number, cell in enumerate(dossier.supplies, start=1):
        told = [*([cell.needed] if cell.needed else []), *(supply.told for supply in cell.supplied)]
        yield "supplies", number, tuple(note for passage in told for note in passage.notes)
    for number, rule in enumerate(dossier.rules, start=1):
        yield "rules", number, tuple(note for case in rule.cases for note in case.told.notes)
    for number, check in enumerate(dossier.checks, start=1):
        yield "checks", number, (check.note,)
    for number, edge in enumerate(dossier.network.edges, start=1):
        yield "network", number, edge.notes
    for number, tie in enumerate(dossier.alignment.ties, start=1):
        yield "camps", number, tuple(note for each in tie.events for note in each.told.notes)
    for number, objective in enumerate(dossier.positions.objectives, start=1):
        held = (each for each in dossier.positions.positions if each.objective == objective)
        yield "positions", number, tuple(note for each in held for note in each.notes)
    for number, figure in enumerate(dossier.figure_rows, start=1):
        yield "figures", number, tuple(note for account in figure.lines for note in account.told.notes)
    for section in ("statements", "needs", "reactions", "forecasts", "assessments"):
        for number, entry in enumerate(getattr(dossier, section), start=1):
            yield section, number, entry.told.notes


def _both(row: EventRow) -> tuple[int, ...]:
    sides: list[Passage] = [row.told, *([row.against] if row.against else [])]
    return tuple(note for side in sides for note in side.notes)
