"""What is read on an article before any claim: words, sentences, furniture, quotations, times, quantities, mentions."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.text import Span


class Token(Struct, frozen=True):
    """A word with its place in the tree. `head` is the index of its head in `Layers.tokens` (its own for a root).

    `pos`, `dep` and `morph` (`"Mood=Cnd|Tense=Pres"`) are Universal Dependencies labels.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    morph: str
    dep: str
    head: int


class Sentence(Struct, frozen=True):
    """Code points `start:end` and the half-open range `first:last` of its tokens. `kind` is prose, heading or item."""

    start: int
    end: int
    first: int
    last: int
    kind: str = "prose"


class Furniture(Struct, frozen=True):
    """Text of the page that is not the article: stored, but never read for claims. `reason` names the rule."""

    start: int
    end: int
    reason: str


class Quotation(Struct, frozen=True):
    """Somebody's words. `speaker` is the mention's words as written, `cue` the words that attribute.

    `type`: direct, between marks and without them, or indirect, told by a clause.
    """

    start: int
    end: int
    speaker: str | None = None
    speaker_span: Span | None = None
    cue: str | None = None
    type: str = "direct"


class Time(Struct, frozen=True):
    """A time expression. `value` is ISO 8601 (`2024-05`, `2024-06-18/2024-06-19`, `..` for an open end), None if unknown.

    `basis`: explicit, relative, contextual. `precision`: day, month, year, range, approx. `rule` names what decided.
    """

    start: int
    end: int
    text: str
    value: str | None = None
    precision: str | None = None
    basis: str | None = None
    rule: str | None = None


class QuantityMention(Struct, frozen=True):
    """A stated quantity. `value` only for one stated number; bounds otherwise. `unit` is a singular English noun or code.

    `of` is the words counted ("obus"), as written, None if nothing is counted. `approx` marks "près de", "environ".
    """

    start: int
    end: int
    text: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    unit: str | None = None
    of: str | None = None
    approx: bool = False


class Mention(Struct, frozen=True):
    """Words that name or stand for actors. `actors` are their ids once resolved, most responsible first, () if unknown.

    `kind`: state, person, organisation, medium, bloc, place, group, title, pronoun, adjective. `rule` names what decided.
    """

    start: int
    end: int
    text: str
    kind: str
    actors: tuple[str, ...] = ()
    rule: str | None = None


class Layers(Struct, frozen=True):
    """All layers of one article. Every sequence is in text order."""

    article: str
    lang: str | None
    published: str | None
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
