"""The shipped actors, indexed by the words that name them.

A surface name is compared as folded words (no case, no accents; hyphens, apostrophes and spaces all separate), so that
"Kim Jong-un" and "Kim Jong Un", "Etats-Unis" and "États-Unis" are one name. Acronyms keep their case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Literal, NamedTuple

from msgspec import Struct, field

from faisceau import knowledge

EntryKind = Literal["state", "capital", "seat", "person", "organisation", "medium", "place", "adjective", "prefix"]
Words = tuple[str, ...]
Names = dict[str, tuple[str, ...]]
"""By language."""
_WORD = re.compile(r"\w+")


#: The one body whose institutions speak for it as a government does for its state.
_UNION = "EU"
_SINGLE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
_ARTICLE = 3  # letters that the longest article has: "Les"


class StateRow(Struct, frozen=True):
    """`actors/states.tsv`."""

    id: str
    kind: str
    names: Names
    capitals: Names = {}
    seats: Names = {}
    demonyms: Names = {}
    prefixes: Names = {}


class PersonRow(Struct, frozen=True):
    """`actors/people.tsv`: one term of office a row; `from_`/`to` are ISO dates or years, None where open."""

    id: str
    names: tuple[str, ...]
    state: str | None = None
    org: str | None = None
    role: dict[str, str] = {}
    role_class: str | None = None
    from_: str | None = field(default=None, name="from")
    to: str | None = None


class OrganisationRow(Struct, frozen=True):
    """`actors/organisations.tsv`: `state` is the state of which it is an organ, if any; `from_` the day it began, ISO."""

    id: str
    names: Names
    kind: str = "body"
    state: str | None = None
    parts_of: str | None = None
    from_: str | None = field(default=None, name="from")


class MediumRow(Struct, frozen=True):
    """`actors/media.tsv`."""

    id: str
    names: tuple[str, ...]
    state: str | None = None
    kind: str | None = None
    control: str | None = None
    domains: tuple[str, ...] = ()
    family: str | None = None


class PlaceRow(Struct, frozen=True):
    """`actors/places.tsv`."""

    id: str
    names: Names
    state: str | None = None
    kind: str | None = None


class _Role(Struct, frozen=True):
    """`actors/roles.tsv`."""

    role: dict[str, str]
    class_: str | None = field(default=None, name="class")
    group: str | None = None


class RoleRow(NamedTuple):
    """A noun of office or of an unnamed group, as folded words of one language; `group` is its `gen:` id in the plural."""

    words: Words
    class_: str | None
    group: str | None


class _Inflection(Struct, frozen=True):
    ending: str
    forms: tuple[str, ...]


class _Inflections(Struct, frozen=True):
    demonym: tuple[_Inflection, ...]


class Entry(NamedTuple):
    """What a name stands for. `acts_for` is the state (or organisation) on whose behalf the actor speaks.

    `surface` is the name as the data writes it: its capitals say which capitals the text must have.
    """

    actor: str
    kind: EntryKind
    acts_for: str | None
    surface: str

    def fits(self, written: str) -> bool:
        """Whether `written` has every capital that the name has: "Le monde" is not the paper "Le Monde".

        The noun that opens a body's name may be small where a later word has its capital: "brigades du Hezbollah".
        """
        if self.surface.isupper() and len(self.surface) <= 5:
            return written.isupper()
        asked, given = _WORD.findall(self.surface), _WORD.findall(written)
        if self.kind == "organisation" and len(asked[0]) > _ARTICLE and any(a[0].isupper() for a in asked[1:]):
            asked, given = asked[1:], given[1:]
        return all(not (a[0].isupper() and g[0].islower()) for a, g in zip(asked, given, strict=False))


class Term(NamedTuple):
    """A term of office: who held `role` (class) for `acts_for`, between two ISO dates (None: open)."""

    person: str
    acts_for: str
    role: str
    office: Words
    since: str | None
    until: str | None

    def covers(self, on: str) -> bool:
        """Whether the ISO date `on` lies within the term; an open or unknown end holds."""
        return (self.since is None or self.since <= on) and (self.until is None or self.until >= on[: len(self.until)])


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without accents. Ligatures stay whole, unlike in `folding.fold`: ids that stories hold are made of it."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> Words:
    """The folded words of a name."""
    return tuple(fold(m.group()) for m in _WORD.finditer(name))


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens: the id of a person whom no file lists."""
    return "-".join(w for w in (re.sub(r"[^a-z0-9]", "", word) for word in words_of(name)) if w)


