"""Who gives what to whom, how much of it one origin tells in all, and who needs and supplies what."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.claims import Quantity
from faisceau.model.fused import Verdict
from faisceau.model.passages import Passage
from faisceau.model.rules import Concern


class LedgerRow(Struct, frozen=True, rename={"from_": "from"}):
    """A line of who gives what to whom. `counter_flow` is the exchange given in return, `answers` those that name this one."""

    exchange: str
    event: str
    from_: tuple[str, ...]
    to: tuple[str, ...]
    good: str
    category: str | None
    quantity: tuple[Quantity, ...]
    date: str | None
    told: Passage
    verdict: Verdict
    independent: int
    provisions: tuple[Concern, ...]
    counter_flow: str | None
    answers: tuple[str, ...] = ()


class Total(Struct, frozen=True, rename={"from_": "from"}):
    """What one origin tells, line by line, of one good that goes one way, added up in one `unit`.

    `low` and `high` are an interval, `high` None where a bound is open; `origin` are the articles that count as one
    witness. `blocks` are exchanges that may be one and the same, each block counted once.
    """

    from_: tuple[str, ...]
    to: tuple[str, ...]
    category: str
    unit: str
    origin: tuple[str, ...]
    low: float
    high: float | None
    blocks: tuple[tuple[str, ...], ...]
    notes: tuple[int, ...]


class Supply(Struct, frozen=True, rename={"from_": "from"}):
    """One exchange that brings a good to who needs it."""

    exchange: str
    from_: tuple[str, ...]
    told: Passage


class NeedCell(Struct, frozen=True):
    """One actor and one good: who says that it is needed, and who supplies it. One of the two at least is there."""

    actor: str
    category: str
    needed: Passage | None
    supplied: tuple[Supply, ...]
