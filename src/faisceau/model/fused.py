"""What the claims of several articles amount to: events with verdicts, figures side by side, the ledger of exchanges."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.model.claims import ActorRef, Quantity, Status

Verdict = Literal["corroborated", "single_source", "contested", "contradicted", "superseded"]
Relation = Literal["agree", "update", "contradict", "compatible_bound", "part_of", "different_thing"]


class Account(Struct, frozen=True):
    """One claim's account of an event: `source` are actor ids (or `author`), `date` the publication date of its article."""

    claim: str
    source: tuple[str, ...]
    status: Status
    date: str | None


class Event(Struct, frozen=True):
    """Claims about one event or proposition, from one article or many.

    `origins` are groups of article ids that count as one witness each (copies, shared agency text); `independent` is
    their number. `differs` names what the accounts disagree on: `figure`, `date`, `status`, `denial`. `salience` orders a
    story's events by how much they tell of it, see `fuse/salience.py`; it means nothing beside another story's.
    """

    id: str
    label: str
    kind: str
    date: str | None
    verdict: Verdict
    independent: int
    origins: tuple[tuple[str, ...], ...]
    claims: tuple[str, ...]
    accounts: tuple[Account, ...]
    evolves_from: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    salience: float = 0.0


class FigureAccount(Struct, frozen=True):
    """One article's figure. `source` as in `Account`; `published` is its article's date."""

    claim: str
    quantity: Quantity
    source: tuple[str, ...]
    published: str | None


class FigureRelation(Struct, frozen=True):
    """How the figures of claims `a` and `b` stand to one another."""

    a: str
    b: str
    relation: Relation


class Figure(Struct, frozen=True):
    """One thing counted (`of`, in `unit`) about one event, with every account of it side by side."""

    id: str
    of: str
    unit: str | None
    event: str
    accounts: tuple[FigureAccount, ...]
    relations: tuple[FigureRelation, ...] = ()


class Exchange(Struct, frozen=True, rename={"from_": "from"}):
    """A line of the ledger: who gives what to whom. Actors, quantities and wording come from its claims."""

    id: str
    from_: tuple[ActorRef, ...]
    to: tuple[ActorRef, ...]
    good: str
    category: str | None
    quantity: tuple[Quantity, ...]
    date: str | None
    counter_flow: str | None
    status: Status
    verdict: Verdict
    event: str
    claims: tuple[str, ...]
    provisions: tuple[str, ...] = ()


class Reading(Struct, frozen=True):
    """Everything fused from a story's claims; a pure function of articles and claims, in whatever order they came."""

    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


__all__ = [
    "Account", "Event", "Exchange", "Figure", "FigureAccount", "FigureRelation", "Reading", "Relation", "Verdict",
]  # fmt: skip