class Gazetteer:
    """Every surface name of one language. Read-only once built; get it from `gazetteer(lang)`."""

    def __init__(self, lang: str) -> None:
        self._index: dict[str, list[tuple[Words, Entry]]] = {}
        self.display: dict[str, dict[str, str]] = {}
        self.terms: dict[tuple[str, str], list[Term]] = {}
        self.states = _states()
        self.sorts: dict[str, str] = {}  # organisation -> its kind: body, armed_group, party …
        self.founded: dict[str, str] = {}  # organisation -> the ISO day or month since which it is
        self.careers: dict[str, list[Term]] = {}
        self._offices: dict[Words, list[Term]] = {}
        self._family_names: dict[str, set[str]] = {}  # folded last word of a name -> people in office at some time
        self.roles: dict[Words, RoleRow] = {}
        self.given_names: set[str] = set()
        self._role_lengths: dict[str, set[int]] = {}
        for surface, entry in _entries(lang):
            self._add(surface, entry)
        for person in knowledge.load_rows("actors/people.tsv", PersonRow):
            self._add_person(person, lang)
        for org in knowledge.load_rows("actors/organisations.tsv", OrganisationRow):
            self.sorts[org.id] = org.kind
            if org.from_:
                self.founded[org.id] = org.from_
        for medium in knowledge.load_rows("actors/media.tsv", MediumRow):
            self.sorts.setdefault(medium.id, medium.kind or "media")
        for row in knowledge.load_rows("actors/roles.tsv", _Role):
            words = words_of(row.role.get(lang, ""))
            if not words:
                continue
            self.roles.setdefault(words, RoleRow(words, row.class_, row.group))
            self._role_lengths.setdefault(words[0], set()).add(len(words))
        for found in self._index.values():
            found.sort(key=lambda pair: (-len(pair[0]), pair[0], pair[1].actor))

    def _add(self, surface: str, entry: Entry) -> None:
        words = words_of(surface)
        if words:
            self._index.setdefault(words[0], []).append((words, entry))

    def _add_person(self, person: PersonRow, lang: str) -> None:
        for name in person.names:
            first, *rest = words_of(name)
            if rest:
                self.given_names.add(first)
        term = _term(person, words_of(person.role.get(lang, "")))
        if term is None:
            return
        self.careers.setdefault(person.id, []).append(term)
        for name in person.names:
            self._family_names.setdefault(words_of(name)[-1], set()).add(person.id)
        if term.office:
            self._offices.setdefault(term.office, []).append(term)
        for owner in {term.acts_for, person.org or term.acts_for}:
            self.terms.setdefault((owner, term.role), []).append(term)

    def bodies(self) -> Iterator[tuple[str, str]]:
        """Every organisation and medium with each of its names."""
        for found in self._index.values():
            for _, entry in found:
                if entry.kind in ("organisation", "medium"):
                    yield entry.actor, entry.surface

    @cached_property
    def _named_with(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for body, name in self.bodies():
            for word in words_of(name):
                found.setdefault(word, set()).add(body)
        return {word: frozenset(named) for word, named in found.items()}

    def named_with(self, word: str) -> frozenset[str]:
        """The organisations and media that have the folded word in a name."""
        return self._named_with.get(word, frozenset())

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for body, name in self.bodies():
            found.setdefault(body, []).append(name)
        return {body: tuple(sorted(names)) for body, names in found.items()}

    def names_of(self, body: str) -> tuple[str, ...]:
        """Every name of an organisation or medium, in alphabetical order; () if it is not listed."""
        return self._names.get(body, ())

    def matches(self, words: Sequence[str], at: int) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """Names that start at `words[at]` (folded), longest first: length in words and what each may stand for."""
        grouped: dict[int, list[Entry]] = {}
        for name, entry in self._index.get(words[at], ()):
            if tuple(words[at : at + len(name)]) == name:
                grouped.setdefault(len(name), []).append(entry)
        for length in sorted(grouped, reverse=True):
            yield length, tuple(grouped[length])

    @cached_property
    def portfolios(self) -> frozenset[str]:
        """The folded words for what the listed offices are in charge of: "économie" of "ministre de l'Économie"."""
        return frozenset(word for words in self.roles for word in words[2:] if len(word) > _ARTICLE)

    def role_lengths(self, first: str) -> frozenset[int]:
        """How many words the listed roles that begin with the folded word have."""
        return frozenset(self._role_lengths.get(first, ()))

    def holder(self, acts_for: str, role: str, on: str | None, office: Words = ()) -> str | None:
        """Who held the office on the ISO date `on`; None unless exactly one person did (or `on` is unknown).

        A state has one head and one foreign minister, but many spokespersons: those need the title's own words.
        """
        named = [
            t
            for t in self._offices.get(office, ())
            if t.acts_for == acts_for or t in self.terms.get((acts_for, t.role), ())
        ]
        return _only(named, on) or (_only(self.terms.get((acts_for, role), ()), on) if role in _SINGLE else None)

    def holder_of(self, office: Words, on: str | None) -> Term | None:
        """The term of whoever held, on the ISO date `on`, the office that the folded words name in full."""
        terms = self._offices.get(office, ())
        person = _only(terms, on)
        return next((t for t in terms if t.person == person), None) if person else None

    def in_office(self, family_name: str, on: str) -> list[Term]:
        """The terms, on the ISO date `on`, of the people whose name ends with the folded word, by person."""
        terms = (self.behalf(person, on) for person in sorted(self._family_names.get(family_name, ())))
        return [term for term in terms if term is not None]

    def behalf(self, person: str, on: str | None) -> Term | None:
        """The term in which `person` acts for a state or body on the ISO date `on`: the latest, if the date is unknown."""
        return _latest(self.careers.get(person, ()), on)


def _term(person: PersonRow, office: Words) -> Term | None:
    """The term of a row, `office` its words, None for a career in no state's or body's name."""
    behalf, role = person.state or person.org, person.role_class or "other"
    if not behalf or (role == "other" and not person.state):
        return None
    return Term(person.id, behalf, role, office, person.from_, person.to)


def _latest(terms: Sequence[Term], on: str | None) -> Term | None:
    return next((t for t in reversed(terms) if on is None or t.covers(on)), None)


@cache
def _careers() -> Mapping[str, Sequence[Term]]:
    """The terms of each person, in no language."""
    found: dict[str, list[Term]] = {}
    for person in knowledge.load_rows("actors/people.tsv", PersonRow):
        term = _term(person, ())
        if term is not None:
            found.setdefault(person.id, []).append(term)
    return found


def represented(person: str, on: str | None) -> str | None:
    """The state or body for which `person` acts on the ISO date `on`: the latest, if the date is unknown."""
    term = _latest(_careers().get(person, ()), on)
    return term.acts_for if term else None


def all_names(names: Names) -> Iterator[str]:
    """The names in every language, in the order of the columns."""
    for told in names.values():
        yield from told


def _only(terms: Sequence[Term], on: str | None) -> str | None:
    held = {t.person for t in terms if on is not None and t.covers(on)}
    return held.pop() if len(held) == 1 else None


def _entries(lang: str) -> Iterator[tuple[str, Entry]]:
    """Every surface name with what it stands for, a file after the other."""
    inflections = knowledge.load_toml(f"languages/{lang}/inflection.toml", _Inflections).demonym
    for state in knowledge.load_rows("actors/states.tsv", StateRow):
        yield from _names_of_state(state, lang, inflections)
    for org in knowledge.load_rows("actors/organisations.tsv", OrganisationRow):
        behalf = org.state or (org.parts_of if org.parts_of == _UNION else None)
        yield from _named(all_names(org.names), org.id, "organisation", behalf)
    for medium in knowledge.load_rows("actors/media.tsv", MediumRow):
        yield from _named(medium.names, medium.id, "medium", medium.state if medium.control == "state" else None)
    for person in knowledge.load_rows("actors/people.tsv", PersonRow):
        yield from _named(person.names, person.id, "person", person.org or person.state)
    for place in knowledge.load_rows("actors/places.tsv", PlaceRow):
        yield from _named(all_names(place.names), place.id, "place", place.state)


def _names_of_state(state: StateRow, lang: str, inflections: Sequence[_Inflection]) -> Iterator[tuple[str, Entry]]:
    """A state's own names and its capitals' in every language; seats, demonyms and prefixes in one."""
    yield from _named(all_names(state.names), state.id, "state")
    yield from _named(all_names(state.capitals), state.id, "capital")
    yield from _named(state.seats.get(lang, ()), state.id, "seat")
    for demonym in state.demonyms.get(lang, ()):
        yield from _named(_inflected(demonym, inflections), state.id, "adjective")
    yield from _named(state.prefixes.get(lang, ()), state.id, "prefix")


def _named(
    names: Iterable[str], actor: str, kind: EntryKind, acts_for: str | None = None
) -> Iterator[tuple[str, Entry]]:
    return ((name, Entry(actor, kind, acts_for, name)) for name in names)


def _inflected(demonym: str, inflections: Sequence[_Inflection]) -> Iterator[str]:
    for rule in inflections:
        if demonym.endswith(rule.ending):
            stem = demonym[: len(demonym) - len(rule.ending)]
            yield from (stem + form for form in rule.forms)
            return


@cache
def gazetteer(lang: str) -> Gazetteer:
    """The gazetteer with the surface names of `lang`. Raises `FaisceauError` (bad_knowledge)."""
    return Gazetteer(lang)


@cache
def _states() -> frozenset[str]:
    return frozenset(row.id for row in knowledge.load_rows("actors/states.tsv", StateRow))


def is_state(actor: str) -> bool:
    """Whether the id is that of a State (ISO 3166 alpha-3, as listed): "CIA" is not, though it has three letters."""
    return actor in _states()
