"""The words of a cause or an effect, and the variable that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faisceau.extract.candidates import Candidate
from faisceau.extract.nominals import event_slots
from faisceau.extract.page import Page
from faisceau.extract.predicates import noun_row
from faisceau.extract.reading import Reading
from faisceau.extract.roles import actors_of, fill, inside
from faisceau.knowledge.causes import VariableKind, variable_args, variable_of_act, variable_of_word
from faisceau.knowledge.goods import category_of
from faisceau.model.causes import End

_UNKNOWN = "?"
_EDGES = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ"})
_APART = ("acl:relcl", "advcl", "parataxis", "conj")


@dataclass(frozen=True)
class Phrase:
    """A noun with its complements (`clause` None) or the words of clause number `clause`."""

    head: int
    start: int
    end: int
    clause: int | None = None


def noun_phrase(page: Page, i: int, first: int = 0) -> Phrase | None:
    """The noun or pronoun `i` with what belongs to it from token `first` on: coordinated nouns too, relative clauses left
    out."""
    tree = page.tree
    prune = frozenset(c for c in tree.subtree(i) if c != i and tree[c].dep in _APART and not _joined(page, c))
    tokens = [t for t in tree.subtree(i, prune) if t >= first]
    while tokens and tokens[0] != i and tree[tokens[0]].pos in _EDGES:
        tokens.pop(0)
    while tokens and tokens[-1] != i and tree[tokens[-1]].pos in _EDGES:
        tokens.pop()
    if not tokens:
        return None
    return Phrase(i, tree[tokens[0]].start, tree[tokens[-1]].end)


def _joined(page: Page, i: int) -> bool:
    """A noun coordinated with another: "la pénurie et l'inflation" is one phrase."""
    return page.tree[i].dep == "conj" and page.tree[i].pos in ("NOUN", "PROPN")


def clause_phrase(reading: Reading, n: int) -> Phrase | None:
    """The words of clause `n`."""
    clause = reading.clauses[n]
    return Phrase(clause.head, clause.start, clause.end, n) if clause.end > clause.start else None


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

    def end(self, phrase: Phrase) -> End:
        """The phrase as an end of a causal claim."""
        text = self._reading.page.text[phrase.start : phrase.end]
        return End(phrase.start, phrase.end, text, self.name(phrase))

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

    def name(self, phrase: Phrase) -> str | None:
        """`kind(args)`; None for a phrase that names no variable and no actor. Unknown arguments are `?`."""
        page = self._reading.page
        candidate = self._by_head.get(phrase.head)
        lemma = page.tree[phrase.head].lemma.lower()
        kind = variable_of_word(lemma, page.lang)
        if phrase.clause is None and candidate is None:
            acts = self._noun(phrase.head)
            row = noun_row(page, phrase.head)
            if kind is None and row is not None:
                kind = variable_of_act(row.kind, row.plover, None)
            if kind is None and acts.subject:
                kind = "reaction"
        elif candidate is not None:
            claim = candidate.claim
            acts = _Acts(
                tuple(r.id for r in claim.subject),
                tuple(r.id for r in claim.object),
                next((item.category or item.name.lower() for item in claim.items), None),
            )
            kind = kind or self._governed(phrase) or variable_of_act(claim.kind, claim.plover, claim.status)
        else:
            return None
        if kind is None or not (acts.subject or acts.object or acts.good):
            return None
        return _written(kind, acts)

    def _governed(self, phrase: Phrase) -> VariableKind | None:
        """The variable of the noun that a clause turns on: its object ("renforcer l'alliance"), else its subject."""
        if phrase.clause is None:
            return None
        page, found = self._reading.page, self._reading.slots[phrase.clause]
        for slot in ("obj", "subj"):
            for i in found.get(slot, ()):
                kind = variable_of_word(page.tree[i].lemma.lower(), page.lang)
                if kind is not None:
                    return kind
        return None

    def _noun(self, i: int) -> _Acts:
        page = self._reading.page
        row = noun_row(page, i)
        if row is not None:
            roles = fill(page, event_slots(page, i), row)
            good = next((item.category or item.name.lower() for item in roles.items), None)
            if roles.subject or roles.object:
                return _Acts(tuple(r.id for r in roles.subject), tuple(r.id for r in roles.object), good)
        named = actors_of(page, i, deep=False) or inside(page, i, settings=False)
        return _Acts(tuple(r.id for r in named), (), category_of(page.tree[i].lemma, page.lang))


def _written(kind: VariableKind, acts: _Acts) -> str:
    subject, object_ = _firm(acts.subject), _firm(acts.object)
    values = []
    for arg in variable_args(kind):
        if arg == "both":
            values += sorted({*subject, *object_}) or [_UNKNOWN]
        elif arg == "good":
            values.append(acts.good or _UNKNOWN)
        elif arg == "subject":
            values.append("+".join(subject) or _UNKNOWN)
        else:  # a noun's only actor is the one it bears on: "la pression sur Moscou", "les sanctions contre Moscou"
            values.append("+".join(object_ or (subject if not acts.object else ())) or _UNKNOWN)
    return f"{kind}({', '.join(values)})"


def _firm(actors: Sequence[str]) -> tuple[str, ...]:
    """States and bodies before persons, who act for them; vague groups only where there is nobody else."""
    named = [a for a in actors if not a.startswith("gen:")]
    bodies = [a for a in named if not a.islower()]
    return tuple(dict.fromkeys(bodies or named or actors))
