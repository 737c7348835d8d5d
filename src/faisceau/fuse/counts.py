"""What kinds of count there are, and the words beside a figure that say what part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from faisceau.knowledge import has, load_toml
from faisceau.knowledge.folding import fold

_PATH = "ontology/counts.toml"


class _Sort(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    grows: bool
    words: dict[str, tuple[str, ...]] = {}


class _Sorts(msgspec.Struct, frozen=True):
    count: tuple[_Sort, ...]


class Cues(msgspec.Struct, frozen=True):
    """Folded words of one language that stand beside figures; the head of its file says what each list means."""

    added: tuple[str, ...] = ()
    daily: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    tally: tuple[str, ...] = ()
    threshold: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    were: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    elided: str = ""


@cache
def cues(lang: str) -> Cues:
    """The language's words, none where it has no file."""
    path = f"languages/{lang}/figures.toml"
    return load_toml(path, Cues) if has(path) else Cues()


@cache
def pattern(lang: str, role: str) -> re.Pattern[str]:
    """Matches any of the language's words for `role` (a field of `Cues`) in folded text, as whole words."""
    words: Iterable[str] = sorted(getattr(cues(lang), role), key=lambda word: (-len(word), word))
    body = "|".join(re.escape(word) for word in words) or r"(?!)"
    return re.compile(rf"(?<![^\W_])(?:{body})(?![^\W_])")


@cache
def _beginnings() -> tuple[tuple[str, str], ...]:
    known = load_toml(_PATH, _Sorts).count
    pairs = ((beginning, sort.id) for sort in known for words in sort.words.values() for beginning in words)
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _sort_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(re.escape(start) for start, _ in _beginnings())})")


@cache
def growing() -> frozenset[str]:
    """The sorts of count that only rise as news comes in."""
    return frozenset(sort.id for sort in load_toml(_PATH, _Sorts).count if sort.grows)


def sorts_in(text: str) -> list[tuple[int, str]]:
    """Where each word of a sort of count begins in `text`, and the sort, in text order. Accents count."""
    by_beginning = dict(reversed(_beginnings()))
    small = text.casefold().replace("’", "'")
    return [(found.start(), by_beginning[found.group()]) for found in _sort_pattern().finditer(small)]


@cache
def sorts_of(text: str) -> frozenset[str]:
    """The sorts of count that words of `text` name."""
    return frozenset(sort for _, sort in sorts_in(text))


def has_cue(text: str, lang: str, role: str) -> bool:
    """Whether words of `text` play `role`."""
    return pattern(lang, role).search(fold(text).replace("’", "'")) is not None


def begins(text: str, lang: str, role: str) -> bool:
    """Whether `text` begins with words of `role`, whatever marks stand before them."""
    return pattern(lang, role).match(fold(text).replace("’", "'").lstrip(' \n«"“–-►•')) is not None


def is_only(text: str, lang: str, role: str) -> bool:
    """Whether `text` is nothing but one word of `role`, a date or day beside it left out."""
    return pattern(lang, role).fullmatch(fold(text).replace("’", "'").strip()) is not None
