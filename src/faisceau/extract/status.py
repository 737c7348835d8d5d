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
    tree, clause = page.tree, clauses[n]
    head = clause.head
    modal = _modal(page, clauses, n)
    if modal is not None:
        return modal
    for c in tree.kids(head, "advmod"):
        if page.lower(c) in page.modality.doubts:
            return "hypothetical", tree[c].text
    verb = finite_verb(tree, head)
    if verb is None:
        return _NOTHING
    tense = _tense(page, head, verb)
    rules = page.modality.conditional
    cue = tree[verb].text
    if tense in ("conditional", "past_conditional"):
        if _has_condition(page, clause):
            return rules.under_condition, cue
        if tense == "past_conditional":
            return rules.past, cue
        if tree[head].lemma in rules.polite:
            return _NOTHING
        # a conditional after a verb of saying is the future seen from then
        return (rules.future_in_past if voice is not None and clause.link == "ccomp" else rules.present), cue
    if tense == "future":
        return "forecast", cue
    if _questioned(page, clause):
        return "hypothetical", "?"
    return _NOTHING


def _modal(page: Page, clauses: list[Clause], n: int) -> Found | None:
    """The status that a modal verb gives: the clause's own head, its auxiliary, or the verb that governs it."""
    tree, clause = page.tree, clauses[n]
    verbs = [clause.head, *tree.kids(clause.head, "aux")]
    if clause.governor is not None and clause.link == "xcomp":
        verbs.append(clauses[clause.governor].head)
    for i in verbs:
        modal = page.modality.modals.get(tree[i].lemma)
        finite = finite_verb(tree, i)
        if modal is None or modal.inanimate_only or finite is None:
            continue
        if i == clause.head and tree.kid(i, "xcomp") is None:
            continue
        status = {
            "present": modal.present,
            "imperfect": modal.imperfect,
            "future": modal.future,
            "conditional": modal.conditional,
            "past": modal.past,
            "past_conditional": modal.past_conditional,
        }[_tense(page, i, finite)]
        if status is not None and status != "asserted":
            return status, tree[i].text
    return None


def _tense(page: Page, head: int, verb: int) -> str:
    """Tense of a predicate as the modality data names it."""
    tree = page.tree
    compound = (
        verb != head
        and tree[head].pos in ("VERB", "AUX")
        and "VerbForm=Part" in tree[head].morph
        and tree[verb].dep == "aux:tense"
    )
    if "Mood=Cnd" in tree[verb].morph:
        return "past_conditional" if compound else "conditional"
    if "Tense=Fut" in tree[verb].morph:
        return "past" if compound else "future"
    if compound or "Tense=Past" in tree[verb].morph:
        return "past"
    return "imperfect" if "Tense=Imp" in tree[verb].morph else "present"


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
