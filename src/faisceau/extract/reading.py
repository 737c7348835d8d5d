"""One article as read before any claim is made: clauses, their constructions and arguments, and who speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faisceau.extract.arguments import Slots, slots
from faisceau.extract.clauses import Clause, find_clauses
from faisceau.extract.page import Page
from faisceau.extract.predicates import construction
from faisceau.extract.voices.attributing import attribute
from faisceau.extract.voices.zones import Attribution
from faisceau.knowledge.lexicon import Row
from faisceau.model.layers import Layers
from faisceau.model.text import Article

#: Contents that only introduce what is said.
NEUTRAL = frozenset({"say", "claim", "opine", "know"})

_SAID = 25  # code points: what is shorter may be a word in quotation marks inside the sentence
_REMARKED = re.compile(r"\s*[»”\"]?\s*,")


@dataclass
class Reading:
    """Everything that is known of one article before any claim is made. `vectors` are of its tokens in their context,
    `(tokens, width)`, None where they were not asked for."""

    page: Page
    clauses: list[Clause]
    lemmas: list[str]
    rows: list[Row | None]
    slots: list[Slots]
    voices: Attribution
    vectors: NDArray[np.float32] | None = None


def read(article: Article, layers: Layers, vectors: NDArray[np.float32] | None = None) -> Reading | None:
    """Clauses, constructions, arguments and voices of the article; None if its language was not analysed."""
    if layers.lang is None or not layers.tokens:
        return None
    page = Page(article, layers, layers.lang)
    clauses = _uncleft(page, find_clauses(page.tree, frozenset({page.grammar.of, page.grammar.to})))
    _regovern(clauses, page)
    for clause in clauses:
        _end_with_quotation(page, clause)
    constructions = [construction(page, c) for c in clauses]
    for n, (_, row) in enumerate(constructions):
        if row is not None and row.content is not None and row.content not in NEUTRAL:
            _take_in_content(page, clauses, n)
    filled = [slots(page, clauses, n) for n in range(len(clauses))]
    rows = [row for _, row in constructions]
    voices = attribute(page, clauses, rows, filled)
    return Reading(page, clauses, [lemma for lemma, _ in constructions], rows, filled, voices, vectors)


def _uncleft(page: Page, clauses: list[Clause]) -> list[Clause]:
    """ "C'est sous la pluie que X est arrivé" states that X arrived: the cleft's frame goes, its words stay."""
    kept = []
    for clause in clauses:
        tree, head = page.tree, clause.head
        subject = tree.kid(head, "nsubj", "expl")
        inner = next(
            (
                c
                for c in clauses
                if tree[c.head].head == head
                and c.finite
                and c.link in ("relcl", "ccomp", "advcl", "acl", "csubj", "dep")
            ),
            None,
        )
        if (
            tree.kid(head, "cop") is not None
            and subject is not None
            and page.lower(subject) in page.grammar.presentatives
            and inner is not None
            and page.preposition(head) is not None
            and inner.start > clause.start  # what follows the frame, not a remark before it
        ):
            inner.start, inner.tokens, inner.link = clause.start, [*clause.tokens, *inner.tokens], clause.link
            inner.tokens = sorted(set(inner.tokens))
            continue
        kept.append(clause)
    return kept


def _end_with_quotation(page: Page, clause: Clause) -> None:
    """What is said ends where its quotation does, and the remark on it begins there: the parser may hang one on the other ("…",
    glisse un conseiller)."""
    tree, tokens = page.tree, clause.tokens
    said = page.quotation_at(tree[clause.head].start)
    within = said is not None
    said = said or page.quotation_at(tree[tokens[0]].start)
    if said is None or said.end - said.start < _SAID or not _REMARKED.match(page.text, said.end):
        return
    kept = [i for i in tokens if (tree[i].end <= said.end) == within]
    while kept and tree[kept[-1]].pos == "PUNCT":
        kept.pop()
    while kept and tree[kept[0]].pos == "PUNCT":
        kept.pop(0)
    if clause.head in kept and len(kept) < len(tokens):
        clause.tokens, clause.start, clause.end = kept, tree[kept[0]].start, tree[kept[-1]].end


def _take_in_content(page: Page, clauses: list[Clause], n: int) -> None:
    """What is feared, wanted or asked belongs to the words of the fear, the wish or the request."""
    clause = clauses[n]
    for inner in clauses:
        if inner.governor == n and inner.link == "ccomp" and inner.finite and inner.tokens and inner.end > clause.end:
            clause.tokens = sorted({*clause.tokens, *inner.tokens})
            clause.end = inner.end


def _regovern(clauses: list[Clause], page: Page) -> None:
    """Point governors at the list's own places, after clauses without words have gone."""
    place = {clause.head: n for n, clause in enumerate(clauses)}
    for clause in clauses:
        clause.governor = next((place[a] for a in page.tree.ancestors(clause.head) if a in place), None)
