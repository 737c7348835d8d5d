"""The ends of a causal claim: words with the variable that they speak of, and what one end says of the other.

Where the words of one end leave an actor out, the other end may tell who it is. In an exchange, whoever gives one good gets
the other. Whoever is made able to act by a delivery is its receiver. Pressure "on nobody" is on those whom it makes act.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.causes.acts import UNKNOWN, Acts, good_of, is_good, written
from faisceau.extract.causes.carriers import Carriers
from faisceau.extract.causes.phrases import Phrase, noun_phrase
from faisceau.extract.causes.variables import Variables
from faisceau.extract.clauses import INFINITIVE
from faisceau.extract.reading import Reading
from faisceau.extract.status import firmness
from faisceau.model.actors import is_group
from faisceau.model.causes import End, Entailed
from faisceau.model.system import OPPOSITE, Sign
from faisceau.model.variables import parsed


class Ends:
    """Makes the ends of one article's causal claims; `candidates` are what the rules make of its clauses and event nouns."""

    def __init__(self, reading: Reading, candidates: Sequence[Candidate]) -> None:
        self._reading = reading
        self._by_head = {candidate.clause.head: candidate for candidate in candidates}
        self._carriers = Carriers(reading)
        self.variables = Variables(reading, candidates, self._carriers)

    def end(self, phrase: Phrase, doer: int | None = None) -> End:
        """The phrase as an end of a causal claim; `doer` is who is made to do it, where it is an infinitive."""
        text = self._reading.page.text[phrase.start : phrase.end]
        found = self.variables.named(phrase, doer)
        if found is None:
            return End(phrase.start, phrase.end, text)
        return End(phrase.start, phrase.end, text, found[0], turned=self._is_negated(phrase) != (found[1] == "-"))

    def _is_negated(self, phrase: Phrase) -> bool:
        if phrase.clause is None:
            return False
        reading = self._reading
        return firmness(reading.page, reading.clauses, reading.rows, phrase.clause, None).polarity == "-"

    def under_pressure(self, phrase: Phrase, cause: End, effect: tuple[Phrase, End]) -> End:
        """A cause whose words name pressure, on nobody named, as pressure on those who then do what is told."""
        pushed = tuple(a for a in self._pushed(*effect) if not is_group(a))
        if phrase.clause is not None or cause.variable != f"pressure({UNKNOWN})" or not pushed:
            return cause
        return structs.replace(cause, variable=written("pressure", Acts((), pushed, None)))

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
        others = tuple(a for a in self.variables.named_actors(phrase) if a not in who)
        tie = (
            written("alignment", Acts(tuple(who), others, None))
            if who and others and self.variables.is_actor(phrase)
            else None
        )
        return structs.replace(end, variable=tie, turned=False)

    def by_subject(self, phrase: Phrase, end: End) -> End:
        """A clause that names no variable, by what its subject names: "ce rapprochement inquiète"."""
        if phrase.clause is None:
            return end
        for i in self._reading.slots[phrase.clause].get("subj", ()):
            below = noun_phrase(self._reading.page, i)
            found = (
                self.variables.named(below) if below is not None and self._reading.page.tree[i].pos == "NOUN" else None
            )
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
        if effect.variable is not None or not self.variables.is_actor(phrase):
            return effect
        actors = self.variables.named_actors(phrase)
        return structs.replace(effect, variable=written("capability", Acts(actors, (), None))) if actors else effect

    def _pushed(self, phrase: Phrase, effect: End) -> tuple[str, ...]:
        """Who does what the effect tells; of a tie, all whom it ties."""
        found = parsed(effect.variable or "")
        if found.kind == "alignment" and UNKNOWN not in found.args:
            return found.args
        candidate = self._by_head.get(phrase.head)
        return tuple(ref.id for ref in candidate.claim.subject) if candidate is not None else ()
