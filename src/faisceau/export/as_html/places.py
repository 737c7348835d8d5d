"""Where in the page each note is cited: the way back from an article's words to the lines that rest on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from faisceau.model.dossier.events import EventRow
from faisceau.model.dossier.statements import Entry
from faisceau.model.dossier.whole import Dossier
from faisceau.model.passages import Passage
from faisceau.model.rules import Check

_Notes = tuple[int, ...]


class Place(NamedTuple):
    """A row: its section, its number there and its fragment."""

    section: str
    number: int
    fragment: str


class _Section(NamedTuple):
    """A section of the page: the prefix of its rows' fragments, and its rows' numbers with the notes that they cite."""

    prefix: str
    cited: Callable[[Dossier], Iterable[tuple[int, _Notes]]]


def row_id(section: str, number: int) -> str:
    """The fragment of a section's row."""
    return f"{_SECTIONS[section].prefix}{number}"


def places_of(dossier: Dossier) -> dict[int, tuple[Place, ...]]:
    """Every row that cites a note, in page order."""
    found: dict[int, dict[Place, None]] = defaultdict(dict)
    for name, section in _SECTIONS.items():
        for number, notes in section.cited(dossier):
            for note in notes:
                found[note][Place(name, number, row_id(name, number))] = None
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


def _counted(rows: Iterable[_Notes]) -> Iterator[tuple[int, _Notes]]:
    return enumerate(rows, start=1)


def _of(*passages: Passage | None) -> _Notes:
    """The notes of the passages that there are, in order."""
    return tuple(note for passage in passages if passage is not None for note in passage.notes)


def _of_events(rows: Iterable[EventRow]) -> Iterator[_Notes]:
    return (_of(row.told, row.against) for row in rows)


def _of_entries(rows: Iterable[Entry]) -> Iterator[tuple[int, _Notes]]:
    return _counted(row.told.notes for row in rows)


def _of_timeline(dossier: Dossier) -> Iterator[tuple[int, _Notes]]:
    """By the number that each row carries: one count runs through what is dated and what is not."""
    rows = (*dossier.timeline.dated, *dossier.timeline.undated)
    return zip((row.number for row in rows), _of_events(rows), strict=True)


def _of_positions(dossier: Dossier) -> Iterator[_Notes]:
    held: dict[str, list[int]] = defaultdict(list)
    for each in dossier.positions.positions:
        held[each.objective].extend(each.notes)
    return (tuple(held[objective]) for objective in dossier.positions.objectives)


# In page order.
_SECTIONS = {
    "summary": _Section("s", lambda page: _counted(_of(*sentence.passages) for sentence in page.summary)),
    "established": _Section("b", lambda page: _counted(_of_events(page.established))),
    "contested": _Section("c", lambda page: _counted(_of_events(page.contested))),
    "diverging": _Section("g", lambda _: ()),  # what it cites is cited by its figure
    "timeline": _Section("e", _of_timeline),
    "ledger": _Section("x", lambda page: _counted(line.told.notes for line in page.ledger)),
    "totals": _Section("t", lambda page: _counted(total.notes for total in page.totals)),
    "supplies": _Section(
        "w", lambda page: _counted(_of(cell.needed, *(each.told for each in cell.supplied)) for cell in page.supplies)
    ),
    "rules": _Section("l", lambda page: _counted(_of(*(case.told for case in rule.cases)) for rule in page.rules)),
    "checks": _Section("k", lambda page: _counted((check.note,) for check in page.checks)),
    "network": _Section("r", lambda page: _counted(edge.notes for edge in page.network.edges)),
    "causes": _Section("m", lambda _: ()),  # each has its quote beside it, and no note
    "camps": _Section(
        "z", lambda page: _counted(_of(*(each.told for each in tie.events)) for tie in page.alignment.ties)
    ),
    "positions": _Section("o", lambda page: _counted(_of_positions(page))),
    "figures": _Section(
        "f", lambda page: _counted(_of(*(each.told for each in row.lines)) for row in page.figure_rows)
    ),
    "statements": _Section("vs", lambda page: _of_entries(page.statements)),
    "needs": _Section("vn", lambda page: _of_entries(page.needs)),
    "reactions": _Section("vr", lambda page: _of_entries(page.reactions)),
    "forecasts": _Section("vf", lambda page: _of_entries(page.forecasts)),
    "assessments": _Section("va", lambda page: _of_entries(page.assessments)),
}
