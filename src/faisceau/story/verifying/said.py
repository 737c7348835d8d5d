"""Numbers and dates that words of a brief state, by value, in the brief's language or in that of an article."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from babel import Locale
from msgspec import Struct

from faisceau import knowledge
from faisceau.knowledge.gazetteer import fold as without_accents
from faisceau.knowledge.numbers import numerals
from faisceau.knowledge.wording import fold

_LANGS = ("fr", "en")
_ORDINAL = r"(?:er|st|nd|rd|th)?"
_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\w-])")
_YEAR = re.compile(r"(?<![\w.,-])(?:1[89]|20)\d\d(?![\w]|[.,]\d)")


class NumeralWords(Struct, frozen=True):
    """A language's table of `briefs/words.toml`."""

    judging: tuple[str, ...]
    numerals: dict[str, int]
    scales: dict[str, int]
    unclear: tuple[str, ...]
    inflections: tuple[str, ...]


class _BriefWords(Struct, frozen=True):
    fr: NumeralWords
    en: NumeralWords


class Said(NamedTuple):
    """A number at code points `start:end`."""

    start: int
    end: int
    value: float


class Day(NamedTuple):
    """A date at code points `start:end`: year, month, day, None where it is not said."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None


@cache
def brief_words(lang: str) -> NumeralWords:
    """The words of `lang`. Raises `FaisceauError` (bad_knowledge)."""
    known = knowledge.load_toml("briefs/words.toml", _BriefWords)
    return known.fr if lang == "fr" else known.en


def numbers_said(text: str, lang: str) -> Iterator[Said]:
    """Every number, in figures or in words, left to right. One alone ("un", "one") is an article as often, and is no number."""
    folded = fold(text)
    for match in _numbers(lang).finditer(folded):
        value = _value(match[0], lang)
        if value is None:
            # Words for a number that make none ("douze cents") are borne out by nothing.
            yield Said(match.start(), match.end(), math.nan)
        elif value > 1 or match[0][0].isdigit():
            yield Said(match.start(), match.end(), value)


@cache
def _numbers(lang: str) -> re.Pattern[str]:
    if lang == "fr":
        known, unclear = numerals("fr"), "|".join(brief_words("fr").unclear)
        return re.compile(
            rf"(?<![\w])(?:{known.figures}(?:[ -](?:{known.scale})(?![a-zà-ÿ]))*|(?!(?:{unclear})\b){known.spelled})",
            re.UNICODE,
        )
    words = brief_words(lang)
    atom = "|".join(sorted([*words.numerals, *words.scales], key=len, reverse=True))
    scale = "|".join(words.scales)
    figures = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    return re.compile(rf"(?<!\w)(?:{figures}(?:[ -](?:{scale})s?\b)*|(?:{atom})(?:[ -](?:and )?(?:{atom}))*\b)")


def _value(words: str, lang: str) -> float | None:
    if lang == "fr":
        return numerals("fr").value(words)
    known = brief_words(lang)
    total, group = 0.0, 0.0
    for word in re.split(r"[ -]", words):
        if re.match(r"\d", word):
            group += float(word.replace(",", ""))
        elif word.removesuffix("s") in known.scales:
            scale = known.scales[word.removesuffix("s")]
            if scale == 100:
                group = (group or 1) * 100
            else:
                total, group = total + (group or 1) * scale, 0.0
        else:
            group += known.numerals.get(word, 0)
    return round(total + group, 6)


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for lang in _LANGS:
        told = Locale(lang).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found |= {without_accents(name).rstrip("."): number for number, name in told[context][width].items()}
    return found | {"sep": 9}


@cache
def _dates() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    to = r"\s*(?:[-–—]|au|to|et|and)\s*"
    return re.compile(
        rf"(?<![\w])(?:(?P<first>\d{{1,2}}){_ORDINAL}{to})?(?:(?P<day>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?)?(?P<month>{month})\b\.?"
        rf"(?:\s+(?P<after>\d{{1,2}}){_ORDINAL}(?!\d|[.,]\d|\s\d{{3}}),?)?(?:\s+(?P<year>(?:1[89]|20)\d\d)(?!\d))?"
    )


def dates_said(text: str) -> Iterator[Day]:
    """Every calendar date, in French or English words or as ISO 8601, and years that stand alone."""
    plain = "".join(without_accents(c)[:1] or c for c in text)
    taken: list[tuple[int, int]] = []
    for match in _ISO.finditer(plain):
        taken.append(match.span())
        yield Day(*match.span(), *(int(part) if part else None for part in match.groups()))
    for match in _dates().finditer(plain):
        day, year = match["day"] or match["after"], match["year"]
        if not (day or year) or _inside(match.span(), taken):
            continue
        taken.append(match.span())
        of_year, of_month = int(year) if year else None, _months()[match["month"]]
        for each in (match["first"], day) if match["first"] else (day,):
            yield Day(*match.span(), of_year, of_month, int(each) if each else None)
    for match in _YEAR.finditer(plain):
        if not _inside(match.span(), taken):
            yield Day(*match.span(), int(match[0]), None, None)


def _inside(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
