"""The voices of reporting verbs: which clauses report, who speaks in them."""

from __future__ import annotations

from faisceau.extract.arguments import Slots
from faisceau.extract.clauses import GERUND, PARTICIPLE, Clause
from faisceau.extract.page import Page
from faisceau.extract.roles import unique
from faisceau.extract.voices.antecedents import last_subject
from faisceau.extract.voices.contents import announced_items, contents
from faisceau.extract.voices.speakers import Cast, vouches
from faisceau.extract.voices.speech_verbs import SPEECH
from faisceau.extract.voices.zones import Attribution, Voice
from faisceau.knowledge.lexicon import Row
from faisceau.model.claims import ActorRef

_GERUND_REACH = 60  # code points between a remark and a participle that goes on with it


def find_reports(
    page: Page,
    clauses: list[Clause],
    rows: list[Row | None],
    slots: list[Slots],
    found: Attribution,
    cast: Cast,
) -> None:
    """Give each clause that reports its voice, and what it reports a zone in that voice."""
    for n, clause in enumerate(clauses):
        stance = _report(page, clauses, rows, n)
        if stance is None or n in found.reports:
            continue
        subjects = _subjects(page, clauses, slots, found, n)
        if not subjects:
            continue
        by = tuple(unique(ref for i in subjects for ref in _named(page, i, clause.head, cast)))
        if not by:
            continue
        voice = Voice(by, stance, clause.start, clause.end, n, cast.standing(subjects[0], by))
        if stance in SPEECH:
            found.reports[n] = voice
            found.heads[clause.head] = voice
        for start, end in contents(page, clause):
            found.add(page, start, end, voice, "content")
        listed = announced_items(page, clause)
        if listed is not None:
            found.add(page, *listed, voice, "content")


def spoken_by(page: Page, clauses: list[Clause], slots: list[Slots], found: Attribution, n: int) -> Voice | None:
    """The voice of clause `n` as an act of speech, whatever its verb reports; None where nobody is told to speak."""
    if n in found.reports:
        return found.reports[n]
    subjects = _subjects(page, clauses, slots, found, n)
    by = tuple(unique(ref for i in subjects for ref in _named(page, i, clauses[n].head, found.cast or Cast(page))))
    return Voice(by, "say", clauses[n].start, clauses[n].end, n) if by else None


def _subjects(page: Page, clauses: list[Clause], slots: list[Slots], found: Attribution, n: int) -> list[int]:
    """Who speaks in clause `n`: its subjects that can, those beyond a colon or before a nearer one left out."""
    clause, tree = clauses[n], page.tree
    after = _after_remark(page, found, clause) if clause.form == GERUND else None
    own = [after] if after is not None else slots[n].get("subj") or _participant(page, clauses, slots, found, n)
    if not own and clause.form == PARTICIPLE and clause.governor is not None:
        above = clauses[clause.governor]
        # "a décidé… et promis", "a, pour la première fois, indiqué"
        if clause.link == "conj" or (
            clause.link == "ccomp" and tree[above.head].lemma in page.attributive.incise.auxiliaries
        ):
            own = list(tree.kids(above.head, "nsubj")) or slots[clause.governor].get("subj", [])
    able = [i for i in own if vouches(page, i)]
    able = [i for i in able if i < clause.head or not any(tree[j].text == ":" for j in range(clause.head, i))]
    before = [i for i in able if i < clause.head]
    if len(before) > 1:
        nearest = before[-1]
        if tree[nearest].dep in ("conj", "appos"):
            nearest = tree[nearest].head
        together = {before[-1], nearest, *tree.kids(nearest, "conj", "appos")}
        able = [i for i in able if i > clause.head or i in together]
    return able


def _after_remark(page: Page, found: Attribution, clause: Clause) -> int | None:
    """The speaker of the remark that the participle follows: ", said X, stressing that"."""
    for incise, _ in reversed(found.remarks[-40:]):
        if incise.subject is not None and incise.verb < clause.head:
            between = page.text[page.tree[incise.last].end : page.tree[clause.head].start]
            near = len(between) < _GERUND_REACH and "\n" not in between and "." not in between
            return incise.subject if near else None
    return None


def _named(page: Page, i: int, verb: int, cast: Cast) -> tuple[ActorRef, ...]:
    """The actors of subject `i`; for a pronoun that nothing resolved, who acted last."""
    by = cast.at(i)
    if by or page.tree[i].pos != "PRON" or page.lower(i).lstrip("-") not in page.attributive.incise.inverted:
        return by
    last = last_subject(page, verb, i, cast)
    return () if last is None else cast.at(last)


def _report(page: Page, clauses: list[Clause], rows: list[Row | None], n: int) -> str | None:
    """What clause `n` does to the words that it governs, None if it reports none."""
    rules = page.attributive.incise
    tree, head = page.tree, clauses[n].head
    caused = rules.caused.get(tree[head].lemma)
    if caused is not None and head and tree[head - 1].lemma == rules.causative:
        return caused
    if tree[head].lemma == rules.causative:
        return next((s for c in tree.kids(head, "xcomp") if (s := rules.caused.get(tree[c].lemma))), None)
    row = rows[n]
    if row is None or row.content is None:
        return None
    if row.content == "want" and tree.kid(head, "ccomp") is not None:
        return row.content
    return row.content if row.content in SPEECH else None


def _participant(page: Page, clauses: list[Clause], slots: list[Slots], found: Attribution, n: int) -> list[int]:
    """The subject of a participle that lost its own: who acts in the clause above, or who has just spoken."""
    clause = clauses[n]
    if clause.form != GERUND:
        return []
    sentence = page.tree.sentence(clause.head)
    for incise, _ in reversed(found.remarks[-40:]):
        if incise.subject is not None and sentence.first <= incise.verb < clause.head:
            return [incise.subject]
    at = clause.governor
    while at is not None:
        if slots[at].get("subj"):
            return slots[at]["subj"]
        at = clauses[at].governor
    return []
