"""The network's input for a candidate and its parties: where their words stand, and features that vectors do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.page import Page
from faisceau.extract.parties import Party
from faisceau.extract.seen_names import OF_WORDS, TENSE, For, looked_at


@dataclass(frozen=True)
class Case:
    """One candidate: `head` and `words` are places of tokens, `seen` names of things that hold."""

    head: int
    words: tuple[int, ...]
    seen: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One party of a candidate: the places of the words that name it, and what is seen of it."""

    words: tuple[int, ...]
    seen: tuple[str, ...]


def case_of(candidate: Candidate, seen: Sequence[str]) -> Case:
    """The candidate as the network takes it."""
    clause = candidate.clause
    kept = (n for n in looked_at(seen, For.NETWORK) if not (n.startswith(TENSE) and "+" in n))
    return Case(clause.head, tuple(clause.tokens) or (clause.head,), tuple(kept))


def side_of(page: Page, candidate: Candidate, party: Party) -> Side:
    """A party as the network takes it; one that only the rules name stands where the candidate's head does."""
    span = party.ref.span
    words = tuple(page.tree.within(span.start, span.end)) if span is not None else ()
    return Side(words or (candidate.clause.head,), tuple(n for n in party.seen if not n.startswith(OF_WORDS)))
