"""How firmly a clause is told: the status of its claim and the words that decide it.

The order is that of strength: what the predicate itself forces, what governs the clause, mood and tense, then the
distance of whoever vouches for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from faisceau.extract.attribution import Voice
from faisceau.extract.clauses import Clause, finite_verb
from faisceau.extract.page import Page
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import Polarity, Status

#: Status of a content clause by what its governor does to it; speech is decided by `_VOICED`.
_GOVERNED: dict[str, Status] = {
    "promise": "promised",
    "plan": "hypothetical",
    "fear": "hypothetical",
    "doubt": "hypothetical",
    "ask_if": "hypothetical",
    "propose": "promised",
    "forecast": "forecast",
    "threaten": "hypothetical",
    "deny": "denied",
    "want": "hypothetical",
    "ask": "hypothetical",
    "order": "hypothetical",
    "try": "hypothetical",
}
#: Status of what somebody says by how they say it: neutral words leave it asserted.
_VOICED: dict[str, Status] = {
    "claim": "alleged",
    "opine": "opinion",
    "forecast": "forecast",
    "fear": "hypothetical",
    "promise": "promised",
}


@dataclass(frozen=True)
class Firmness:
    """A status, the words that decided it (None where nothing marks it) and the polarity of the act."""

    status: Status
    cue: str | None
    polarity: Polarity


def firmness(page: Page, clauses: list[Clause], rows: list[Row | None], n: int, voice: Voice | None) -> Firmness:
    """The status of clause `n`."""
    clause, row = clauses[n], rows[n]
    polarity: Polarity = "-" if _negated(page, clause) else "+"
    for status, cue in (
        _forced(page, clause, row),
        _governed(page, clauses, rows, n),
        _mood(page, clauses, n, voice),
        _voiced(voice, page),
    ):
        if status is not None:
            return Firmness(status, cue, polarity)
    return Firmness("asserted", None, polarity)


Found = tuple[Status | None, str | None]
_NOTHING: Found = (None, None)


def _negated(page: Page, clause: Clause) -> bool:
    """ "ne … pas" and its kind on the predicate itself; "ne … que" only limits."""
    near = [
        c
        for c in page.tree.children[clause.head]
        if page.tree[c].dep in ("advmod", "det", "obj", "nsubj", "expl:subj", "obl:mod", "nsubj:pass")
    ]
    words = {page.lower(c) for c in near}
    for c in page.tree.kids(clause.head, "aux", "cop"):
        words |= {page.lower(d) for d in page.tree.children[c]}
    if not words & page.grammar.negations:
        return False
    seconds = words | {page.lower(d) for c in near for d in page.tree.kids(c, "det", "advmod")}
    return bool(seconds & page.grammar.negative_seconds)


def _forced(page: Page, clause: Clause, row: Row | None) -> Found:
    if row is not None and row.status is not None:
        return row.status, page.tree[clause.head].text
    return _NOTHING


def _governed(page: Page, clauses: list[Clause], rows: list[Row | None], n: int) -> Found:
    """What a governing predicate makes of its content: a promise, a plan, a fear."""
    clause = clauses[n]
    at = clause.governor
    link = clause.link
    while at is not None and link in ("xcomp", "ccomp", "csubj", "conj", "acl"):
        row = rows[at]
        if row is not None and row.content in _GOVERNED and link != "conj":
            return _GOVERNED[row.content], page.tree[clauses[at].head].text
        link, at = clauses[at].link, clauses[at].governor
    return _NOTHING


def _mood(page: Page, clauses: list[Clause], n: int, voice: Voice | None) -> Found:
    tree, clause, words = page.tree, clauses[n], page.stance
    head = clause.head
    verb = finite_verb(tree, head)
    aux_lemmas = {tree[c].lemma for c in tree.kids(head, "aux", "cop")}
    governor = (
        clauses[clause.governor].head if clause.governor is not None and clause.link in ("xcomp", "ccomp") else None
    )
    modal = next(
        (
            w
            for w in (
                tree[head].lemma,
                *(tree[c].lemma for c in tree.kids(head, "aux")),
                *((tree[governor].lemma,) if governor is not None else ()),
            )
            if w in words.possibility
        ),
        None,
    )
    if modal is not None:
        return "hypothetical", modal
    for c in tree.kids(head, "advmod", "amod"):
        if page.lower(c) in words.doubt_adverbs:
            return "hypothetical", tree[c].text
    if verb is None:
        return _NOTHING
    token = tree[verb]
    if "Mood=Cnd" in token.morph:
        perfect = (
            verb != head
            and tree[head].pos in ("VERB", "AUX")
            and "VerbForm=Part" in tree[head].morph
            and "avoir" in aux_lemmas | {token.lemma}
        )
        if _has_condition(page, clause):
            return "hypothetical", token.text
        if voice is not None and not perfect:
            # a conditional after a verb of saying in the past is the future seen from then
            return ("alleged" if voice.stance == "opine" else "hypothetical"), token.text
        return "reported_conditional", token.text
    if "Tense=Fut" in token.morph:
        perfect = verb != head and "avoir" in aux_lemmas
        if perfect:
            return _NOTHING
        return "forecast", token.text
    if any(tree[c].lemma in words.future_auxiliaries and "Tense=Pres" in tree[c].morph for c in tree.kids(head, "aux")):
        return "forecast", token.text
    if _questioned(page, clause):
        return "hypothetical", "?"
    return _NOTHING


def _has_condition(page: Page, clause: Clause) -> bool:
    sentence = page.tree.sentence(clause.head)
    return any(
        page.lower(i) in page.grammar.conditions and page.tree[i].pos == "SCONJ"
        for i in range(sentence.first, sentence.last)
    )


def _questioned(page: Page, clause: Clause) -> bool:
    sentence = page.tree.sentence(clause.head)
    return page.tree[sentence.last - 1].text == "?"


def _voiced(voice: Voice | None, page: Page) -> Found:
    if voice is None:
        return _NOTHING
    status = _VOICED.get(voice.stance)
    if status is None:
        return _NOTHING
    return status, page.text[voice.start : voice.end][:80]
