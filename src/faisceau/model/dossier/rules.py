"""Provisions that are concerned, and claims beside shipped facts that say otherwise."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.passages import Passage
from faisceau.model.rules import Check, Concern


class RuleCase(Struct, frozen=True):
    """What concerns a row's provision: a line of the ledger (`exchange`), or claims of `event` that are on none."""

    event: str
    exchange: str | None
    date: str | None
    told: Passage


class RuleRow(Struct, frozen=True):
    """A provision with what was matched, what the words leave open, and every case that concerns it."""

    concern: Concern
    cases: tuple[RuleCase, ...]


class CheckRow(Struct, frozen=True):
    """A claim (its note) beside a shipped fact that says otherwise."""

    note: int
    check: Check
