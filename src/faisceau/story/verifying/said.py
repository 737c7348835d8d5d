"""Numbers and dates that words of a brief state, by value, in the brief's language or in that of an article."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from babel import Locale
from msgspec import Struct

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError
from faisceau.knowledge.gazetteer import fold as without_accents
from faisceau.knowledge.numbers import Numerals, numerals
from faisceau.knowledge.wording import fold

_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\w-])")
_YEAR = re.compile(r"(?<![\w.,-])(?:1[89]|20)\d\d(?![\w]|[.,]\d)")


class NumeralWords(Struct, frozen=True):
    """A language's table of `briefs/words.toml`."""

    judging: tuple[str, ...]
    numerals: dict[str, int] = {}
    scales: dict[str, int] = {}
    plural: str = ""
    joints: tuple[str, ...] = ()
    group_marks: str = ""
    decimal_marks: str = ""
    unclear: tuple[str, ...] = ()
    inflections: tuple[str, ...] = ()
    small_nationalities: bool = False
    ordinals: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    months: dict[str, int] = {}


class _BriefWords(Struct, frozen=True):
    language: dict[str, NumeralWords]


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


def _briefs() -> dict[str, NumeralWords]:
    return knowledge.load_toml("briefs/words.toml", _BriefWords).language


def brief_languages() -> tuple[str, ...]:
    """The languages in which a brief can be verified."""
    return tuple(_briefs())


def brief_words(lang: str) -> NumeralWords:
    """The words of `lang`. Raises `FaisceauError` (bad_knowledge)."""
    known = _briefs().get(lang)
    if known is None:
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"briefs/words.toml has no words of '{lang}'.")
    return known


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
def _numerals(lang: str) -> Numerals | None:
    """The numerals of a language that is analysed, None for one of which briefs alone are read."""
    return numerals(lang) if knowledge.has(f"languages/{lang}/numbers.toml") else None


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})"


@cache
def _numbers(lang: str) -> re.Pattern[str]:
    words, known = brief_words(lang), _numerals(lang)
    if known is not None:
        return re.compile(
            rf"(?<![\w])(?:{known.figures}(?:[ -](?:{known.scale}){known.ends})*|(?!{_any(words.unclear)}\b){known.spelled})",
            re.UNICODE,
        )
    atom = "|".join(sorted([*words.numerals, *words.scales], key=len, reverse=True))
    scale = "|".join(words.scales)
    group, decimal = _any(words.group_marks), _any(words.decimal_marks)
    figures = rf"(?:\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?)"
    plural, joint = re.escape(words.plural), _any(words.joints)
    return re.compile(
        rf"(?<!\w)(?:{figures}(?:[ -](?:{scale})(?:{plural})?\b)*|(?:{atom})(?:[ -](?:{joint} )?(?:{atom}))*\b)"
    )


def _value(words: str, lang: str) -> float | None:
    analysed = _numerals(lang)
    if analysed is not None:
        return analysed.value(words)
    known = brief_words(lang)
    total, group = 0.0, 0.0
    for word in re.split(r"[ -]", words):
        if re.match(r"\d", word):
            group += _figure(word, known)
        elif word.removesuffix(known.plural) in known.scales:
            scale = known.scales[word.removesuffix(known.plural)]
            if scale == 100:
                group = (group or 1) * 100
            else:
                total, group = total + (group or 1) * scale, 0.0
        else:
            group += known.numerals.get(word, 0)
    return round(total + group, 6)


def _figure(word: str, known: NumeralWords) -> float:
    plain = "".join(c for c in word if c not in known.group_marks)
    return float("".join("." if c in known.decimal_marks else c for c in plain))


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for lang, words in _briefs().items():
        told = Locale(lang).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found |= {without_accents(name).rstrip("."): number for number, name in told[context][width].items()}
        found |= words.months
    return found


@cache
def _dates() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    known = _briefs().values()
    ordinal = _any(word for words in known for word in words.ordinals)
    until, of = (
        _any(word for words in known for word in words.until),
        _any(word for words in known for word in words.of),
    )
    to = rf"\s*(?:[-–—]|{until})\s*"
    return re.compile(
        rf"(?<![\w])(?:(?P<first>\d{{1,2}}){ordinal}?{to})?(?:(?P<day>\d{{1,2}}){ordinal}?\s+(?:{of}\s+)?)?"
        rf"(?P<month>{month})\b\.?"
        rf"(?:\s+(?P<after>\d{{1,2}}){ordinal}?(?!\d|[.,]\d|\s\d{{3}}),?)?(?:\s+(?P<year>(?:1[89]|20)\d\d)(?!\d))?"
    )


def dates_said(text: str) -> Iterator[Day]:
    """Every calendar date, in the words of any language of briefs or as ISO 8601, and years that stand alone."""
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
