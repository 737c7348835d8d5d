"""The interface's words, as each language's file holds them."""

from __future__ import annotations

import re

from msgspec import Struct

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError

_FOLDER, _SUFFIX = "interface", ".toml"
_LONGEST = 20
Table = dict[str, str]


class Determiner(Struct, frozen=True):
    """A rule for the article before a name: all that it states must fit."""

    put: str
    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    match: str | None = None

    def fits(self, id_: str, kind: str, name: str) -> bool:
        """Whether the rule is about this actor."""
        return (
            (not self.ids or id_ in self.ids)
            and (not self.kinds or kind in self.kinds)
            and (self.match is None or re.search(self.match, name) is not None)
        )


class Language(Struct, frozen=True):
    """How a language counts and writes dates, and the articles that its names take."""

    name: str
    unknown: str
    locale: str
    first_day: str
    one: tuple[int, ...]
    determiner: tuple[Determiner, ...] = ()


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file, table by table."""

    language: Language
    text: Table
    section: Table
    lead: Table
    empty: Table
    sentence: Table
    plural: dict[str, tuple[str, str]]
    verdict: Table
    status: Table
    status_short: Table
    kind: Table
    act: Table
    family: Table
    tie: Table
    relation: Table
    rule: Table
    question: Table
    measure: Table
    unit: Table
    basis: Table
    brief: Table
    chart: Table
    change: Table
    variable: Table
    causal: Table
    whatif: Table
    because: Table
    problem: Table
    vault: Table
    web: Table
    judged: Table
    review: Table


def languages() -> tuple[str, ...]:
    """Codes of the languages that have all the words, sorted: a file in each folder of them."""
    return tuple(sorted(knowledge.interface_languages()))


def named_languages() -> tuple[tuple[str, str], ...]:
    """The same, each with its own name for itself."""
    return tuple((lang, words(lang).language.name) for lang in languages())


def known_language(lang: str) -> str:
    """`lang`, as it was asked for. Raises `FaisceauError` (bad_option), which names those that there are, for any other."""
    if lang not in languages():
        raise FaisceauError(Code.BAD_OPTION, f"lang is one of {', '.join(languages())}, not {lang[:_LONGEST]!r}.")
    return lang


def words(lang: str) -> Words:
    """The words in `lang`. Raises `FaisceauError` (bad_knowledge)."""
    return knowledge.load_toml(f"{_FOLDER}/{lang}{_SUFFIX}", Words)
