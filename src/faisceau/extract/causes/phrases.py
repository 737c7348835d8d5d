"""The words of a noun or of a clause, as one end of a causal claim."""

from __future__ import annotations

from dataclasses import dataclass, replace

from faisceau.extract.page import Page
from faisceau.extract.reading import NEUTRAL, Reading

_EDGES = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ"})
_AROUND = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ", "ADV"})
_APART = ("acl:relcl", "advcl", "parataxis", "conj")


@dataclass(frozen=True)
class Phrase:
    """A noun with its complements (`clause` None) or the words of clause number `clause`; `free` where it is a relative
    clause that stands for a noun: "ce que X a livré"."""

    head: int
    start: int
    end: int
    clause: int | None = None
    free: bool = False


def noun_phrase(page: Page, i: int, first: int = 0, without: int | None = None) -> Phrase | None:
    """The noun or pronoun `i` with what belongs to it from token `first` on: coordinated nouns too, relative clauses left
    out, and whatever hangs on token `without`."""
    tree = page.tree
    prune = frozenset(
        c
        for c in tree.subtree(i)
        if c != i
        and (
            c == without or _is_gerund(page, c) or _set_off(page, c) or (tree[c].dep in _APART and not _joined(page, c))
        )
    )
    tokens = [t for t in tree.subtree(i, prune) if t >= first]
    while tokens and tokens[0] != i and tree[tokens[0]].pos in _EDGES:
        tokens.pop(0)
    while tokens and tokens[-1] != i and tree[tokens[-1]].pos in _EDGES:
        tokens.pop()
    if not tokens:
        return None
    after = tokens[-1] + 1
    if (
        after < tree.sentence(i).last
        and page.lower(after) in page.grammar.between
        and i not in tree.subtree(tree[after].head)
    ):
        tokens = [*tokens, *(t for t in tree.subtree(tree[after].head) if t >= after)]  # "l'alliance entre A et B"
    return Phrase(i, tree[tokens[0]].start, tree[tokens[-1]].end)


def _set_off(page: Page, i: int) -> bool:
    """A noun after a comma that only stands beside another: an apposition, or the subject of what follows."""
    first = page.tree.subtree(i)[0]
    return page.tree[i].dep in ("appos", "dep", "nmod") and first > 0 and page.lower(first - 1) == ","


def _is_gerund(page: Page, i: int) -> bool:
    """ "en" and a present participle say how something is done, even where the parser puts them to a noun."""
    return (
        page.tree[i].pos == "VERB"
        and any(page.lower(c) in page.grammar.gerund_marks for c in page.tree.kids(i, "mark", "case"))
        and page.lower(i).endswith(page.grammar.present_participle)
    )


def _joined(page: Page, i: int) -> bool:
    """A noun coordinated with another: "la pénurie et l'inflation" is one phrase."""
    return page.tree[i].dep == "conj" and page.tree[i].pos in ("NOUN", "PROPN")


def clause_phrase(reading: Reading, n: int) -> Phrase | None:
    """The words of clause `n`."""
    clause = reading.clauses[n]
    return Phrase(clause.head, clause.start, clause.end, n) if clause.end > clause.start else None


def only_says(reading: Reading, n: int) -> bool:
    """Whether clause `n` introduces what is said: a verb of saying with words said, in a clause or a quotation."""
    row = reading.rows[n]
    if row is None or row.content not in NEUTRAL:
        return False
    if any(voice.clause == n for voice in reading.voices.quotations.values()):
        return True
    return n in reading.voices.reports or bool(reading.slots[n].get("que")) or reading.clauses[n].link == "parataxis"


def clause_before(reading: Reading, n: int) -> Phrase | None:
    """The nearest clause told before clause `n`: the one above it, else the last main one."""
    clauses = reading.clauses
    start = clauses[n].start
    for m in range(len(clauses) - 1, -1, -1):
        clause = clauses[m]
        if m in reading.voices.reports or only_says(reading, m):
            continue  # what is said comes before, not the saying
        told = clause.link in ("root", "conj", "parataxis", "ccomp") or clause.governor == n  # its own "if"
        if clause.finite and clause.end <= start and told:
            return clause_phrase(reading, m)
    return None


def opened_at(phrase: Phrase | None, start: int) -> Phrase | None:
    """The phrase without its words before the code point `start`."""
    if phrase is None or phrase.end <= start:
        return None
    return replace(phrase, start=max(phrase.start, start))


def without(held: Phrase, start: int, end: int) -> Phrase | None:
    """The larger part of a phrase that `start:end` leaves; the whole where they do not meet."""
    if end <= held.start or start >= held.end:
        return held
    left, right = (held.start, start), (end, held.end)
    low, high = max(left, right, key=lambda part: part[1] - part[0])
    return Phrase(held.head, low, high, held.clause) if high > low else None


def trimmed(page: Page, phrase: Phrase) -> Phrase | None:
    """The phrase without the marks, conjunctions and prepositions at its edges."""
    tree = page.tree
    tokens = list(tree.within(phrase.start, phrase.end))
    while tokens and tree[tokens[0]].pos in ("PUNCT", "CCONJ"):
        tokens.pop(0)
    while tokens and tree[tokens[-1]].pos in _AROUND and tokens[-1] != phrase.head:
        tokens.pop()
    return Phrase(phrase.head, tree[tokens[0]].start, tree[tokens[-1]].end, phrase.clause) if tokens else None
