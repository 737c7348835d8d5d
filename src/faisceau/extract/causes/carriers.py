"""Words that speak of what they govern: "une hausse des livraisons" of the livraisons, "réduire l'aide" of the aid."""

from __future__ import annotations

from dataclasses import dataclass

from faisceau.extract.causes.phrases import Phrase, clause_phrase, noun_phrase
from faisceau.extract.page import Page
from faisceau.extract.predicates import Surroundings
from faisceau.extract.reading import Reading
from faisceau.extract.roles import actors_of
from faisceau.knowledge.causes import NamedVariable, changes, named_variable, sufferers, ties
from faisceau.model.system import Sign

_UPWARD = 3  # nouns between a pressure and the word that says who undergoes it


@dataclass(frozen=True)
class Carried:
    """What a phrase speaks of, - where it says that there is less of it. `doer` is the token of who does it."""

    phrase: Phrase
    sign: Sign
    doer: int | None = None


class Carriers:
    """Finds, in one article, what words of change speak of and who undergoes what."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._page = reading.page
        self._changes = changes(reading.page.lang)
        self._ties = ties(reading.page.lang).verbs
        self._place = {clause.head: n for n, clause in enumerate(reading.clauses)}

    def carried(self, phrase: Phrase) -> Carried | None:
        """What the phrase says that there is more or less of; None where its head is no word of change."""
        return self._of_noun(phrase) if phrase.clause is None else self._of_clause(phrase.clause)

    def _of_noun(self, phrase: Phrase) -> Carried | None:
        sign = self._changes.get(self._page.tree[phrase.head].lemma.lower())
        if sign is None:
            return None
        for c in self._page.tree.kids(phrase.head, "nmod", "obl"):
            if self._page.preposition(c) == self._page.grammar.of and self._page.tree[c].pos in ("NOUN", "PROPN"):
                below = noun_phrase(self._page, c)
                return Carried(below, sign) if below is not None else None
        return None

    def _of_clause(self, n: int) -> Carried | None:
        """The object, infinitive or clause of a verb that brings about or hinders: as in `causes.tsv`."""
        clause, filled, grammar = self._reading.clauses[n], self._reading.slots[n], self._page.grammar
        around = Surroundings(self._page, clause.head)
        for tie in self._ties.get(self._page.tree[clause.head].lemma.lower(), ()):
            if tie.cause != ("subj",) or tie.modality is not None or tie.bond is not None:
                continue
            if (
                tie.with_
                and not (set(tie.with_) <= {"inf", "que", f"{grammar.to}:", f"{grammar.of}:"})
                and not any(map(around.holds, tie.with_))
            ):
                continue
            for slot in tie.effect:
                for i in (*filled.get(slot, ()), *(self._infinitives(n) if slot == "inf" else ())):
                    below = self._phrase(i)
                    if below is not None and (slot in ("inf", "que")) == (below.clause is not None):
                        doer = next(iter(filled.get("obj", ())), None) if slot == "inf" else None
                        return Carried(below, tie.sign, doer)
        return None

    def _infinitives(self, n: int) -> list[int]:
        return [
            c.head
            for c in self._reading.clauses
            if c.governor == n and c.form == "infinitive" and c.link in ("xcomp", "ccomp")
        ]

    def _phrase(self, i: int) -> Phrase | None:
        place = self._place.get(i)
        if place is not None and self._page.tree[i].pos in ("VERB", "AUX"):
            return clause_phrase(self._reading, place)
        return noun_phrase(self._page, i) if self._page.tree[i].pos in ("NOUN", "PROPN") else None

    def sufferers(self, i: int) -> tuple[str, ...]:
        """Ids of the actors who undergo what noun `i` names: "X, cible de sanctions", "X est soumis à un embargo"."""
        page, suffering = self._page, sufferers(self._page.lang)
        at = i
        for _ in range(_UPWARD):
            above = page.tree[at].head
            if above == at:
                return ()
            if page.tree[above].lemma.lower() in suffering and page.tree[at].dep.partition(":")[0] not in (
                "nsubj",
                "conj",
            ):
                return self._subject(above)
            if page.tree[above].lemma.lower() not in self._changes and page.tree[at].dep != "conj":
                return ()
            at = above
        return ()

    def _subject(self, i: int) -> tuple[str, ...]:
        """Who word `i` is said of: the subject of its clause, undergone or not, else the noun that it hangs on."""
        page, place = self._page, self._place.get(i)
        filled = self._reading.slots[place] if place is not None else {}
        nouns = [*filled.get("subj", ()), *filled.get("obj", ()), page.tree[i].head]
        for noun in nouns:
            found = tuple(r.id for r in actors_of(page, noun, deep=False)) if noun != i else ()
            if found:
                return found
        return ()


def named_noun(page: Page, i: int) -> NamedVariable | None:
    """The variable that word `i` names by itself, or with its complement: "effort de guerre"."""
    lemma = page.tree[i].lemma.lower()
    for c in page.tree.kids(i, "nmod"):
        preposition = page.preposition(c)
        found = named_variable(f"{lemma} {preposition} {page.tree[c].lemma.lower()}", page.lang)
        if found is not None:
            return found
    return named_variable(lemma, page.lang)
