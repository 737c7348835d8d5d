"""The variable that the words of a cause or an effect speak of: `flow(RUS, PRK, oil)`, and whether they say there is less of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.causes.acts import Acts, completed, firm, good_of, is_good, written
from faisceau.extract.causes.carriers import Carriers, named_noun
from faisceau.extract.causes.phrases import Phrase, clause_phrase
from faisceau.extract.clauses import INFINITIVE
from faisceau.extract.nominals import event_slots
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.extract.reading import Reading
from faisceau.extract.roles import actors_of, fill, inside
from faisceau.extract.taken_up import taken_up
from faisceau.knowledge.causes import NamedVariable, VariableKind, variable_of_act
from faisceau.model.system import Sign
from faisceau.model.variables import parsed


class _Spoken(NamedTuple):
    """What a phrase is taken to speak of: `word` is the row of its head, if that names a variable."""

    phrase: Phrase
    word: NamedVariable | None
    kind: VariableKind | None
    acts: Acts


class Variables:
    """Names the variables of phrases; `candidates` are what the rules make of the article's clauses and event nouns."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate], carriers: Carriers) -> None:
        self._reading = reading
        self._by_head = {candidate.clause.head: candidate for candidate in candidates}
        self._carriers = carriers

    def named(self, phrase: Phrase, doer: int | None = None) -> tuple[str, Sign] | None:
        """The variable that a phrase speaks of, and - where it says that there is less of it; None where it names none.

        Words that only say that there is more or less of something speak of that: "une baisse des livraisons".
        """
        carried = self._carriers.carried(phrase) if not phrase.free else None
        if carried is not None and (phrase.clause is None or self._governed(phrase) is None):
            found = self.named(carried.phrase, carried.doer or doer)
            if found is not None:
                return found[0], _product(carried.sign, found[1])
        name = self.name(phrase, doer) if not phrase.free else None
        if name is None:
            return self._told_within(phrase)
        word = self._word(phrase)
        sign = word.sign if word is not None and parsed(name).kind == word.variable else "+"
        return name, _product(sign, carried.sign) if carried is not None and self._governed(phrase) else sign

    def _told_within(self, phrase: Phrase) -> tuple[str, Sign] | None:
        """What a clause that names no variable says by the clause that completes it: "ont ceci de commun qu'elles…".

        Of a relative clause that stands for a noun, the first one inside that names a variable.
        """
        if phrase.clause is None:
            return None
        for m, clause in enumerate(self._reading.clauses):
            told = phrase.free or (clause.link == "ccomp" and clause.governor == phrase.clause)
            if told and phrase.start <= clause.start and clause.end <= phrase.end:
                below = clause_phrase(self._reading, m)
                found = self.named(below) if below is not None else None
                if found is not None:
                    return found
        return None

    def _word(self, phrase: Phrase) -> NamedVariable | None:
        """The row of the noun that names the variable: the phrase's head, or what its clause turns on."""
        head = phrase.head if phrase.clause is None else self._turned_on(phrase)
        return named_noun(self._reading.page, phrase.head) or (named_noun(self._reading.page, head) if head else None)

    def name(self, phrase: Phrase, doer: int | None = None) -> str | None:
        """`kind(args)`; None for a phrase that names no variable and no actor. Unknown arguments are `?`.

        Each rule completes or corrects what those before it found; each says to which variables it applies.
        """
        spoken = self._read(phrase)
        if spoken is None:
            return None
        for rule in (
            self._completed_by_what_it_turns_on,
            self._needed_good,
            self._flow_both_ways,
            self._flow_addressed,
            self._pressure_suffered,
            self._need_to_do,
            self._tie_of_two,
        ):
            spoken = rule(spoken)
        spoken = self._done_by(spoken, doer)
        if spoken.kind is None or _is_occasion(spoken) or _is_empty(spoken):
            return None
        return written(spoken.kind, self._as_it_flows(spoken))

    def _read(self, phrase: Phrase) -> _Spoken | None:
        """What the phrase says by itself: as the rules have its clause or event noun, as a noun, or as part of another clause."""
        word = named_noun(self._reading.page, phrase.head)
        candidate = self._by_head.get(phrase.head)
        if candidate is not None:
            return self._of_candidate(phrase, word, candidate)
        if phrase.clause is None:
            return self._of_noun(phrase, word)
        found = self._clause(phrase)
        if found is None:
            return None
        acts, told = found
        return _Spoken(phrase, word, (word.variable if word else None) or self._governed(phrase) or told, acts)

    def _of_candidate(self, phrase: Phrase, word: NamedVariable | None, candidate: Candidate) -> _Spoken:
        claim, row = candidate.claim, candidate.rows[0]
        acts = Acts(
            tuple(r.id for r in claim.subject),
            tuple(r.id for r in claim.object),
            next((item.category for item in claim.items if is_good(item.category)), None),
        )
        status = row.status if row is not None else None  # an aim or a fear promises nothing, whatever governs it
        named = (word.variable if word else None) or self._governed(phrase)
        return _Spoken(phrase, word, named or variable_of_act(claim.kind, claim.plover, status), acts)

    def _of_noun(self, phrase: Phrase, word: NamedVariable | None) -> _Spoken:
        kind = word.variable if word else None
        acts = self._noun(phrase.head, word)
        if kind == "alignment":
            acts = Acts(tuple(sorted(self.actors(phrase))), (), None)
        row = noun_row(self._reading.page, phrase.head)
        if kind is None and row is not None:
            kind = variable_of_act(row.kind, row.plover, None)
        if kind is None and acts.good is not None and acts.subject:
            kind = "flow"  # goods that are somebody's: "les munitions de X"
        return _Spoken(phrase, word, kind, acts)

    def _completed_by_what_it_turns_on(self, spoken: _Spoken) -> _Spoken:
        """A clause that is about a noun naming its variable says of whom with that noun's complements too."""
        turned_on = self._turned_on(spoken.phrase)
        if turned_on is None or spoken.kind != self._governed(spoken.phrase):
            return spoken
        own = self._noun(turned_on, named_noun(self._reading.page, turned_on))
        return spoken._replace(acts=completed(spoken.acts, own))

    def _needed_good(self, spoken: _Spoken) -> _Spoken:
        """What is needed is the clause's object, where nothing else says it."""
        if spoken.kind != "need" or spoken.acts.good is not None or spoken.phrase.clause is None:
            return spoken
        return spoken._replace(acts=replace(spoken.acts, good=self._good_within(spoken.phrase.clause)))

    def _flow_both_ways(self, spoken: _Spoken) -> _Spoken:
        """ "Le commerce entre X et Y" flows from each to the other."""
        if spoken.kind != "flow" or spoken.word is None or spoken.word.of != "both":
            return spoken
        both = (*spoken.acts.subject, *spoken.acts.object)
        return spoken._replace(acts=Acts(both, both, spoken.acts.good))

    def _flow_addressed(self, spoken: _Spoken) -> _Spoken:
        """Whom a flow goes to may be said by words that the parser hangs elsewhere."""
        if spoken.kind != "flow" or spoken.acts.object:
            return spoken
        return spoken._replace(acts=replace(spoken.acts, object=self._addressed(spoken.phrase, spoken.acts.subject)))

    def _pressure_suffered(self, spoken: _Spoken) -> _Spoken:
        """Who is under pressure may be said by who suffers from it."""
        if spoken.kind != "pressure" or spoken.acts.object:
            return spoken
        return spoken._replace(acts=replace(spoken.acts, object=self._carriers.sufferers(spoken.phrase.head)))

    def _need_to_do(self, spoken: _Spoken) -> _Spoken:
        """Who seeks to do something: what is sought is the variable."""
        if spoken.kind != "need" or spoken.acts.good is not None or spoken.phrase.clause is None:
            return spoken
        sought = self._sought(spoken.phrase.clause)
        if sought is None:
            return spoken
        kind, own = sought
        return spoken._replace(kind=kind, acts=Acts(spoken.acts.subject, own.object, own.good))

    def _tie_of_two(self, spoken: _Spoken) -> _Spoken:
        """A tie is of two: where fewer act, those whom the phrase names are; else the two whom "ce rapprochement" takes up."""
        if spoken.kind != "alignment" or _is_of_two(spoken.acts):
            return spoken
        acts = Acts(spoken.acts.subject, (*spoken.acts.object, *sorted(self.actors(spoken.phrase))), None)
        if not _is_of_two(acts):
            taken = _taken(self._reading.page, self._turned_on(spoken.phrase) or spoken.phrase.head)
            acts = Acts(taken, (), None) if len(taken) == 2 else acts
        return spoken._replace(acts=acts)

    def _done_by(self, spoken: _Spoken, doer: int | None) -> _Spoken:
        """Whoever the words around name as the doer acts, and is nobody it is done to."""
        made = tuple(r.id for r in actors_of(self._reading.page, doer, deep=False)) if doer is not None else ()
        if not made:
            return spoken
        return spoken._replace(acts=Acts(made, tuple(a for a in spoken.acts.object if a not in made), spoken.acts.good))

    def _as_it_flows(self, spoken: _Spoken) -> Acts:
        """The acts from giver to receiver: "acheter" tells a flow to its subject."""
        acts = spoken.acts
        inward = spoken.kind == "flow" and self._is_inward(spoken.phrase)
        return Acts(acts.object, acts.subject, acts.good) if inward else acts

    def _clause(self, phrase: Phrase) -> tuple[Acts, VariableKind | None] | None:
        """Who acts in a clause that is no candidate of its own, such as one that another makes somebody do."""
        reading = self._reading
        row = reading.rows[phrase.clause] if phrase.clause is not None else None
        if row is None or phrase.clause is None:
            return None
        roles = fill(reading.page, reading.slots[phrase.clause], row)
        good = next((item.category for item in roles.items if is_good(item.category)), None)
        acts = Acts(tuple(r.id for r in roles.subject), tuple(r.id for r in roles.object), good)
        return acts, variable_of_act(row.kind, row.plover, None)

    def _sought(self, n: int) -> tuple[VariableKind, Acts] | None:
        """What the infinitive that clause `n` governs tells, if it names a variable."""
        clauses = self._reading.clauses
        for m, clause in enumerate(clauses):
            if clause.governor == n and clause.form == INFINITIVE:
                below = clause_phrase(self._reading, m)
                found = self._clause(below) if below is not None else None
                if below is not None and found is not None:
                    kind = self._governed(below) or found[1]
                    return (kind, found[0]) if kind is not None else None
        return None

    def _is_inward(self, phrase: Phrase) -> bool:
        """Whether the subject of what the phrase tells receives: "acheter", "recevoir"."""
        row = self._reading.rows[phrase.clause] if phrase.clause is not None else None
        return row is not None and row.flow == "object>subject"

    def _governed(self, phrase: Phrase) -> VariableKind | None:
        """The variable of the noun that a clause turns on: its object, "renforcer l'alliance"."""
        head = self._turned_on(phrase)
        word = named_noun(self._reading.page, head) if head is not None else None
        return word.variable if word is not None else None

    def _turned_on(self, phrase: Phrase) -> int | None:
        """The object of a clause that names a variable."""
        if phrase.clause is None:
            return None
        objects = self._reading.slots[phrase.clause].get("obj", ())
        return next((i for i in objects if named_noun(self._reading.page, i) is not None), None)

    def _addressed(self, phrase: Phrase, others: tuple[str, ...]) -> tuple[str, ...]:
        """Whom the words of a noun phrase address a flow to, though the parser hangs them elsewhere: "l'aide de X à Y"."""
        page = self._reading.page
        for i in page.tree.within(phrase.start, phrase.end):
            if i in page.mentions and page.preposition(i) == page.grammar.to:
                found = tuple(r.id for r in actors_of(page, i, deep=False) if r.id not in others)
                if found:
                    return found
        return ()

    def _good_within(self, n: int) -> str | None:
        """The category of what clause `n` has for its object, or for its complement with "de"."""
        page, found = self._reading.page, self._reading.slots[n]
        nouns = (i for slot in ("obj", page.grammar.of) for i in found.get(slot, ()))
        goods = (i for i in nouns if named_noun(page, i) is None and noun_row(page, i) is None)
        return next((c for i in goods if (c := good_of(page.tree[i].lemma, page.lang))), None)

    def _noun(self, i: int, word: NamedVariable | None) -> Acts:
        page = self._reading.page
        row = noun_row(page, i)
        if row is not None:
            roles = fill(page, event_slots(page, i), row)
            good = next((item.category for item in roles.items if is_good(item.category)), None)
            if roles.subject or roles.object:
                return Acts(tuple(r.id for r in roles.subject), tuple(r.id for r in roles.object), good)
        named = actors_of(page, i, deep=False) or inside(page, i, settings=False)
        good = good_of(page.tree[i].lemma, page.lang)
        upon = (
            {r.id for r in actors_of(page, i, deep=False)} if page.preposition(i) in page.grammar.upon else set[str]()
        )
        for below in page.tree.children[i]:
            if page.preposition(below) in page.grammar.upon:
                upon |= {r.id for r in actors_of(page, below, deep=False)}
        ids = tuple(r.id for r in named)
        if word is not None and word.of == "object":
            return Acts((), ids, good)
        return Acts(tuple(a for a in ids if a not in upon), tuple(a for a in ids if a in upon), good)

    def named_actors(self, phrase: Phrase) -> tuple[str, ...]:
        """Whom a noun phrase names, or who acts in a clause."""
        if phrase.clause is not None:
            found = self._clause(phrase)
            return firm(found[0].subject) if found is not None else ()
        return firm(tuple(ref.id for ref in actors_of(self._reading.page, phrase.head, deep=True)))

    def actors(self, phrase: Phrase) -> frozenset[str]:
        """Ids of the actors named in the phrase's words."""
        page = self._reading.page
        tokens = page.tree.within(phrase.start, phrase.end)
        return frozenset(a for i in tokens if i in page.mentions for a in page.mentions[i].actors)

    def is_actor(self, phrase: Phrase) -> bool:
        """Whether the phrase names an actor and nothing that it does."""
        page = self._reading.page
        mention = page.mentions.get(page.holder.get(phrase.head, phrase.head))
        return phrase.clause is None and mention is not None and mention.kind != "adjective"


def _is_of_two(acts: Acts) -> bool:
    """Whether at least two known actors are named, on either side."""
    return len({*firm(acts.subject), *firm(acts.object)}) >= 2


def _is_occasion(spoken: _Spoken) -> bool:
    """Whether a lack of nothing in particular is told to lessen: to profit from an occasion is to lack nothing less."""
    lessens = spoken.word is not None and spoken.word.sign == "-"
    return spoken.kind == "need" and lessens and spoken.acts.good is None


def _is_empty(spoken: _Spoken) -> bool:
    """Whether nothing is said of the variable but its kind, which is enough for a pressure alone."""
    acts = spoken.acts
    return spoken.kind != "pressure" and not (acts.subject or acts.object or acts.good)


def _taken(page: Page, i: int) -> tuple[str, ...]:
    """The actors of the tie that "ce rapprochement" takes up."""
    return firm(tuple(ref.id for ref in taken_up(page, i)))


def _product(a: Sign, b: Sign) -> Sign:
    return "+" if a == b else "-"
