"""Rules touched: each provision with what concerns it, and the claims that a shipped fact differs from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from faisceau.knowledge.provisions import provision
from faisceau.model.claims import Claim
from faisceau.model.dossier.rules import CheckRow, RuleCase, RuleRow
from faisceau.model.rules import Concern, merged
from faisceau.view.ground import Ground
from faisceau.view.notes import Notes


def rules(ground: Ground, notes: Notes) -> tuple[RuleRow, ...]:
    """A row a provision, those that order something before what is said not to be forbidden, the most concerned first."""
    cases: dict[str, list[tuple[Concern, str, str | None]]] = defaultdict(list)
    for concern, event, exchange in _concerns(ground):
        cases[concern.id].append((concern, event, exchange))
    ordered = sorted(cases.items(), key=lambda entry: (not _orders(entry[0]), -len(entry[1]), entry[0]))
    return tuple(
        RuleRow(
            concern=merged(concern for concern, _, _ in told)[0],
            cases=_cases(ground, notes, told),
        )
        for _, told in ordered
    )


def _cases(ground: Ground, notes: Notes, told: list[tuple[Concern, str, str | None]]) -> tuple[RuleCase, ...]:
    """The lines of one event together, under the first of them, then its other claims."""
    together: dict[tuple[str, bool], list[tuple[Concern, str | None]]] = defaultdict(list)
    for concern, event, exchange in told:
        together[event, exchange is None].append((concern, exchange))
    return tuple(
        RuleCase(
            event=event,
            exchange=lines[0][1],
            date=next((concern.date for concern, _ in lines if concern.date), None),
            told=notes.passage(_claims(ground, [concern for concern, _ in lines])),
        )
        for (event, _), lines in together.items()
    )


def checks(ground: Ground, notes: Notes) -> tuple[CheckRow, ...]:
    """Every claim that differs from a shipped fact, in reading order."""
    found = {(check.claim, check.fact, check.differs): check for event in ground.events for check in event.checks}
    ordered = sorted(found.values(), key=lambda check: (ground.place(ground.claim[check.claim]), check.fact))
    return tuple(CheckRow(notes.number(check.claim), check) for check in ordered)


def _orders(identity: str) -> bool:
    known = provision(identity)
    return known is None or known[1].is_ban


def _concerns(ground: Ground) -> Iterator[tuple[Concern, str, str | None]]:
    """Every concern with its event, and its line of the ledger if it has one: lines first."""
    for exchange in ground.exchanges:
        for concern in exchange.provisions:
            yield concern, exchange.event, exchange.id
    for event in ground.events:
        for concern in event.concerns:
            yield concern, event.id, None


def _claims(ground: Ground, concerns: list[Concern]) -> list[Claim]:
    ids = {identity for concern in concerns for identity in concern.claims}
    return sorted((ground.claim[identity] for identity in ids), key=ground.place)
