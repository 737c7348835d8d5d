"""Wordings as sets that can be compared: folded stems of content words, and the acts that words stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from faisceau.knowledge import has, load_rows, load_toml
from faisceau.knowledge.folding import fold

WORD = re.compile(r"[^\W\d_]+|\d+")
"""A word, or digits."""
_GROUPED = re.compile(r"(?<=\d)[.\s\u00a0\u202f](?=\d{3}(?!\d))")
_STEM = 6  # letters kept: enough to tell roots apart, few enough to join most inflections and derivations

UNLISTED = 0.0007
"""Share of articles of general news that have a stem that `general_shares` does not list."""


class _Share(msgspec.Struct, frozen=True):
    stem: str
    share: float


class _Stop(msgspec.Struct, frozen=True):
    words: str


class _Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    words: dict[str, tuple[str, ...]] = {}


class _Cues(msgspec.Struct, frozen=True):
    cues: tuple[str, ...]
    price: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class _Acts(msgspec.Struct, frozen=True):
    act: tuple[_Act, ...]
    none: dict[str, tuple[str, ...]]
    light: tuple[str, ...]
    moods: tuple[str, ...]
    anew: dict[str, tuple[str, ...]] = {}


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
def _price_words(lang: str) -> re.Pattern[str] | None:
    path = f"languages/{lang}/counterflow.toml"
    words = load_toml(path, _Cues).price if has(path) else ()
    beginnings = "|".join(re.escape(fold(each)) for each in words)
    return re.compile(rf"\b(?:{beginnings})\w*['’\s]+([^,;:.()«»\"]+)") if words else None


def price_in(text: str, lang: str) -> str | None:
    """The words, as written, that say what is got for what is given ("en échange de | munitions"), None where none do."""
    words = _price_words(lang)
    if words is None or not words.search(fold(text)):
        return None
    found = words.search("".join(fold(each)[:1] or each for each in text))  # as long as the text
    if found is None:
        return None
    return " ".join(text[found.start(1) : found.end(1)].split()) or None


def is_got(before: str, lang: str) -> bool:
    """Whether the words before a good of an exchange end by saying that it is got for another ("5 captifs contre | 2 soldats")."""
    path = f"languages/{lang}/counterflow.toml"
    words = load_toml(path, _Cues).against if has(path) else ()
    said = f" {fold(before)}".rstrip()
    return any(said.endswith(f" {word}") for word in words)


_NONE = ""
_Table = tuple[dict[str, str], dict[str, str], int]


@cache
def _beginnings(lang: str) -> _Table:
    """Act of each beginning and of each whole word of a language, and how long the longest beginning is."""
    known = load_toml("ontology/acts.toml", _Acts)
    entries = [(entry, _NONE) for entry in known.none.get(lang, ())]
    for act in known.act:
        entries += [(entry, act.id) for entry in act.words.get(lang, ())]
    begins: dict[str, str] = {}
    whole: dict[str, str] = {}
    for entry, act_id in entries:
        (whole if entry.endswith(".") else begins).setdefault(entry.rstrip("."), act_id)
    return begins, whole, max(map(len, begins), default=0)


@cache
def act_of(word: str, lang: str) -> str | None:
    """The act that a word in small letters stands for."""
    begins, whole, longest = _beginnings(lang)
    found = whole.get(word)
    for size in range(min(longest, len(word)), 1, -1):
        if found is not None:
            break
        found = begins.get(word[:size])
    return found or None


def acts(text: str, lang: str) -> frozenset[str]:
    """Acts of the taxonomy that words of `text` stand for. Accents count: "livré" delivers, "livre" is a book or a pound."""
    found = (act_of(word, lang) for word in WORD.findall(text.casefold()))
    return frozenset(act for act in found if act)


def is_light(predicate: str) -> bool:
    """Whether a predicate tells nothing by itself of what happened, as "être" or an empty one."""
    return not predicate or predicate in load_toml("ontology/acts.toml", _Acts).light


@cache
def moods() -> frozenset[str]:
    """Acts that say nothing of what is wanted, planned, said or asked for."""
    return frozenset(load_toml("ontology/acts.toml", _Acts).moods)


def counts_anew(text: str, lang: str) -> bool:
    """Whether words of `text` count what came in one day or was added, rather than all so far ("57 décès supplémentaires")."""
    begins = load_toml("ontology/acts.toml", _Acts).anew.get(lang, ())
    return bool(begins) and any(word.startswith(begins) for word in WORD.findall(text.casefold()))


@cache
def _stem(word: str) -> str:
    if word.isdigit():
        return word
    return (word[:-1] if len(word) > 4 and word[-1] in "sx" else word)[:_STEM]


def stems(text: str, lang: str) -> frozenset[str]:
    """Stems of the content words and numbers of `text`; thousands are closed up ("2.750" is 2750)."""
    stop = stop_words(lang)
    words = WORD.findall(_GROUPED.sub("", fold(text)))
    return frozenset(_stem(word) for word in words if word not in stop and (len(word) > 2 or word.isdigit()))


@cache
def stem_of(word: str, lang: str) -> str | None:
    """The stem of one word as written, None where it is no content word."""
    return next(iter(stems(word, lang)), None)


@cache
def general_shares(lang: str) -> Mapping[str, float]:
    """Shares of the articles of general news that have a stem, for those that are common."""
    path = f"languages/{lang}/frequencies.tsv"
    return {row.stem: row.share for row in load_rows(path, _Share)} if has(path) else {}
