"""The words of a cause or an effect, and the variable that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.causes.carriers import Carriers, named_noun
from faisceau.extract.causes.phrases import Phrase, clause_phrase, noun_phrase
from faisceau.extract.clauses import INFINITIVE
from faisceau.extract.nominals import event_slots
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.extract.reading import Reading
from faisceau.extract.roles import actors_of, fill, inside
from faisceau.extract.status import firmness
from faisceau.extract.taken_up import taken_up
from faisceau.knowledge.causes import NamedVariable, VariableKind, variable_args, variable_of_act
from faisceau.knowledge.goods import categories, category_of
from faisceau.model.causes import End, Entailed
from faisceau.model.system import OPPOSITE, Sign
from faisceau.model.variables import parsed

UNKNOWN = "?"
_UPON = ("sur", "contre", "envers", "vers")  # what comes after is what undergoes it


@dataclass(frozen=True)
class _Acts:
    """Who acts, on whom, with what, in a phrase."""

    subject: tuple[str, ...]
    object: tuple[str, ...]
    good: str | None


class Variables:
    """Names the variables of phrases; `candidates` are what the rules make of the article's clauses and event nouns."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate]) -> None:
        self._reading = reading
        self._by_head = {candidate.clause.head: candidate for candidate in candidates}
        self._carriers = Carriers(reading)

    def end(self, phrase: Phrase, doer: int | None = None) -> End:
        """The phrase as an end of a causal claim; `doer` is who is made to do it, where it is an infinitive."""
        text = self._reading.page.text[phrase.start : phrase.end]
        found = self.named(phrase, doer)
        if found is None:
            return End(phrase.start, phrase.end, text)
        return End(phrase.start, phrase.end, text, found[0], turned=self._is_negated(phrase) != (found[1] == "-"))

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

    def _is_negated(self, phrase: Phrase) -> bool:
        if phrase.clause is None:
            return False
        reading = self._reading
        return firmness(reading.page, reading.clauses, reading.rows, phrase.clause, None).polarity == "-"

    def under_pressure(self, phrase: Phrase, cause: End, effect: tuple[Phrase, End]) -> End:
        """A cause whose words name pressure, on nobody named, as pressure on those who then do what is told."""
        pushed = tuple(a for a in self._pushed(*effect) if not a.startswith("gen:"))
        if phrase.clause is not None or cause.variable != f"pressure({UNKNOWN})" or not pushed:
            return cause
        return structs.replace(cause, variable=_written("pressure", _Acts((), pushed, None)))

    def in_exchange(self, end: End, other: End) -> End:
        """What is given for something: its giver, or receiver, not named is who receives, or gives, that something."""
        given, back = (parsed(each.variable or "") for each in (end, other))
        if given.kind != "flow" or back.kind != "flow" or len(given.args) != 3 or len(back.args) != 3:
            return end
        giver, receiver = (
            own if own != UNKNOWN else its for own, its in zip(given.args, (back.args[1], back.args[0]), strict=False)
        )
        if giver == back.args[1] != UNKNOWN and back.args[0] not in (UNKNOWN, giver):
            receiver = back.args[0]  # an exchange has two parties
        if giver == receiver:
            return end
        return structs.replace(end, variable=f"flow({giver}, {receiver}, {given.args[2]})")

    def coming_to(self, end: End, who: Sequence[str]) -> End:
        """A flow to nobody named, as one to these."""
        found = parsed(end.variable or "")
        if found.kind != "flow" or len(found.args) != 3 or found.args[1] != UNKNOWN or not who:
            return end
        receiver = "+".join(sorted(who))
        if receiver == found.args[0]:
            return end
        return structs.replace(end, variable=f"flow({found.args[0]}, {receiver}, {found.args[2]})")

    def supplied(self, phrase: Phrase, who: Sequence[str]) -> End:
        """What somebody needs: a good of another, or the tie with another; no variable where no other is named."""
        end = self.good(phrase)
        found = parsed(end.variable or "")
        if found.kind == "flow" and found.args[0] not in (UNKNOWN, "+".join(sorted(who))):
            return end
        others = tuple(a for a in self.named_actors(phrase) if a not in who)
        tie = (
            _written("alignment", _Acts(tuple(who), others, None)) if who and others and self.is_actor(phrase) else None
        )
        return structs.replace(end, variable=tie, turned=False)

    def named_actors(self, phrase: Phrase) -> tuple[str, ...]:
        """Whom a noun phrase names, or who acts in a clause."""
        if phrase.clause is not None:
            found = self._clause(phrase)
            return _firm(found[0].subject) if found is not None else ()
        return _firm(tuple(ref.id for ref in actors_of(self._reading.page, phrase.head, deep=True)))

    def by_subject(self, phrase: Phrase, end: End) -> End:
        """A clause that names no variable, by what its subject names: "ce rapprochement inquiète"."""
        if phrase.clause is None:
            return end
        for i in self._reading.slots[phrase.clause].get("subj", ()):
            below = noun_phrase(self._reading.page, i)
            found = self.named(below) if below is not None and self._reading.page.tree[i].pos == "NOUN" else None
            if found is not None:
                return structs.replace(end, variable=found[0], turned=found[1] == "-")
        return end

    def let(self, cause: End, phrase: Phrase, effect: End) -> End:
        """What nobody named is made able to do by a flow: who receives is able. "Livrer des obus pour son effort de guerre" is
        for the receiver's, whomever the possessive was taken for."""
        flow, able = parsed(cause.variable or ""), parsed(effect.variable or "")
        if flow.kind != "flow" or able.kind != "capability" or len(flow.args) != 3:
            return effect
        if able.args[0] != UNKNOWN and not (able.args[0] == flow.args[0] and self._is_somebodys(phrase)):
            return effect
        return structs.replace(effect, variable=f"capability({flow.args[1]}, {', '.join(able.args[1:])})")

    def _is_somebodys(self, phrase: Phrase) -> bool:
        """Whether only a possessive tells whose the noun is."""
        page = self._reading.page
        kids = page.tree.kids(phrase.head, "det") if phrase.clause is None else ()
        return any((m := page.mentions.get(c)) is not None and m.kind == "pronoun" for c in kids)

    def kept_from(self, phrase: Phrase, end: End, n: int) -> End:
        """An infinitive that a verb outside the tie forbids or prevents: there is less of it."""
        clauses = self._reading.clauses
        if end.variable is None or phrase.clause is None or phrase.clause not in range(len(clauses)):
            return end
        above = clauses[phrase.clause].governor
        if clauses[phrase.clause].form != INFINITIVE or above is None or above == n:
            return end
        carried = self._carriers.carried(Phrase(clauses[above].head, 0, 0, above))
        if carried is None or carried.sign == "+" or carried.phrase.clause != phrase.clause:
            return end
        return structs.replace(end, turned=not end.turned)

    def beside(self, first: Phrase, cause: End, second: Phrase, effect: End, sign: Sign) -> list[Entailed]:
        """The arcs of further goods that an end names beside the one of its variable."""
        if cause.variable is None or effect.variable is None:
            return []
        sign = sign if cause.turned == effect.turned else OPPOSITE[sign]
        causes = [cause.variable, *self._others(first, cause.variable)]
        effects = [effect.variable, *self._others(second, effect.variable)]
        return [Entailed(c, e, sign) for c in causes for e in effects if (c, e) != (cause.variable, effect.variable)]

    def _others(self, phrase: Phrase, variable: str) -> list[str]:
        found, candidate = parsed(variable), self._by_head.get(phrase.head)
        if found.kind != "flow" or candidate is None or len(found.args) != 3:
            return []
        goods = dict.fromkeys(c for item in candidate.claim.items if (c := item.category) and is_good(c))
        return [f"flow({found.args[0]}, {found.args[1]}, {good})" for good in goods if good != found.args[2]]

    def good(self, phrase: Phrase) -> End:
        """A phrase that names a good and nobody, as a flow of it between whom nobody says."""
        page = self._reading.page
        end = self.end(phrase)
        category = good_of(page.tree[phrase.head].lemma, page.lang) if phrase.clause is None else None
        if end.variable is not None or category is None:
            return end
        return structs.replace(end, variable=f"flow({UNKNOWN}, {UNKNOWN}, {category})")

    def depending(self, phrase: Phrase, effect: End) -> End:
        """Somebody who depends on something, as what they are able to do."""
        if effect.variable is not None or not self.is_actor(phrase):
            return effect
        actors = self.named_actors(phrase)
        return structs.replace(effect, variable=_written("capability", _Acts(actors, (), None))) if actors else effect

    def _pushed(self, phrase: Phrase, effect: End) -> tuple[str, ...]:
        """Who does what the effect tells; of a tie, all whom it ties."""
        found = parsed(effect.variable or "")
        if found.kind == "alignment" and UNKNOWN not in found.args:
            return found.args
        candidate = self._by_head.get(phrase.head)
        return tuple(ref.id for ref in candidate.claim.subject) if candidate is not None else ()

    def is_actor(self, phrase: Phrase) -> bool:
        """Whether the phrase names an actor and nothing that it does."""
        page = self._reading.page
        mention = page.mentions.get(page.holder.get(phrase.head, phrase.head))
        return phrase.clause is None and mention is not None and mention.kind != "adjective"

    def actors(self, phrase: Phrase) -> frozenset[str]:
        """Ids of the actors named in the phrase's words."""
        page = self._reading.page
        tokens = page.tree.within(phrase.start, phrase.end)
        return frozenset(a for i in tokens if i in page.mentions for a in page.mentions[i].actors)

    def name(self, phrase: Phrase, doer: int | None = None) -> str | None:
        """`kind(args)`; None for a phrase that names no variable and no actor. Unknown arguments are `?`."""
        page = self._reading.page
        candidate = self._by_head.get(phrase.head)
        word = named_noun(page, phrase.head)
        kind = word.variable if word else None
        if phrase.clause is None and candidate is None:
            acts = self._noun(phrase.head, word)
            if kind == "alignment":
                acts = _Acts(tuple(sorted(self.actors(phrase))), (), None)
            row = noun_row(page, phrase.head)
            if kind is None and row is not None:
                kind = variable_of_act(row.kind, row.plover, None)
            if kind is None and acts.good is not None and acts.subject:
                kind = "flow"  # goods that are somebody's: "les munitions de X"
        elif candidate is not None:
            claim = candidate.claim
            acts = _Acts(
                tuple(r.id for r in claim.subject),
                tuple(r.id for r in claim.object),
                next((item.category for item in claim.items if is_good(item.category)), None),
            )
            row = candidate.rows[0]
            status = row.status if row is not None else None  # an aim or a fear promises nothing, whatever governs it
            kind = kind or self._governed(phrase) or variable_of_act(claim.kind, claim.plover, status)
        else:
            found = self._clause(phrase)
            if found is None:
                return None
            acts, told = found
            kind = kind or self._governed(phrase) or told
        if kind == self._governed(phrase) and (turned_on := self._turned_on(phrase)) is not None:
            acts = _completed(acts, self._noun(turned_on, named_noun(page, turned_on)))
        if kind == "need" and acts.good is None and phrase.clause is not None:
            acts = replace(acts, good=self._good_within(phrase.clause))
        if kind == "flow" and word is not None and word.of == "both":
            both = (*acts.subject, *acts.object)
            acts = _Acts(both, both, acts.good)
        if kind == "flow" and not acts.object:
            acts = replace(acts, object=self._addressed(phrase, acts.subject))
        if kind == "pressure" and not acts.object:
            acts = replace(acts, object=self._carriers.sufferers(phrase.head))
        if kind == "need" and acts.good is None and phrase.clause is not None:
            sought = self._sought(phrase.clause)
            if sought is not None:  # who seeks to do something: what is sought is the variable
                kind, own = sought
                acts = _Acts(acts.subject, own.object, own.good)
        if kind == "alignment" and len({*_firm(acts.subject), *_firm(acts.object)}) < 2:
            head = self._turned_on(phrase) or phrase.head
            acts = _Acts(acts.subject, (*acts.object, *sorted(self.actors(phrase))), None)
            if len({*_firm(acts.subject), *_firm(acts.object)}) < 2 and len(taken := _taken(page, head)) == 2:
                acts = _Acts(taken, (), None)
        if doer is not None and (made := tuple(r.id for r in actors_of(page, doer, deep=False))):
            acts = _Acts(made, tuple(a for a in acts.object if a not in made), acts.good)
        if kind == "need" and word is not None and word.sign == "-" and acts.good is None:
            return None  # to profit from an occasion is to lack nothing less
        if kind is None or (kind != "pressure" and not (acts.subject or acts.object or acts.good)):
            return None
        if kind == "flow" and self._is_inward(phrase):
            acts = _Acts(acts.object, acts.subject, acts.good)
        return _written(kind, acts)

    def _clause(self, phrase: Phrase) -> tuple[_Acts, VariableKind | None] | None:
        """Who acts in a clause that is no candidate of its own, such as one that another makes somebody do."""
        reading = self._reading
        row = reading.rows[phrase.clause] if phrase.clause is not None else None
        if row is None or phrase.clause is None:
            return None
        roles = fill(reading.page, reading.slots[phrase.clause], row)
        good = next((item.category for item in roles.items if is_good(item.category)), None)
        acts = _Acts(tuple(r.id for r in roles.subject), tuple(r.id for r in roles.object), good)
        return acts, variable_of_act(row.kind, row.plover, None)

    def _sought(self, n: int) -> tuple[VariableKind, _Acts] | None:
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

    def _noun(self, i: int, word: NamedVariable | None) -> _Acts:
        page = self._reading.page
        row = noun_row(page, i)
        if row is not None:
            roles = fill(page, event_slots(page, i), row)
            good = next((item.category for item in roles.items if is_good(item.category)), None)
            if roles.subject or roles.object:
                return _Acts(tuple(r.id for r in roles.subject), tuple(r.id for r in roles.object), good)
        named = actors_of(page, i, deep=False) or inside(page, i, settings=False)
        good = good_of(page.tree[i].lemma, page.lang)
        upon = {r.id for r in actors_of(page, i, deep=False)} if page.preposition(i) in _UPON else set[str]()
        for below in page.tree.children[i]:
            if page.preposition(below) in _UPON:
                upon |= {r.id for r in actors_of(page, below, deep=False)}
        ids = tuple(r.id for r in named)
        if word is not None and word.of == "object":
            return _Acts((), ids, good)
        return _Acts(tuple(a for a in ids if a not in upon), tuple(a for a in ids if a in upon), good)


