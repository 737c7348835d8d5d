"""`languages/<code>/references.toml`: the words that stand for actors without naming them."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from faisceau import knowledge


class Anaphor(Struct, frozen=True):
    """Phrases that take up the last `count` actors of a kind (state or person)."""

    words: tuple[str, ...]
    kind: str
    count: int


class Reference(Struct, frozen=True, dict=True):
    """The file, with the sets that are looked up often."""

    organs: frozenset[str]
    courtesy: frozenset[str]
    particles: frozenset[str]
    pronouns: dict[str, str]
    anaphor: tuple[Anaphor, ...]
    counterparts: frozenset[str]

    @cached_property
    def phrases(self) -> dict[str, Anaphor]:
        """Each anaphoric phrase, lower case, with its rule; longest first."""
        pairs = [(words.lower(), rule) for rule in self.anaphor for words in rule.words]
        return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def reference(lang: str) -> Reference:
    """The words of `lang`."""
    return knowledge.load_toml(f"languages/{lang}/references.toml", Reference)
