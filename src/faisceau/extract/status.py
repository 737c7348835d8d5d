"""How firmly a clause is told: the status of its claim and the words that decide it.

The order is that of strength: what the predicate itself forces, what governs the clause, mood and tense, then the
distance of whoever vouches for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from faisceau.extract.clauses import INFINITIVE, Clause, finite_verb
from faisceau.extract.page import Page
from faisceau.extract.voices.zones import Voice
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import Kind, Polarity, Status

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


#: Kinds in which an expert judges; what an expert tells of the others is a fact alleged.
_JUDGED: frozenset[Kind] = frozenset({"assessment", "need", "background", "forecast"})
#: Governors whose content, when they are negated, stays open: "does not rule out that".
_OPEN_WHEN_NEGATED = frozenset({"deny", "doubt", "prevent"})


@dataclass(frozen=True)
class Firmness:
    """A status, the words that decided it (None where nothing marks it) and the polarity of the act."""

    status: Status
    cue: str | None
    polarity: Polarity

    def turned(self) -> Firmness:
        """The same of the contrary."""
        return Firmness(self.status, self.cue, "-" if self.polarity == "+" else "+")


def firmness(page: Page, clauses: list[Clause], rows: list[Row | None], n: int, voice: Voice | None) -> Firmness:
    """The status of clause `n`."""
    clause, row = clauses[n], rows[n]
    polarity: Polarity = "-" if _negated(page, clause) else "+"
    for status, cue in (
        _supposed(page, clause),
        _forced(page, clause, row, polarity),
        _governed(page, clauses, rows, n),
        _mood(page, clauses, rows, n, voice),
        _voiced(voice, page),
    ):
        if status is not None:
            return Firmness(status, cue, polarity)
    return Firmness("asserted", None, polarity)


def as_judged(page: Page, clause: Clause, kind: Kind, firm: Firmness, voice: Voice | None) -> Firmness:
    """The same firmness once the kind is known: whose judgement is an opinion, and what a party says with a stake.

    A judgement in nobody's name is the author's opinion; an expert's is the expert's; a party's judgement, like its
    contested facts, is only alleged.
    """
    status = firm.status
    evaluative = is_evaluative(page, clause)
    if voice is None:
        if kind == "assessment" and status == "asserted" and (evaluative or not _is_told(page, clause)):
            status = "opinion"
    elif voice.stance in _SPOKEN and status == _VOICED.get(voice.stance, "asserted"):
        judges = voice.standing == "expert" and (
            (kind in _JUDGED and (kind != "background" or evaluative))
            or (voice.stance != "say" and not _is_told(page, clause))
        )
        if judges or (voice.stance == "opine" and voice.standing == "other" and kind in _JUDGED):
            status = "opinion"
        elif voice.stance != "say":
            status = "alleged"
        elif kind == "assessment" and evaluative and voice.standing != "party":
            status = "opinion"
    return Firmness(status, firm.cue, firm.polarity)


def _is_told(page: Page, clause: Clause) -> bool:
    """Whether the clause tells what has happened, or only qualifies somebody: what causes or favours, told as a fact."""
    verb = finite_verb(page.tree, clause.head)
    return verb is None or _tense(page, clause.head, verb) == "past"


def is_evaluative(page: Page, clause: Clause) -> bool:
    """Whether the clause holds a word that judges."""
    words = page.modality.evaluative
    return any(
        (page.tree[i].pos == "ADJ" and page.tree[i].lemma.lower() in words.adjectives)
        or (i == clause.head and page.tree[i].lemma.lower() in words.nouns)
        for i in clause.tokens
    )


_SPOKEN = frozenset({"say", "claim", "opine"})


def _supposed(page: Page, clause: Clause) -> Found:
    """ "Si X offrait…": what is only supposed, whatever the verb; with a present, "si" may concede a fact."""
    mark = page.tree.kid(clause.head, "mark")
    verb = finite_verb(page.tree, clause.head)
    if mark is None or verb is None or page.lower(mark) not in page.grammar.conditions:
        return _NOTHING
    return ("hypothetical", page.tree[mark].text) if "Tense=Imp" in page.tree[verb].morph else _NOTHING


Found = tuple[Status | None, str | None]
_NOTHING: Found = (None, None)


def _negated(page: Page, clause: Clause) -> bool:
    """ "ne … pas" and its kind on the predicate itself; "ne … que" only limits, and who does not hesitate to act acts."""
    return _has_negation(page, clause) and not _holds_back(page, clause.head)


def is_let_happen(page: Page, clause: Clause) -> bool:
    """Whether the clause negates a verb that holds back what its infinitive says: "n'hésite pas à tirer"."""
    return _has_negation(page, clause) and _holds_back(page, clause.head)


def _has_negation(page: Page, clause: Clause) -> bool:
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


def is_turned(page: Page, clauses: list[Clause], rows: list[Row | None], n: int) -> bool:
    """Whether what governs the clause says the contrary of it: "a failli livrer", "aurait dû livrer", and a negated verb of
    thought, "nous ne pensons pas que cela aide" (Horn 1989 on raised negation)."""
    tree, clause = page.tree, clauses[n]
    for i in _modal_verbs(page, clauses, n):
        modal, finite = page.modality.modals.get(tree[i].lemma), finite_verb(tree, i)
        if modal is not None and finite is not None and _tense(page, i, finite) in modal.flips:
            return True
    if clause.governor is None or clause.link != "ccomp":
        return False
    above = rows[clause.governor]
    return above is not None and above.content == "opine" and _negated(page, clauses[clause.governor])


def _holds_back(page: Page, verb: int) -> bool:
    """Whether the verb holds back what its infinitive says ("hésiter à", "tarder à"), so that its negation lets that happen."""
    marks = page.grammar.holding_back.get(page.tree[verb].lemma.lower(), ())
    return any(
        page.lower(mark) in marks
        for act in page.tree.kids(verb, "xcomp", "advcl")
        for mark in page.tree.kids(act, "mark")
    )


def _forced(page: Page, clause: Clause, row: Row | None, polarity: Polarity) -> Found:
    """What the predicate itself says of its act; a modal is left to the tense that it stands in."""
    if row is None or _is_modal(page, clause.head):
        return _NOTHING
    if polarity == "-" and (row.status == "denied" or row.content in _OPEN_WHEN_NEGATED):
        return "hypothetical", page.tree[clause.head].text
    if row.status is not None:
        return row.status, page.tree[clause.head].text
    return _NOTHING


def _governed(page: Page, clauses: list[Clause], rows: list[Row | None], n: int) -> Found:
    """What a governing predicate makes of its content: a promise, a plan, a fear."""
    at = n
    while (above := clauses[at].governor) is not None:
        clause, row = clauses[at], rows[above]
        link = clause.link
        if link not in ("xcomp", "ccomp", "csubj", "conj", "acl") or (link == "acl" and clause.form != INFINITIVE):
            break
        stated = link == "ccomp" and _is_future(page, clause) and row is not None and row.content in _ORDERED
        if (
            row is not None
            and row.content in _GOVERNED
            and not (link == "conj" or stated or _is_modal(page, clauses[above].head))
        ):
            negated = row.content in _OPEN_WHEN_NEGATED and _negated(page, clauses[above])
            return "hypothetical" if negated else _GOVERNED[row.content], page.tree[clauses[above].head].text
        if link == "ccomp" and (unsaid := _unsaid(page, clauses, rows, at)) != _NOTHING:
            return unsaid
        at = above
    return _NOTHING


#: What somebody says, knows or shows, and the moods of saying so that leave it unsaid: "doit démontrer que".
_SAID = frozenset({"say", "claim"})
_TELLING = frozenset({"say", "claim", "know", "opine"})
_UNTOLD = frozenset({"hypothetical", "forecast", "reported_conditional"})


def is_unsaid(page: Page, clauses: list[Clause], rows: list[Row | None], n: int) -> bool:
    """Whether nobody says yet that it is so: what clause `n` tells is only what somebody may, must or cannot say or show."""
    return clauses[n].link == "ccomp" and _unsaid(page, clauses, rows, n) != _NOTHING


def _unsaid(page: Page, clauses: list[Clause], rows: list[Row | None], n: int) -> Found:
    """The status of what clause `n` tells, the content of another, where that only may, must or cannot say or show it."""
    above = clauses[n].governor
    row = rows[above] if above is not None else None
    if above is None or row is None or row.content not in _TELLING:
        return _NOTHING
    if _is_left_open(page, clauses[above], clauses[n]):
        return "hypothetical", page.tree[clauses[above].head].text
    found = _mood(page, clauses, rows, above, None)
    if found[0] == "hypothetical" and row.content in _SAID and _says_at_once(page, clauses, above):
        return _NOTHING
    return found if found[0] in _UNTOLD else _NOTHING


def _says_at_once(page: Page, clauses: list[Clause], n: int) -> bool:
    """Whether who speaks says what they say that they can say: "nous pouvons vous dire que"."""
    first = page.grammar.first_person_singular | page.grammar.first_person_plural
    governor = clauses[n].governor
    both = [clauses[n]] if governor is None or clauses[n].link != "xcomp" else [clauses[n], clauses[governor]]
    subjects = {page.lower(i) for clause in both for i in page.tree.kids(clause.head, "nsubj")}
    return bool(subjects & first) and not any(_has_negation(page, clause) for clause in both)


def _is_left_open(page: Page, above: Clause, clause: Clause) -> bool:
    """Whether it is not said, known or shown to be so: "rien ne prouve que", or a subjunctive below the negation ("ne dit pas que
    la Chine ait livré"). With an indicative, who did not know it is told of something that is so.
    """
    if not _has_negation(page, above):
        return False
    verb, subject = finite_verb(page.tree, clause.head), page.tree.kid(above.head, "nsubj")
    nobody = subject is not None and page.grammar.negative_seconds & {
        page.lower(i) for i in (subject, *page.tree.kids(subject, "det"))
    }
    return bool(nobody) or (verb is not None and "Mood=Sub" in page.tree[verb].morph)


_ORDERED = frozenset({"order", "ask", "plan"})


def _is_modal(page: Page, i: int) -> bool:
    modal = page.modality.modals.get(page.tree[i].lemma)
    return modal is not None and not modal.inanimate_only


def _is_future(page: Page, clause: Clause) -> bool:
    """Whether what is laid down stands in the future: the terms of an agreement, not a mere request."""
    verb = finite_verb(page.tree, clause.head)
    return verb is not None and _tense(page, clause.head, verb) == "future"


def _mood(page: Page, clauses: list[Clause], rows: list[Row | None], n: int, voice: Voice | None) -> Found:
    clause = clauses[n]
    marked = _modal(page, clauses, n) or _doubted(page, clause)
    if marked is not None:
        return marked
    verb = finite_verb(page.tree, clause.head)
    if verb is None:
        return _NOTHING
    tense, cue = _tense(page, clause.head, verb), page.tree[verb].text
    if tense in ("conditional", "past_conditional"):
        status = _in_conditional(page, clause, tense, voice)
        return (status, cue) if status is not None else _NOTHING
    if tense == "future":
        return ("promised" if _pledges(page, clauses, rows, n) else "forecast"), cue
    return ("hypothetical", "?") if _questioned(page, clause) else _NOTHING


def _doubted(page: Page, clause: Clause) -> Found | None:
    """What an adverb or a phrase of doubt in the clause makes of it."""
    tree = page.tree
    for c in tree.kids(clause.head, "advmod"):
        if page.lower(c) in page.modality.doubts:
            return "hypothetical", tree[c].text
    words = [page.lower(i) for i in clause.tokens]
    for phrase in page.modality.doubting:
        if phrase[0] in words and any(tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words))):
            return "hypothetical", " ".join(phrase)
    return None


def _in_conditional(page: Page, clause: Clause, tense: str, voice: Voice | None) -> Status | None:
    """The status of a clause in the conditional: under a condition, hearsay, the future seen from the past, or an act that hangs on
    something; none of a polite one."""
    rules, lemma = page.modality.conditional, page.tree[clause.head].lemma
    if _has_condition(page, clause):
        return rules.under_condition
    if tense == "past_conditional":
        return rules.past
    if lemma in rules.polite:
        return None
    if voice is not None and voice.stance in _SPOKEN and clause.link in ("ccomp", "conj"):
        # after a verb of saying it is the future seen from then, and as firm as who says it
        return rules.future_in_past
    is_state = lemma in rules.stative or page.tree.kid(clause.head, "cop") is not None
    return rules.present if is_state else rules.contingent


def _pledges(page: Page, clauses: list[Clause], rows: list[Row | None], n: int) -> bool:
    """Whether the speaker of a quotation foretells an act of their own: "I shall sign"."""
    tree, head, row = page.tree, clauses[n].head, rows[n]
    subject = tree.kid(head, "nsubj")
    if subject is None or row is None or row.kind in (None, "assessment", "background", "need"):
        return False
    first = page.grammar.first_person_singular | page.grammar.first_person_plural
    return page.lower(subject) in first and page.quotation_at(tree[head].start) is not None


def _modal_verbs(page: Page, clauses: list[Clause], n: int) -> list[int]:
    """Where the modal of a clause may stand: its own head, its auxiliary, or the verb that governs it."""
    clause = clauses[n]
    above = [clauses[clause.governor].head] if clause.governor is not None and clause.link == "xcomp" else []
    return [clause.head, *page.tree.kids(clause.head, "aux"), *above]


def _modal(page: Page, clauses: list[Clause], n: int) -> Found | None:
    """The status that a modal verb gives."""
    tree, clause = page.tree, clauses[n]
    for i in _modal_verbs(page, clauses, n):
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
        quoted = modal.quoted_kind is not None and page.quotation_at(tree[i].start) is not None
        if quoted and _tense(page, i, finite) == "present":
            # "you must": an appeal, told as it was made
            return None
        if status == "hypothetical" and _tense(page, i, finite) == "future" and _negated(page, clause):
            return "forecast", tree[i].text
        if status is not None and status != "asserted":
            return status, tree[i].text
    return None


def is_hearsay(page: Page, clause: Clause) -> bool:
    """Whether the clause's verb stands in the past conditional, which tells what others tell: "aurait promis"."""
    verb = finite_verb(page.tree, clause.head)
    return verb is not None and _tense(page, clause.head, verb) == "past_conditional"


def _tense(page: Page, head: int, verb: int) -> str:
    """Tense of a predicate as the modality data names it."""
    tree = page.tree
    compound = verb != head and tree[head].pos in ("VERB", "AUX") and tree[verb].dep == "aux:tense"
    built = page.modality.endings.tense(page.lower(verb), tree[verb].lemma.lower())
    if built is not None and not compound:
        return built
    if page.modality.endings.possible(page.lower(verb)):
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
