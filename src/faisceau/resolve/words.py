"""`languages/<code>/references.toml`: the words that stand for actors without naming them."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from faisceau import knowledge
from faisceau.knowledge.gazetteer import Words, words_of


class Anaphor(Struct, frozen=True):
    """Phrases that take up the last `count` actors of a kind: state, person, organisation or any."""

    words: tuple[str, ...]
    kind: str
    count: int


class Contrast(Struct, frozen=True, rename={"with_": "with"}):
    """A word that stands for the state `actor` in an article that names both it and the state `with`."""

    word: str
    actor: str
    with_: str


class Reference(Struct, frozen=True, dict=True):
    """The file, with the sets that are looked up often."""

    organs: frozenset[str]
    private: frozenset[str]
    organs_alone: frozenset[str]
    departments: frozenset[str]
    scenes: frozenset[str]
    courtesy: frozenset[str]
    courtesy_gender: dict[str, str]
    particles: frozenset[str]
    locatives: frozenset[str]
    settings: frozenset[str]
    genitives: frozenset[str]
    treaties: frozenset[str]
    former: frozenset[str]
    former_prefix: str
    sole: tuple[str, ...]
    not_actors: frozenset[str]
    pronouns: dict[str, str]
    possessives: frozenset[str]
    impersonal: dict[str, str]
    plurals: frozenset[str]
    articles: frozenset[str]
    tonic: frozenset[str]
    anaphor: tuple[Anaphor, ...]
    contrast: tuple[Contrast, ...]
    counterparts: frozenset[str]
    contracted: dict[str, str]
    of_the: frozenset[str]
    elided: frozenset[str]
    idle: frozenset[str]
    plain: frozenset[str]
    outside: frozenset[str]
    aliases: frozenset[str]
    state_bodies: frozenset[str]
    nobodys: frozenset[str]
    ages: frozenset[str]
    vouching: frozenset[str]
    judging: frozenset[str]
    of_bodies: frozenset[str]
    body_words: frozenset[str]

    @cached_property
    def phrases(self) -> dict[str, Anaphor]:
        """Each anaphoric phrase, lower case, with its rule; longest first."""
        pairs = [(words.lower(), rule) for rule in self.anaphor for words in rule.words]
        return dict(sorted(pairs, key=lambda pair: -len(pair[0])))

    @cached_property
    def phrase_words(self) -> frozenset[str]:
        """Every word of the anaphoric phrases, lower case."""
        return frozenset(word for phrase in self.phrases for word in phrase.replace("'", "' ").split())

    @cached_property
    def sole_offices(self) -> frozenset[Words]:
        """Titles that only one office in the world has, as folded words."""
        return frozenset(words_of(title) for title in self.sole)


def reference(lang: str) -> Reference:
    """The words of `lang`."""
    return knowledge.load_toml(f"languages/{lang}/references.toml", Reference)
