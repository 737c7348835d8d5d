"""The claim: one thing that one article says, tied to the exact words that say it (docs/reference/claims.md)."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec
from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.ids import content_id
from faisceau.model.text import Span

Kind = Literal[
    "event",
    "incident",
    "exchange",
    "statement",
    "reaction",
    "need",
    "sanction_act",
    "assessment",
    "forecast",
    "background",
]
Status = Literal[
    "asserted", "reported_conditional", "alleged", "denied", "promised", "hypothetical", "forecast", "opinion"
]
Plover = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Polarity = Literal["+", "-"]
AUTHOR = "author"
STATUSES: frozenset[Status] = frozenset(get_args(Status))


class ActorRef(Struct, frozen=True):
    """An actor as one claim names it: `id` as in the gazetteer (or `gen:` for a vague group), `name` as written there."""

    id: str
    name: str
    span: Span | None = None


class Quantity(Struct, frozen=True):
    """A stated quantity: `value` for one number, `min`/`max` for bounds; `text` is its wording. Never converted."""

    text: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    approx: bool = False


class Item(Struct, frozen=True):
    """What is given, counted or sought. `category` is an id of the taxonomy of goods, None where none fits."""

    name: str
    category: str | None = None
    quantity: Quantity | None = None
    span: Span | None = None


class Flow(Struct, frozen=True, rename={"from_": "from"}):
    """Physical direction of a good, person, sum or know-how: actor ids, None where the article does not say."""

    from_: str | None
    to: str | None


class When(Struct, frozen=True):
    """ISO 8601 `value` with the wording it came from; `basis` and `precision` as in `layers.Time`."""

    value: str
    expr: str | None = None
    basis: str | None = None
    precision: str | None = None
    span: Span | None = None


class Source(Struct, frozen=True):
    """Who vouches for the claim according to the article; `by` is the author where the article speaks in its own voice.

    `kind`: author, state, organisation, person, media, expert, group, unnamed. `chain` keeps the links of "X cité par Y".
    """

    by: tuple[ActorRef, ...] = (ActorRef(AUTHOR, AUTHOR),)
    kind: str = AUTHOR
    cue: str | None = None
    chain: tuple[ActorRef, ...] = ()


class Claim(Struct, frozen=True, kw_only=True):
    """One claim. Cannot be built without evidence: `quote` must fill `start:end`. `with_content_id` gives it its `id`."""

    article: str
    id: str
    start: int
    end: int
    quote: str
    kind: Kind
    plover: Plover | None
    predicate: str
    predicate_span: Span
    subject: tuple[ActorRef, ...] = ()
    object: tuple[ActorRef, ...] = ()
    flow: Flow | None = None
    items: tuple[Item, ...] = ()
    date: When | None = None
    place: str | None = None
    source: Source = Source()
    status: Status = "asserted"
    status_cue: str | None = None
    polarity: Polarity = "+"
    sanctions: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise FaisceauError(
                Code.BAD_EVIDENCE, f"Claim {self.id} of {self.article} has no span that its quote fills."
            )

    @property
    def span(self) -> Span:
        """The words that state the claim."""
        return Span(self.start, self.end)

    @property
    def from_context(self) -> tuple[ActorRef, ...]:
        """Who acts or is concerned without being named in these words: a title, the sentence before or a speaker names them."""
        named = {ref.id for ref in (*self.subject, *self.object) if ref.span is None or self.span.covers(ref.span)}
        every = {ref.id: ref for ref in (*self.object, *self.subject) if ref.id not in named}
        return tuple(every.values())

    def check(self, text: str) -> None:
        """Raise `FaisceauError` (bad_evidence) unless `text[start:end] == quote`."""
        if text[self.start : self.end] != self.quote:
            raise FaisceauError(
                Code.BAD_EVIDENCE, f"Claim {self.id}: {self.article}[{self.start}:{self.end}] is not its quote."
            )


def with_content_id(claim: Claim) -> Claim:
    """The same claim, its `id` made from its article and content: the same article and code give the same id."""
    blank = msgspec.structs.replace(claim, id="")
    return msgspec.structs.replace(claim, id=content_id("c", blank))
