"""How a language writes numbers, and the words around them that change what they say: compiled patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from faisceau.knowledge.numbers import Numerals, numerals
from faisceau.knowledge.wording import alternatives


class Grammar(NamedTuple):
    """The compiled patterns of a language; all match folded text."""

    numerals: Numerals
    any: re.Pattern[str]
    second: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    opening: re.Pattern[str]
    label: re.Pattern[str]
    clock: re.Pattern[str]
    minutes: re.Pattern[str]
    hours_before: re.Pattern[str]
    hours_on: re.Pattern[str]
    hours_off: re.Pattern[str]
    street: re.Pattern[str]
    calibre: re.Pattern[str]
    ordinal: re.Pattern[str]


@cache
def grammar_of(lang: str) -> Grammar:
    """The patterns of a language that has numerals. Raises `FaisceauError` (bad_knowledge)."""
    n = numerals(lang)
    w = n.words
    signs = alternatives(w.currency_signs)
    number = rf"(?:{n.figures}(?: ?{n.scale}(?!\w)| ?{alternatives(w.marks)}(?!\w))*|{n.spelled})"
    plural = alternatives(w.plural_collectives)
    of = alternatives(w.of_words)
    collective = alternatives(w.collectives)
    forms = "|".join(
        [
            rf"(?P<phrase>{alternatives(p.words for p in w.phrases)})(?!\w)",
            rf"(?:{alternatives(w.articles)} )?(?P<about>{collective})(?: {of}(?P<abouttimes>{n.scale}|{plural}))?(?!\w)",
            rf"(?:{alternatives(w.indefinite)} )?(?P<least>{plural}(?: {of}{plural})*)(?!\w)",
            rf"(?P<share>{alternatives(w.plain_fractions)}|{alternatives(w.fractions)}(?= {of}))(?!\w)",
            rf"(?P<parts>{number}) (?P<part>{alternatives(w.fraction_parts)})(?!\w)",
            rf"(?P<several>{alternatives(w.several)})(?!\w)",
            rf"(?P<none>{alternatives(w.none)})(?!\w)",
            rf"(?P<sign>{signs}) ?(?P<sum>{number})",
            rf"(?P<number>{number})(?: (?P<times>{plural}))?",
        ]
    )
    either = alternatives(w.either)
    close = alternatives(w.range_close)
    elided = rf"|(?<=\b[{w.elided}]')" if w.elided else ""
    return Grammar(
        numerals=n,
        any=re.compile(rf"(?:(?<![\w/°'-]){elided})(?:(?<!\d[.,])|(?!\d))(?:{forms})"),
        second=re.compile(rf"(?:(?P<close> {close} )|(?P<either> {either} |-| - ))(?P<number>{number})(?![\w/])"),
        before=re.compile(
            rf"(?<!\w)(?:(?P<low>{alternatives(w.at_least)})|(?P<high>{alternatives(w.at_most)})|(?P<near>{alternatives(w.about)}))"
            rf"(?: {alternatives(w.determiners)})? ?\Z"
        ),
        after=re.compile(
            rf" (?:(?P<low>{alternatives(w.at_least_after)})|(?P<high>{alternatives(w.at_most_after)})"
            rf"|(?P<near>{alternatives(w.about_after)}))(?!\w)(?! {of})"
        ),
        opening=re.compile(rf"(?<!\w){alternatives(w.range_open)} ?\Z"),
        label=re.compile(rf"(?<!\w){alternatives(w.labels)} ?\Z"),
        clock=re.compile(rf"(?<!\w){alternatives(w.clock_before)} \Z"),
        minutes=re.compile(rf" ?{alternatives(w.clock_units)} ?\d\d(?!\d)"),
        hours_before=re.compile(rf"{alternatives(w.clock_units)} \Z"),
        hours_on=re.compile(rf" ?{alternatives(w.clock_units)} {close} \d{{1,2}} ?{alternatives(w.clock_units)}(?!\w)"),
        hours_off=re.compile(rf"\d ?{alternatives(w.clock_units)} {close} \Z"),
        street=re.compile(rf"(?:,| {alternatives(w.house_marks)},?)? {alternatives(w.streets)}(?!\w)"),
        calibre=re.compile(rf"(?<!\w){alternatives(w.calibre_before)} ?\Z"),
        ordinal=re.compile(rf"(?:{alternatives(w.ordinal_endings)})(?!\w)"),
    )
