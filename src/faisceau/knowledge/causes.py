"""What ties causes to effects in a language, and which variable of a causal map a phrase speaks of."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from faisceau import knowledge
from faisceau.model.claims import Kind, Plover, Status
from faisceau.model.system import Modality, Sign

Form = Literal["verb", "phrase", "mark", "infinitive", "gerund", "next"]
VariableKind = Literal[
    "flow", "need", "pressure", "constraint", "monitoring", "commitment", "capability", "alignment", "reaction"
]


class Tie(Struct, frozen=True, rename={"with_": "with"}):
    """A row of `languages/<code>/causes.tsv`, whose head explains the fields."""

    form: Form
    words: str
    sign: Sign
    cause: tuple[str, ...]
    effect: tuple[str, ...]
    with_: tuple[str, ...] = ()
    modality: Modality | None = None
    bond: Literal["exchange", "dependence", "benefit", "need"] | None = None


class Ties(NamedTuple):
    """The ties of a language: verbs by lemma, those with a condition first; the others by form, longest words first."""

    verbs: dict[str, tuple[Tie, ...]]
    others: dict[Form, tuple[Tie, ...]]


@cache
def ties(lang: str) -> Ties:
    """The ties of `lang`, none where it has no file. Raises `FaisceauError` (bad_knowledge)."""
    path = f"languages/{lang}/causes.tsv"
    rows = knowledge.load_rows(path, Tie) if knowledge.has(path) else ()
    verbs: dict[str, list[Tie]] = {}
    others: dict[Form, list[Tie]] = {}
    for row in rows:
        if row.form == "verb":
            verbs.setdefault(row.words, []).append(row)
        else:
            others.setdefault(row.form, []).append(row)
    return Ties(
        {lemma: tuple(sorted(group, key=lambda tie: not tie.with_)) for lemma, group in verbs.items()},
        {form: tuple(sorted(group, key=lambda tie: -len(tie.words))) for form, group in others.items()},
    )


class Rule(Struct, frozen=True):
    """Which variable a claim of these kinds, roots and statuses speaks of; an empty list lets everything through."""

    variable: VariableKind
    kind: tuple[Kind, ...] = ()
    plover: tuple[Plover, ...] = ()
    status: tuple[Status, ...] = ()

    def holds(self, kind: Kind | None, plover: Plover | None, status: Status | None) -> bool:
        """Whether the rule lets these values through."""
        pairs = ((self.kind, kind), (self.plover, plover), (self.status, status))
        return all(not wanted or value in wanted for wanted, value in pairs)


class _Variables(Struct, frozen=True):
    args: dict[VariableKind, tuple[str, ...]]
    rule: tuple[Rule, ...]


class NamedVariable(Struct, frozen=True):
    """A row of `languages/<code>/variables.tsv`: `of` is the role of the actor that the word is told to be of.

    `sign` is - where the word says that there is little of the variable.
    """

    lemma: str
    variable: VariableKind
    of: Literal["subject", "object", "both"] = "subject"
    sign: Sign = "+"


class Change(Struct, frozen=True):
    """A row of `languages/<code>/changes.tsv`: a noun that speaks of its complement, as more of it or less."""

    lemma: str
    sign: Sign


class Sufferer(Struct, frozen=True):
    """A row of `languages/<code>/sufferers.tsv`: a word that says of its subject that it undergoes its complement."""

    lemma: str


def variable_args(kind: VariableKind) -> tuple[str, ...]:
    """What stands in the parentheses of a variable of this kind."""
    return knowledge.load_toml("ontology/variables.toml", _Variables).args[kind]


@cache
def _named(lang: str) -> dict[str, NamedVariable]:
    path = f"languages/{lang}/variables.tsv"
    return {row.lemma: row for row in knowledge.load_rows(path, NamedVariable)} if knowledge.has(path) else {}


def named_variable(lemma: str, lang: str) -> NamedVariable | None:
    """The variable that a word names by itself."""
    return _named(lang).get(lemma)


@cache
def changes(lang: str) -> dict[str, Sign]:
    """The nouns that speak of their complement, with the sign that they give it."""
    path = f"languages/{lang}/changes.tsv"
    return {row.lemma: row.sign for row in knowledge.load_rows(path, Change)} if knowledge.has(path) else {}


@cache
def sufferers(lang: str) -> frozenset[str]:
    """The words that say of their subject that it undergoes their complement."""
    path = f"languages/{lang}/sufferers.tsv"
    return frozenset(row.lemma for row in knowledge.load_rows(path, Sufferer)) if knowledge.has(path) else frozenset()


def variable_of_act(kind: Kind | None, plover: Plover | None, status: Status | None) -> VariableKind | None:
    """The variable that an act of this kind, root and status speaks of: of the rules the first that holds, None if none."""
    rules = knowledge.load_toml("ontology/variables.toml", _Variables).rule
    return next((rule.variable for rule in rules if rule.holds(kind, plover, status)), None)
