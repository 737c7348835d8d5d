"""What the claims of several articles amount to: events with verdicts, figures side by side, the ledger of exchanges."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.model.claims import ActorRef, Quantity, Status
from faisceau.model.rules import Check, Concern

Verdict = Literal["corroborated", "single_source", "contested", "contradicted", "superseded"]
TieKind = Literal["text", "house", "cites", "source", "unnamed", "link", "words"]
Relation = Literal["agree", "update", "contradict", "compatible_bound", "part_of", "different_thing"]


class Account(Struct, frozen=True):
    """One claim's account of an event: `source` are actor ids (or `author`), `date` the publication date of its article."""

    claim: str
    source: tuple[str, ...]
    status: Status
    date: str | None


class Tie(Struct, frozen=True):
    """Why `articles` are one witness of an event.

    `text`: they carry one text. `house`: one publisher's family, or one agency's text. `cites`: they rest on the medium
    `name`, or one does and the other is that medium's. `source`: all they tell is from `name`. `unnamed`: from a source that
    nobody names, called `name`; without a name, hearsay from nowhere. `link`: one leads to the other. `words`: told in the very
    same words. `name` is in the articles' words or the medium's usual name, empty where there is none.
    """

    kind: TieKind
    name: str
    articles: tuple[str, ...]


class Witness(Struct, frozen=True):
    """One independent origin of an event: the articles that count as one, sorted, and what ties them (or what it rests on)."""

    articles: tuple[str, ...]
    ties: tuple[Tie, ...] = ()


class Standing(Struct, frozen=True):
    """How an event stood from `date` on: over the claims of articles published by then.

    `date` is None for a last entry that only articles of unknown date make different: they count from no day on.
    """

    date: str | None
    verdict: Verdict
    independent: int


class Event(Struct, frozen=True):
    """Claims about one event or proposition, from one article or many.

    `origins` are groups of article ids that count as one witness each (copies, shared agency text); `independent` is
    their number. `differs` names what the accounts disagree on: `figure`, `date`, `status`, `denial`. `witnesses` are those that
    `independent` counts (who only denies is in `origins` alone), with what makes each one. `history` has an entry for the first
    day and for every day on which verdict or count changed; the last says how the event stands.
    `concerns` are provisions that claims outside the ledger concern, `checks` the shipped facts from which claims differ.
    `salience` orders a story's events by how much they tell of it, see `fuse/salience.py`; it means nothing beside another
    story's.
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
    witnesses: tuple[Witness, ...] = ()
    history: tuple[Standing, ...] = ()
    concerns: tuple[Concern, ...] = ()
    checks: tuple[Check, ...] = ()
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
    """A line of the ledger: who gives what to whom. Actors, quantities and wording come from its claims; `provisions` are
    those that it concerns, never that it breaks them."""

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
    provisions: tuple[Concern, ...] = ()


class Reading(Struct, frozen=True):
    """Everything fused from a story's claims; a pure function of articles and claims, in whatever order they came."""

    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


__all__ = [
    "Account", "Event", "Exchange", "Figure", "FigureAccount", "FigureRelation", "Reading", "Relation", "Standing", "Tie",
    "TieKind", "Verdict", "Witness",
]  # fmt: skip
