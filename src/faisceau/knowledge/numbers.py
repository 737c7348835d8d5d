"""Numerals of a language, in words and in figures: what `languages/<code>/numbers.toml` and `units.tsv` hold, ready to use.

A numeral is read from folded wording (`wording.fold`). Figures follow the language's own separators; words add up as
they are spoken ("quatre-vingt-dix-sept mille").
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from faisceau import knowledge
from faisceau.knowledge.wording import alternatives

_LONGEST = 12  # words after the first in a number: bounds the search in pathological text


class Phrase(Struct, frozen=True):
    """A set phrase that states a quantity by itself: `value` in `unit`s."""

    words: str
    value: float
    unit: str


class NumberWords(Struct, frozen=True):
    """`languages/<code>/numbers.toml`; each field is explained beside its words there."""

    cardinals: dict[str, int]
    scales: dict[str, float]
    marks: dict[str, float]
    joiners: dict[str, tuple[str, ...]]
    score: tuple[int, int]
    articles: tuple[str, ...]
    collectives: dict[str, int]
    never_alone: tuple[str, ...]
    never_one: tuple[str, ...]
    pieces: tuple[str, ...]
    shares: frozenset[str]
    plural_collectives: dict[str, int]
    indefinite: tuple[str, ...]
    several: dict[str, float]
    none: tuple[str, ...]
    fractions: dict[str, float]
    fraction_parts: dict[str, float]
    phrases: tuple[Phrase, ...]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    about: tuple[str, ...]
    at_least_after: tuple[str, ...]
    at_most_after: tuple[str, ...]
    about_after: tuple[str, ...]
    compared: tuple[str, ...]
    listed_with: tuple[str, ...]
    range_open: tuple[str, ...]
    range_close: tuple[str, ...]
    either: tuple[str, ...]
    of_words: tuple[str, ...]
    rates: tuple[str, ...]
    unit_joins: tuple[str, ...]
    known_wholes: tuple[str, ...]
    known_ones: tuple[str, ...]
    half_before: str
    half_after: tuple[str, ...]
    plain_fractions: tuple[str, ...]
    determiners: tuple[str, ...]
    before_noun: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    people_endings: tuple[str, ...]
    people: str
    not_nouns: tuple[str, ...]
    plural_marks: tuple[str, ...]
    plural_endings: dict[str, str]
    labels: tuple[str, ...]
    clock_before: tuple[str, ...]
    clock_units: tuple[str, ...]
    streets: tuple[str, ...]
    calibre_before: tuple[str, ...]
    calibre_units: tuple[str, ...]
    ordinal_endings: tuple[str, ...]
    group_marks: str
    decimal_marks: str
    letters: str
    elided: str
    house_marks: tuple[str, ...]
    currency_signs: dict[str, str]


class Unit(Struct, frozen=True):
    """A row of `languages/<code>/units.tsv`: `noun` (singular, folded), its English `unit`, and its `kind`.

    `kind`: money, measure, time, victim, people, thing. One of a measure, a time or a victim is a quantity ("un an");
    one of the others is only a noun with its article.
    """

    noun: str
    unit: str
    kind: str = "thing"


class Numerals:
    """The compiled numerals of a language."""

    def __init__(self, words: NumberWords, units: tuple[Unit, ...]) -> None:
        self.words = words
        self.units = {u.noun: u for u in units}
        self.kinds = {u.unit: u.kind for u in units}
        self.people = self.units.get(words.people)
        atoms = alternatives([*words.cardinals, *words.scales])
        self.ends = rf"(?![{words.letters}])"
        joints = "|".join(
            f"{re.escape(joiner)}[- ](?={alternatives(after)}{self.ends})" for joiner, after in words.joiners.items()
        )
        self.spelled = rf"(?:{atoms}(?:[- ](?:{joints})?{atoms}){{0,{_LONGEST}}}(?!-?[{words.letters}'0-9]))"
        group, decimal = re.escape(words.group_marks), re.escape(words.decimal_marks)
        self.figures = rf"(?:\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[{decimal}]\d+)?)"
        self.scale = alternatives([*words.scales])
        self.between_units = re.compile(f" ?(?:{'|'.join(map(re.escape, words.unit_joins))})?")
        of, per = alternatives([*words.of_words]), alternatives([*words.rates])
        self.before_rate = re.compile(rf"\s+{of}\w+\s+({per} \w+)")  # "barils | de brut par jour"
        self._joiners = frozenset(words.joiners)
        self._grouped = re.compile(rf"\d{{1,3}}(?:[{group}]\d{{3}})+(?!\d)")

    def figure(self, text: str) -> float:
        """The number that figures write: "5 000" and "5.000" are five thousand, "10,5" ten and a half."""
        grouped = self._grouped.match(text)
        if grouped:
            whole = re.sub(r"\D", "", grouped[0])
            rest = text[grouped.end() :]
            return float(whole + ("." + rest[1:] if rest else ""))
        return float(text.replace(",", "."))

    def spelled_value(self, text: str) -> float | None:
        """The number that folded words write, None if they do not make one number ("deux trois")."""
        total, group = 0.0, 0
        low, room = 1, 1000  # the next word may add `low` to `room - 1`
        for word in re.split(r"[-\s]+", text):
            if word in self._joiners:
                continue
            scale = self.words.scales.get(word)
            if scale is not None:
                # "mille milliards" multiplies what was said, "deux millions cinq mille" adds to it
                multiplies = total > 0 and scale > total
                total = (total + group) * scale if multiplies else total + (group or 1) * scale
                group, low, room = 0, 1, 1000
                continue
            value = self.words.cardinals.get(word)
            if value is None:
                return None
            times, score = self.words.score
            if value == 100 and (group == 0 or 1 < group < 10):
                group, low, room = (group or 1) * 100, 1, 100
            elif value == score and group % 100 == times:
                group, low, room = group - times + times * score, 1, 20
            elif value == 0 and total == group == 0:
                low = room = 0
            elif low <= value < room:
                group += value
                low = 7 if value == 10 else 1
                room = 0 if value < 20 and value != 10 else 20 if value in (60, 80) else 10
            else:
                return None
        return total + group

    def value(self, text: str) -> float | None:
        """The number that folded wording writes, in figures or words; scales may follow figures ("10,5 milliards")."""
        head = re.match(self.figures, text)
        if not head:
            return self.spelled_value(text.strip())
        number = self.figure(head[0])
        for word in text[head.end() :].replace("-", " ").split():
            scale = self.words.scales.get(word, self.words.marks.get(word))
            if scale is None:
                return None
            number *= scale
        return round(number, 6)

    def unit(self, noun: str) -> Unit | None:
        """The unit of a folded noun, singular or plural, None if unknown."""
        found = self.units.get(noun)
        if found:
            return found
        if noun in self.words.currency_signs:
            return Unit(noun, self.words.currency_signs[noun], "money")
        words = noun.split(" ")
        for head in self._singulars(words[0]):
            found = self.units.get(" ".join([head, *words[1:]]))
            if found:
                return found
        if len(words) > 1:
            for head in self._singulars(words[0]):
                for tail in self._singulars(words[-1]):
                    found = self.units.get(" ".join([head, *words[1:-1], tail]))
                    if found:
                        return found
        return None

    def _singulars(self, word: str) -> list[str]:
        return [word] + [
            word[: -len(plural)] + singular
            for plural, singular in self.words.plural_endings.items()
            if word.endswith(plural) and len(word) > len(plural) + 1
        ]


@cache
def numerals(lang: str) -> Numerals:
    """The numerals of `lang`. Raises `FaisceauError` (bad_knowledge) for a language without them."""
    return Numerals(
        knowledge.load_toml(f"languages/{lang}/numbers.toml", NumberWords),
        knowledge.load_rows(f"languages/{lang}/units.tsv", Unit),
    )
