"""The words of a cause or an effect, and the variable that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from faisceau.extract.candidates import Candidate
from faisceau.extract.causes.phrases import Phrase, clause_phrase, noun_phrase
from faisceau.extract.clauses import INFINITIVE
from faisceau.extract.nominals import event_slots
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.extract.reading import Reading
from faisceau.extract.roles import actors_of, fill, inside
from faisceau.extract.status import firmness
from faisceau.knowledge.causes import NamedVariable, VariableKind, named_variable, variable_args, variable_of_act
from faisceau.knowledge.goods import category_of
from faisceau.model.causes import End
from faisceau.model.variables import parsed

_UNKNOWN = "?"
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

    def end(self, phrase: Phrase, doer: int | None = None) -> End:
        """The phrase as an end of a causal claim; `doer` is who is made to do it, where it is an infinitive."""
        text = self._reading.page.text[phrase.start : phrase.end]
        name = self.name(phrase, doer)
        return End(phrase.start, phrase.end, text, name, turned=name is not None and self._is_negated(phrase))

    def _is_negated(self, phrase: Phrase) -> bool:
        if phrase.clause is None:
            return False
        reading = self._reading
        return firmness(reading.page, reading.clauses, reading.rows, phrase.clause, None).polarity == "-"

    def under_pressure(self, phrase: Phrase, cause: End, effect: tuple[Phrase, End]) -> End:
        """A cause whose words name pressure, on nobody named, as pressure on those who then do what is told."""
        page = self._reading.page
        word = named_variable(page.tree[phrase.head].lemma.lower(), page.lang)
        pushed = tuple(a for a in self._pushed(*effect) if not a.startswith("gen:"))
        if phrase.clause is not None or word is None or cause.variable != f"pressure({_UNKNOWN})" or not pushed:
            return cause
        return replace(cause, variable=_written("pressure", _Acts((), pushed, None)))

    def in_exchange(self, cause: End, effect: End) -> End:
        """What is given for something: its giver, or receiver, not named is who receives, or gives, that something."""
        given, back = (parsed(end.variable or "") for end in (cause, effect))
        if given.kind != "flow" or back.kind != "flow" or len(given.args) != 3 or len(back.args) != 3:
            return cause
        giver, receiver = (
            own if own != _UNKNOWN else its for own, its in zip(given.args, (back.args[1], back.args[0]), strict=False)
        )
        if giver == receiver:
            return cause
        return replace(cause, variable=f"flow({giver}, {receiver}, {given.args[2]})")

    def good(self, phrase: Phrase) -> End:
        """A phrase that names a good and nobody, as a flow of it between whom nobody says."""
        page = self._reading.page
        end = self.end(phrase)
        category = category_of(page.tree[phrase.head].lemma, page.lang) if phrase.clause is None else None
        if end.variable is not None or category is None:
            return end
        return replace(end, variable=f"flow({_UNKNOWN}, {_UNKNOWN}, {category})")

    def depending(self, phrase: Phrase, effect: End) -> End:
        """Somebody who depends on something, as what they are able to do."""
        if effect.variable is not None or not self.is_actor(phrase):
            return effect
        head = self._reading.page.holder.get(phrase.head, phrase.head)
        actors = tuple(self._reading.page.mentions[head].actors)
        return replace(effect, variable=_written("capability", _Acts(actors, (), None))) if actors else effect

    def _pushed(self, phrase: Phrase, effect: End) -> tuple[str, ...]:
        """Who does what the effect tells; of a tie, all whom it ties."""
        found = parsed(effect.variable or "")
        if found.kind == "alignment" and _UNKNOWN not in found.args:
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
        lemma = page.tree[phrase.head].lemma.lower()
        word = named_variable(lemma, page.lang)
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
                next((item.category for item in claim.items if item.category), None),
            )
            kind = kind or self._governed(phrase) or variable_of_act(claim.kind, claim.plover, claim.status)
        else:
            found = self._clause(phrase)
            if found is None:
                return None
            acts, told = found
            kind = kind or self._governed(phrase) or told
        if kind == "need" and acts.good is None and phrase.clause is not None:
            sought = self._sought(phrase.clause)
            if sought is not None:  # who seeks to do something: what is sought is the variable
                kind, own = sought
                acts = _Acts(acts.subject, own.object, own.good)
        if kind == "alignment" and len({*_firm(acts.subject), *_firm(acts.object)}) < 2:
            acts = _Acts(acts.subject, (*acts.object, *sorted(self.actors(phrase))), None)
        if doer is not None and (made := tuple(r.id for r in actors_of(page, doer, deep=False))):
            acts = _Acts(made, tuple(a for a in acts.object if a not in made), acts.good)
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
        good = next((item.category for item in roles.items if item.category), None)
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
        if phrase.clause is None:
            return None
        page, found = self._reading.page, self._reading.slots[phrase.clause]
        words = (named_variable(page.tree[i].lemma.lower(), page.lang) for i in found.get("obj", ()))
        return next((word.variable for word in words if word is not None), None)

    def _noun(self, i: int, word: NamedVariable | None) -> _Acts:
        page = self._reading.page
        row = noun_row(page, i)
        if row is not None:
            roles = fill(page, event_slots(page, i), row)
            good = next((item.category for item in roles.items if item.category), None)
            if roles.subject or roles.object:
                return _Acts(tuple(r.id for r in roles.subject), tuple(r.id for r in roles.object), good)
        named = actors_of(page, i, deep=False) or inside(page, i, settings=False)
        good = category_of(page.tree[i].lemma, page.lang)
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
            values += both if len(both) > 1 else [*both, _UNKNOWN]
        elif arg == "good":
            values.append(acts.good or _UNKNOWN)
        elif arg == "subject":
            values.append("+".join(sorted(subject)) or _UNKNOWN)
        else:
            values.append("+".join(sorted(object_)) or _UNKNOWN)
    return f"{kind}({', '.join(values)})"


def _firm(actors: Sequence[str]) -> tuple[str, ...]:
    """States and bodies before persons, who act for them; vague groups only where there is nobody else."""
    named = [a for a in actors if not a.startswith("gen:")]
    bodies = [a for a in named if not a.islower()]
    return tuple(dict.fromkeys(bodies or named or actors))
