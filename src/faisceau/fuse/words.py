"""Wordings as sets that can be compared: folded stems of content words, and the acts that words stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

import msgspec

from faisceau.knowledge import has, load_rows, load_toml

_WORD = re.compile(r"[^\W\d_]+|\d+")
_GROUPED = re.compile(r"(?<=\d)[.\s\u00a0\u202f](?=\d{3}(?!\d))")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_STEM = 6  # letters kept: enough to tell roots apart, few enough to join most inflections and derivations

UNLISTED = 0.0007
"""Share of articles of general news that have a stem that `general_shares` does not list."""


class _Share(msgspec.Struct, frozen=True):
    stem: str
    share: float


class _Stop(msgspec.Struct, frozen=True):
    words: str


class _Act(msgspec.Struct, frozen=True):
    id: str
    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class _Cues(msgspec.Struct, frozen=True):
    cues: tuple[str, ...]


class _Acts(msgspec.Struct, frozen=True):
    act: tuple[_Act, ...]


def fold(text: str) -> str:
    """`text` in small letters, without accents, ligatures opened."""
    small = text.casefold()
    if small.isascii():
        return small
    return _MARKS.sub("", unicodedata.normalize("NFKD", small.replace("œ", "oe").replace("æ", "ae")))


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Folded words of a language that say nothing of what a text is about; none where the language has no list."""
    path = f"languages/{lang}/stopwords.toml"
    return frozenset(load_toml(path, _Stop).words.split()) if has(path) else frozenset()


@cache
def return_cues(lang: str) -> tuple[str, ...]:
    """Folded words that make what follows, or goes before, the counterpart of another exchange."""
    path = f"languages/{lang}/counterflow.toml"
    return load_toml(path, _Cues).cues if has(path) else ()


def is_in_return(text: str, lang: str) -> bool:
    """Whether words of `text` make one thing the counterpart of another."""
    zone = f" {fold(text)} ".replace("’", "'")
    return any(f" {cue} " in zone or f" {cue}," in zone for cue in return_cues(lang))


@cache
def _beginnings() -> tuple[dict[str, str], int]:
    table: dict[str, str] = {}
    for act in load_toml("ontology/acts.toml", _Acts).act:
        for beginning in act.fr + act.en:
            table.setdefault(beginning.strip(), act.id)
    return table, max(map(len, table))


@cache
def _act_of(word: str) -> str | None:
    table, longest = _beginnings()
    for size in range(min(longest, len(word)), 1, -1):
        found = table.get(word[:size])
        if found is not None:
            return found
    return None


def acts(text: str) -> frozenset[str]:
    """Acts of the taxonomy that words of `text` stand for. Accents count: "livré" delivers, "livre" is a book or a pound."""
    found = (_act_of(word) for word in _WORD.findall(text.casefold()))
    return frozenset(act for act in found if act)


@cache
def _stem(word: str) -> str:
    if word.isdigit():
        return word
    return (word[:-1] if len(word) > 4 and word[-1] in "sx" else word)[:_STEM]


def stems(text: str, lang: str = "fr") -> frozenset[str]:
    """Stems of the content words and numbers of `text`; thousands are closed up ("2.750" is 2750)."""
    stop = stop_words(lang)
    words = _WORD.findall(_GROUPED.sub("", fold(text)))
    return frozenset(_stem(word) for word in words if word not in stop and (len(word) > 2 or word.isdigit()))


@cache
def stem_of(word: str, lang: str = "fr") -> str | None:
    """The stem of one word as written, None where it is no content word."""
    return next(iter(stems(word, lang)), None)


@cache
def general_shares(lang: str) -> Mapping[str, float]:
    """Shares of the articles of general news that have a stem, for those that are common."""
    path = f"languages/{lang}/frequencies.tsv"
    return {row.stem: row.share for row in load_rows(path, _Share)} if has(path) else {}
