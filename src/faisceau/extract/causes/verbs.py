"""Ties that a verb makes: "X contraint Y à partir", "X a livré Y, permettant de…"; its slots hold cause and effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from faisceau.extract.arguments import is_reflexive
from faisceau.extract.causes.links import Link, asked, is_barred
from faisceau.extract.causes.phrases import (
    Phrase,
    clause_before,
    clause_phrase,
    noun_phrase,
    opened_at,
    trimmed,
    without,
)
from faisceau.extract.clauses import GERUND, INFINITIVE, PARTICIPLE
from faisceau.extract.predicates import Surroundings, reflexive_forms
from faisceau.extract.reading import Reading
from faisceau.knowledge.causes import Tie, ties

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Verbs:
    """Finds the links that the verbs of one article make."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._page = reading.page
        self._ties = ties(reading.page.lang)
        self._place = {clause.head: n for n, clause in enumerate(reading.clauses)}

    def links(self, n: int) -> Iterator[Link]:
        """The links that the verb of clause `n` makes: of the ties that fit, the first; gerunds each."""
        reading, page = self._reading, self._page
        clause, filled = reading.clauses[n], reading.slots[n]
        marks = {page.tree[c].lemma.lower() for c in page.tree.kids(clause.head, "mark", "case")}
        if clause.form == INFINITIVE and clause.link == "acl" and page.grammar.of in marks:
            return  # "les moyens de freiner X" do not freiner
        lemma = page.tree[clause.head].lemma.lower()
        lemmas = [lemma] if not is_reflexive(page, clause.head) else reflexive_forms(page, lemma)
        around = Surroundings(page, clause.head)
        for tie in self._verb_ties(lemmas, page.lower(clause.head)):
            below = "inf" in tie.with_ and bool(self._under(n, "inf"))
            wanted = asked(tie)
            if wanted and not below and not any(around.holds(condition) for condition in wanted):
                continue
            cause = self._told_before(n) if "subj" in tie.cause else None
            cause = cause or self._slot(n, filled, tie.cause)
            effect = self._rest(n, cause) if "clause" in tie.effect else self._slot(n, filled, tie.effect)
            if cause is not None and effect is not None and not is_barred(self._page, tie, cause.head):
                token = page.tree[clause.head]
                doer = self._doer(n, filled) if effect.clause is not None and "inf" in tie.effect else None
                if "gerund" in tie.effect:  # what is done in answer is done by who answers
                    doer = next(iter(filled.get("subj", ())), None)
                yield Link(tie, cause, effect, n, token.start, token.end, doer)
                if tie.effect != ("gerund",):
                    return

    def _told_before(self, n: int) -> Phrase | None:
        """What a present participle after a comma goes on from: the clause before it, "X a livré Y, permettant de…"."""
        clause, tree = self._reading.clauses[n], self._page.tree
        first = clause.head
        while first > tree.sentence(first).first and tree[first - 1].pos in ("PRON", "ADV"):
            first -= 1
        if clause.form not in (PARTICIPLE, GERUND) or first == 0 or tree[first - 1].text != ",":
            return None
        if not tree[clause.head].text.endswith(self._page.grammar.present_participle):
            return None
        start = self._sentence_start(first)
        told = [
            m
            for m, c in enumerate(self._reading.clauses)
            if (c.finite or c.link == "ccomp") and start <= c.start < tree[first].start
        ]
        above = clause.governor if clause.governor in told else max(told, default=None)
        held = clause_phrase(self._reading, above) if above is not None else None
        if held is None or held.start >= tree[first].start:
            return None
        return trimmed(self._page, replace(held, end=min(held.end, tree[first].start)))

    def _sentence_start(self, i: int) -> int:
        """Where the sentence of token `i` begins (code point), past the seams at which the parser broke it without a stop."""
        tree = self._page.tree
        first = tree.sentence(i).first
        while (
            first > 0
            and tree[first - 1].pos != "PUNCT"
            and "\n" not in self._page.text[tree[first - 1].end : tree[first].start]
        ):
            first = tree.sentence(first - 1).first
        return tree[first].start

    def _rest(self, n: int, cause: Phrase | None) -> Phrase | None:
        """The clause without its complement that is the cause and the words that govern it."""
        held = clause_phrase(self._reading, n)
        if held is None or cause is None:
            return None
        case = [c for c in self._page.tree.children[cause.head] if self._page.tree[c].dep == "case"]
        start = min([cause.start, *(self._page.tree[c].start for c in case)])
        rest = without(held, start, max(cause.end, start))
        return trimmed(self._page, rest) if rest is not None else None

    def _doer(self, n: int, filled: dict[str, list[int]]) -> int | None:
        """Who is made to do something by clause `n`: its object, else whom it is permitted to."""
        nouns = (
            i for name in ("obj", "inf", self._page.grammar.to) for i in filled.get(name, ()) if i not in self._place
        )
        hung = (
            c for c in self._page.tree.children[self._reading.clauses[n].head] if self._page.tree[c].dep == "advmod"
        )
        return next((i for i in (*nouns, *hung) if self._page.tree[i].pos in ("NOUN", "PROPN")), None)

    def _verb_ties(self, lemmas: Sequence[str], form: str) -> tuple[Tie, ...]:
        """The ties of a verb by one of its lemmas, else, where the model took it for a noun, by what its form may be one of."""
        verbs = self._ties.verbs
        for lemma in lemmas:
            if lemma in verbs:
                return verbs[lemma]
        for ending, infinitive in self._page.grammar.present_endings:
            stem = form.removesuffix(ending) + infinitive
            if form.endswith(ending) and stem in verbs:
                return verbs[stem]
        return ()

    def _slot(self, n: int, filled: dict[str, list[int]], names: Sequence[str]) -> Phrase | None:
        """What fills the first of these slots: a noun with its complements, or the clause that it heads."""
        page = self._page
        for name in names:
            found = [*filled.get(name, ())]
            if name == "inf":  # a noun that the parser takes for a complement of the kind is none
                found = [i for i in found if i in self._place] or self._under(n, name)
            if name == "subj" and not found and self._reading.clauses[n].link == "acl":
                found = [page.tree[self._reading.clauses[n].head].head]  # "les quotas limitent…" read as one noun
            for i in found or self._under(n, name):
                place = self._place.get(i)
                if place is not None and page.tree[i].pos in ("VERB", "AUX"):
                    return opened_at(clause_phrase(self._reading, place), self._marked(i) if name == "gerund" else 0)
                if page.tree[i].pos not in _NOUNS:
                    continue
                if page.tree[i].pos == "PRON":
                    before = self._taken_up(i, n) if name == "subj" else None
                    if before is None:
                        continue  # a bare pronoun names nothing
                    return before
                return noun_phrase(page, i, without=self._reading.clauses[n].head)
        return None

    def _marked(self, i: int) -> int:
        """Where the mark of gerund `i` begins (code point)."""
        marks = self._page.grammar.gerund_marks
        return next((self._page.tree[c].start for c in self._page.tree.children[i] if self._page.lower(c) in marks), 0)

    def _under(self, n: int, name: str) -> list[int]:
        """Clauses that hang on clause `n` as its infinitive, or its "à" and "de" with an infinitive."""
        if name == "gerund":
            return [c.head for c in self._reading.clauses if c.governor == n and c.form == GERUND]
        if name not in ("inf", self._page.grammar.to, self._page.grammar.of):
            return []
        return [
            clause.head
            for clause in self._reading.clauses
            if clause.governor == n and clause.form == INFINITIVE and clause.link in ("xcomp", "obl", "advcl", "ccomp", "acl")
            and not self._opened_by_aim(clause.head)
        ]  # fmt: skip

    def _opened_by_aim(self, head: int) -> bool:
        aims = {tie.words.partition(" ")[0] for tie in self._ties.others.get("infinitive", ())} - {
            self._page.grammar.of
        }
        return any(self._page.lower(c) in aims for c in self._page.tree.kids(head, "mark", "case"))

    def _taken_up(self, i: int, n: int) -> Phrase | None:
        """What "ce", "cela" and "ce qui" take up: the clause before."""
        if self._page.lower(i) not in self._page.grammar.presentatives | self._page.grammar.neuters:
            return None
        above = self._reading.clauses[n].governor
        if self._reading.clauses[n].link == "relcl" and above is not None:
            held, stop = clause_phrase(self._reading, above), self._page.tree[i].start
            if held is not None and held.start < stop:
                return trimmed(self._page, replace(held, end=stop))
        return clause_before(self._reading, n)
