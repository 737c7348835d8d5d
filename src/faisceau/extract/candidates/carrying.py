"""Which clause carries an act, and which only completes or introduces another: "commence à livrer" is one thing stated."""

from __future__ import annotations

from faisceau.extract.arguments import Slots
from faisceau.extract.clauses import INFINITIVE
from faisceau.extract.reading import NEUTRAL, Reading
from faisceau.knowledge.lexicon import Row

#: What a predicate makes of its infinitive when the two state one thing: "commence à livrer", "veut livrer".
_ABSORBING = frozenset(
    {
        "begin",
        "continue",
        "try",
        "fail",
        "plan",
        "promise",
        "want",
        "ask",
        "order",
        "permit",
        "prevent",
        "threaten",
        "propose",
        "fear",
        "know",
        "doubt",
    }
)
#: Of these, the ones whose own roles stay: the infinitive is what is asked, not what is done.
OWN_ROLES = frozenset({"ask", "order", "permit", "prevent", "threaten", "propose", "fear", "doubt", "want", "promise"})


def kind_row(reading: Reading, n: int, core: int) -> Row | None:
    """The row that decides the kind: the governing one when it has a kind of its own, else that of its infinitive."""
    row = reading.rows[n]
    if core == n or (
        row is not None
        and row.kind is not None
        and row.content not in ("begin", "continue", "try", "fail", "plan", "promise")
    ):
        return row
    return reading.rows[core] if reading.rows[core] is not None else row


def is_absorbed(reading: Reading, n: int) -> bool:
    """Whether the clause only completes the one that governs it."""
    clause = reading.clauses[n]
    if clause.form != INFINITIVE or clause.governor is None:
        return False
    row = reading.rows[clause.governor]
    if clause.link == "conj":
        return is_absorbed(reading, clause.governor) and len(clause.tokens) < 6
    if clause.link in ("xcomp", "ccomp"):
        return row is None or row.content != "cause"
    return clause.link in ("acl", "advcl") and not reading.slots[n].get("obj")


def only_reports(reading: Reading, n: int) -> bool:
    """Whether the clause does nothing but introduce words that are claims of their own."""
    row, clause = reading.rows[n], reading.clauses[n]
    if row is None or row.content not in NEUTRAL or n not in reading.voices.reports:
        return False
    if any(not reading.page.quotation_at(reading.page.tree[i].start) for i in reading.slots[n].get("obj", ())):
        return False
    has_content = bool(reading.slots[n].get("que")) or any(
        c.governor == n and c.link in ("ccomp", "parataxis") for c in reading.clauses
    )
    quotes = any(v.clause == n for v in reading.voices.quotations.values())
    return has_content or quotes or clause.link == "parataxis"


def carrier(reading: Reading, n: int) -> int:
    """The clause that carries the act: down the chain of infinitives that modal and aspectual verbs govern."""
    at = n
    for _ in range(4):
        row = reading.rows[at]
        lemma = reading.page.tree[reading.clauses[at].head].lemma
        absorbs = (row is not None and row.content in _ABSORBING) or lemma in reading.page.modality.modals
        below = next(
            (
                m
                for m, c in enumerate(reading.clauses)
                if c.governor == at and c.link == "xcomp" and c.form == INFINITIVE
            ),
            None,
        )
        if not absorbs or below is None:
            return at
        at = below
    return at


def with_subject(reading: Reading, n: int, core: int) -> Slots:
    """The infinitive's arguments, its subject that of the governing clause."""
    below = dict(reading.slots[core])
    if core != n:
        above = reading.slots[n]
        below["subj"] = above.get("subj") or below.get("subj") or []
        for slot, fillers in above.items():
            if slot not in ("subj", "inf", "que", "obj"):
                below.setdefault(slot, fillers)
    return below