def _written(kind: VariableKind, acts: _Acts) -> str:
    subject, object_ = _firm(acts.subject), _firm(acts.object)
    values = []
    for arg in variable_args(kind):
        if arg == "both":
            both = sorted(_firm((*subject, *object_)))
            values += both if len(both) > 1 else [*both, UNKNOWN]
        elif arg == "good":
            values.append(acts.good or UNKNOWN)
        elif arg == "subject":
            values.append("+".join(sorted(subject)) or UNKNOWN)
        else:
            values.append("+".join(sorted(object_)) or UNKNOWN)
    return f"{kind}({', '.join(values)})"


def _firm(actors: Sequence[str]) -> tuple[str, ...]:
    """States and bodies before persons, who act for them; vague groups only where there is nobody else."""
    named = [a for a in actors if not a.startswith("gen:")]
    bodies = [a for a in named if not a.islower()]
    return tuple(dict.fromkeys(bodies or named or actors))


def _taken(page: Page, i: int) -> tuple[str, ...]:
    """The actors of the tie that "ce rapprochement" takes up."""
    return _firm(tuple(ref.id for ref in taken_up(page, i)))


def _completed(acts: _Acts, others: _Acts) -> _Acts:
    """What a clause says of who gives what to whom, and where it does not, what its object says."""
    return _Acts(acts.subject or others.subject, acts.object or others.object, acts.good or others.good)


def _product(a: Sign, b: Sign) -> Sign:
    return "+" if a == b else "-"


def is_good(category: str | None) -> bool:
    """Whether a category is of goods, and not of meetings, sanctions and the like."""
    known = categories().get(category) if category is not None else None
    return known is not None and not known.besides


def good_of(words: str, lang: str) -> str | None:
    """The category of goods that the words name."""
    found = category_of(words, lang)
    return found if is_good(found) else None
