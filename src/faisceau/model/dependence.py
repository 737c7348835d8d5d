"""Who needs what from whom: quoted suppliers and alternatives. What is not quoted is not said not to exist."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import Status
from faisceau.model.passages import Passage

Criticality = Literal["vital", "important", "unstated"]
Coverage = Literal["none", "one", "several", "concerned"]
Balance = Literal["first", "second", "equal", "not_comparable", "one_way"]


class Supplying(Struct, frozen=True):
    """One exchange of the ledger that brings the good: `provisions` are the bans and caps that concern it."""

    exchange: str
    status: Status
    told: Passage
    provisions: tuple[str, ...] = ()


class Supplier(Struct, frozen=True):
    """One who is quoted as bringing it, or offering to, in one exchange at least."""

    actor: str
    supplies: tuple[Supplying, ...]


class Need(Struct, frozen=True):
    """What one actor needs or is given of one good.

    `needed` are the words that say it is needed, None where only its delivery is told; `criticality` how much, as worded.
    `coverage`: nobody, one or several quoted suppliers; `concerned` where a ban or cap concerns every quoted delivery.
    """

    actor: str
    category: str
    needed: Passage | None
    criticality: Criticality
    suppliers: tuple[Supplier, ...]
    coverage: Coverage


class Reliance(Struct, frozen=True, order=True):
    """What one relies on another for: a good, how badly it is needed, and how many other suppliers are quoted."""

    category: str
    criticality: Criticality
    alternatives: int


class Dependence(Struct, frozen=True):
    """Two actors, `a < b`: what each relies on the other for, and who relies more.

    By dominance only: `first` (a relies more on b), `second`, `equal`; else `not_comparable`. `one_way` where the words give
    one direction only: nothing then says that the other has none. Never a share of power.
    """

    a: str
    b: str
    a_on_b: tuple[Reliance, ...]
    b_on_a: tuple[Reliance, ...]
    relies_more: Balance


class Dependences(Struct, frozen=True):
    """The grid of needs and suppliers, and who relies on whom."""

    needs: tuple[Need, ...] = ()
    pairs: tuple[Dependence, ...] = ()


class Words(Struct, frozen=True):
    """The words of one claim of the ledger, with its article and that one's publication date."""

    claim: str
    article: str
    quote: str
    published: str | None = None


class Lost(Struct, frozen=True):
    """A supply that a what-if takes away: by whom it was, why (the supplier, or the id of a provision), its words."""

    supplier: str
    exchange: str
    because: str
    words: tuple[Words, ...]

    def __post_init__(self) -> None:
        if not self.words:
            raise FaisceauError(Code.BAD_EVIDENCE, f"No words bear out what {self.supplier} supplies.")


class Shortfall(Struct, frozen=True):
    """A need that a what-if touches: the words that say it, what it loses, and the quoted suppliers left."""

    actor: str
    category: str
    needed: tuple[Words, ...]
    lost: tuple[Lost, ...]
    left: tuple[str, ...]

    @property
    def last(self) -> bool:
        """Whether it loses its last quoted supplier."""
        return not self.left
