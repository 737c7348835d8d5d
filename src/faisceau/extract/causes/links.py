"""A link: one place where words tie a cause to an effect, and what every sort of tie asks of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from faisceau.extract.causes.phrases import Phrase, clause_phrase, trimmed, without
from faisceau.extract.page import Page
from faisceau.extract.reading import Reading
from faisceau.knowledge.causes import Tie

#: Opens a condition of a tie that must not hold.
NOT = "not:"


@dataclass(frozen=True)
class Link:
    """One tie found: `n` is the clause that states it, `cue_start:cue_end` its words (code points).

    `doer` is the token of who is made to do the effect: "X contraint Y à partir".
    """

    tie: Tie
    cause: Phrase
    effect: Phrase
    n: int
    cue_start: int
    cue_end: int
    doer: int | None = None


def asked(tie: Tie) -> tuple[str, ...]:
    """The conditions of the tie of which one must hold."""
    return tuple(condition for condition in tie.with_ if not condition.startswith(NOT))


def is_barred(page: Page, tie: Tie, i: int) -> bool:
    """Whether token `i` is a word with which the tie's words mean something else: "faire face à"."""
    return f"{NOT}{page.tree[i].lemma.lower()}" in tie.with_


def tied(reading: Reading, tie: Tie, phrase: Phrase, above: int, start: int, end: int) -> Iterator[Link]:
    """The complement `phrase`, opened by the words `start:end`, and the clause that holds it, without the complement's words."""
    held = clause_phrase(reading, above)
    if held is None:
        return
    rest = without(held, min(start, phrase.start), max(end, phrase.end))
    if rest is None:
        return
    rest = trimmed(reading.page, rest)
    if rest is None:
        return
    cause, effect = (phrase, rest) if tie.cause == ("complement",) else (rest, phrase)
    yield Link(tie, cause, effect, above, start, end)
