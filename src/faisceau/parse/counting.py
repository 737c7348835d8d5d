"""Whether a number of a text counts something: no year, hour, rank, calibre, code, nor part of a name."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from faisceau.knowledge.wording import fold
from faisceau.parse.counted import Counted
from faisceau.parse.number_forms import Grammar

_YEAR = re.compile(r"(?:19|20)\d\d")  # alone, most likely a year, told or of a model
REACH = 28  # code points in which words before a number are sought


class Amount(NamedTuple):
    """What a numeral says: a value or bounds, in code points `start:end`."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    approx: bool = False
    unit: str | None = None
    kind: str = "number"


class Stated(NamedTuple):
    """A number in its text, with what it would count."""

    grammar: Grammar
    text: str
    folded: str
    amount: Amount
    counted: Counted

    @property
    def before(self) -> str:
        """The folded text right before it, as far as words there are sought."""
        return self.folded[max(0, self.amount.start - REACH) : self.amount.start]

    @property
    def after(self) -> str:
        """The folded code point right after it."""
        return self.folded[self.amount.end : self.amount.end + 1]

    def counts_one_of(self, units: Container[str]) -> bool:
        """Whether what it counts is a known unit, written in one of these folded ways."""
        return self.counted.unit is not None and fold(self.counted.of or "") in units


def counts(stated: Stated) -> bool:
    """Whether the number counts or measures something, and is not a name, a rank, an hour or a calibre."""
    counted = stated.counted
    match stated.amount.kind:
        case "none":
            return counted.unit is not None and counted.unit.kind == "victim"
        case "about" if _stands_alone(stated):
            return True
        case "about" | "several":
            return counted.of is not None or counted.part
        case "phrase" | "share" | "sum":
            return True
        case "figures":
            return not any(is_other(stated) for is_other in (*_NO_NUMBERS, *_NO_FIGURES))
        case "words":
            return not any(is_other(stated) for is_other in _NO_NUMBERS) and _words_count(stated)
    return not _is_attached(stated)


def _stands_alone(stated: Stated) -> bool:
    """Whether a collective means a number with nothing after it: with its article, and with no other meaning."""
    article, _, noun = stated.folded[stated.amount.start : stated.amount.end].partition(" ")
    words = stated.grammar.numerals.words
    return article in words.articles and noun not in words.never_alone


def _is_attached(stated: Stated) -> bool:
    """A number of no unit with letters or a sign right after it: "3e", "12/2", "4°"."""
    attached = (stated.after.isalpha() or stated.after in ("/", "'")) and stated.counted.gap == 0
    return stated.counted.unit is None and (attached or stated.after == "°")


def _is_labelled(stated: Stated) -> bool:
    """A number of no unit after a word that numbers things: "article 5"."""
    return stated.counted.unit is None and stated.grammar.label.search(stated.before) is not None


def _is_hour(stated: Stated) -> bool:
    """A time of the clock: "à 18 h", "de 10 h à 18 h"."""
    grammar, amount = stated.grammar, stated.amount
    if not stated.counts_one_of(grammar.numerals.words.clock_units):
        return False
    if grammar.minutes.match(stated.folded, amount.end):
        return True
    from_or_to = grammar.hours_on.match(stated.folded, amount.end) or grammar.hours_off.search(stated.before)
    return amount.value is not None and amount.value <= 24 and bool(from_or_to or grammar.clock.search(stated.before))


def _is_calibre(stated: Stated) -> bool:
    """The size of a gun: "de calibre 155 mm"."""
    grammar = stated.grammar
    units = grammar.numerals.words.calibre_units
    return stated.counts_one_of(units) and grammar.calibre.search(stated.before) is not None


def _is_minutes_or_house(stated: Stated) -> bool:
    """The minutes after an hour, or the number of a house before its street."""
    grammar = stated.grammar
    house = grammar.street.match(stated.folded, stated.amount.end)
    return bool(house or grammar.hours_before.search(stated.before))


def _is_of_name(stated: Stated) -> bool:
    """A number of no unit that is part of a name: "Boeing 737"."""
    return stated.counted.unit is None and _names_before(stated.text, stated.amount.start)


def _is_year(stated: Stated) -> bool:
    """A number that counts nothing and reads as a year."""
    amount, counted = stated.amount, stated.counted
    alone = counted.unit is None and counted.of is None
    return alone and _YEAR.fullmatch(stated.folded, amount.start, amount.end) is not None


def _is_code(stated: Stated) -> bool:
    """A number of no unit that is part of a code, a sign or a score: "SU-30", "+4", "3-1"."""
    amount, counted = stated.amount, stated.counted
    if counted.unit is not None:
        return False
    if stated.after == "-" or stated.before[-1:] in ("-", "+"):
        return True
    return counted.of is None and amount.high is not None and "-" in stated.folded[amount.start : amount.end]


_NO_NUMBERS = (_is_attached, _is_labelled, _is_hour, _is_calibre)
_NO_FIGURES = (_is_minutes_or_house, _is_of_name, _is_year, _is_code)


def _words_count(stated: Stated) -> bool:
    """Whether a number in words is one: no name, and no article, unless it counts what is seldom told by an article alone."""
    text, amount, counted = stated.text, stated.amount, stated.counted
    if text[amount.start].isupper() and re.search(
        r"[^\s.!?:«\"“(\-–—][ \u00a0]*\Z", text[max(0, amount.start - 3) : amount.start]
    ):
        return False  # "le Conseil des Quinze"
    unit = counted.unit
    words = stated.grammar.numerals.words
    if stated.folded[amount.start : amount.end] in words.articles:
        known = unit is not None and unit.kind in ("measure", "time", "victim", "money")
        return known and fold(counted.of or "") not in words.never_one
    return counted.of is not None or counted.part or (amount.value or amount.high or 0) > 16


def _names_before(text: str, start: int) -> bool:
    """Whether a capitalised word stands right before: the number is part of a name ("Boeing 737")."""
    name = re.search(r"(?:^|[^\w])([A-ZÀ-Ý][\w'’-]*)[  ]\Z", text[max(0, start - 24) : start])
    if not name:
        return False
    lead = text[: max(0, start - 24) + name.start(1)].rstrip() if name.start(1) else text[: max(0, start - 24)].rstrip()
    return bool(lead) and lead[-1] not in '.!?:\n«»"'
