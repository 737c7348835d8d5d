"""One item of a brief held against the evidence of its notes: what in it is not borne out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from faisceau.export.words import words
from faisceau.knowledge.gazetteer import fold, words_of
from faisceau.story.verifying.actor_words import known_words, names_of_one_word, nationalities
from faisceau.story.verifying.blocks import REFERENCE
from faisceau.story.verifying.evidence import ONLY_DENIED, Bench, Evidence, Passage
from faisceau.story.verifying.said import brief_words, dates_said, numbers_said

Code = Literal[
    "no_note", "unknown_note", "figure", "date", "name", "quotation", "source", "direction", "verdict", "count", "judging",
    "note_quote", "note_source", "heading", "frame",
]  # fmt: skip
# What has been checked and taken out leaves this in its place, so that words around it stay apart.
_GONE = "\ue002"
_QUOTED = re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|“[^“”]*(?:“[^“”]*”[^“”]*)*”")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\w«“\ue002])")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


class Fault(Struct, frozen=True):
    """Something in `sentence` that its notes do not bear out: `found` are the words, `code` what is wrong with them."""

    code: Code
    found: str
    sentence: str


def item_faults(text: str, passages: dict[int, Passage], bench: Bench) -> Iterator[Fault]:
    """What is wrong with a block of the brief whose references are in it."""
    shown = REFERENCE.sub(lambda m: f"[{m[1]}]", text)
    numbers = [int(number) for number in REFERENCE.findall(text)]
    for number in numbers:
        if number not in passages:
            yield Fault("unknown_note", f"[{number}]", shown)
    around = [passages[number] for number in numbers if number in passages]
    for words_, cited in _segments(text):
        held = [passages[number] for number in cited if number in passages]
        if not numbers:
            yield Fault("no_note", shown, shown)
            return
        for code, found in _Segment(words_, bench, bench.evidence(held, around), bool(held)).faults():
            yield Fault(code, found, shown)


def _segments(text: str) -> Iterator[tuple[str, list[int]]]:
    """Words with the notes that follow them; what stands after the last notes goes with these."""
    parts = re.split(rf"((?:{REFERENCE.pattern.replace('(', '(?:')}\s?)+)", text)
    last: list[int] = []
    for words_, cited in zip(parts[::2], [*parts[1::2], ""], strict=True):
        numbers = [int(number) for number in REFERENCE.findall(cited)]
        if words_.strip():
            yield words_, numbers or last
        last = numbers


class _Segment:
    def __init__(self, text: str, bench: Bench, evidence: Evidence, noted: bool) -> None:
        self._left, self._bench, self._evidence, self._noted = text, bench, evidence, noted
        self._lang = bench.wording.lang
        self._words = words(self._lang)

    def faults(self) -> Iterator[tuple[Code, str]]:
        """What is checked is taken out, so that each word is looked at once."""
        for phrase in self._evidence.quoting:
            self._take(phrase)
        yield from self._quotations()
        for phrase in (*self._evidence.ends, *self._evidence.phrases):
            self._take(phrase)
        yield from self._ends()
        yield from self._counts()
        yield from self._sources()
        yield from self._verdicts()
        yield from self._dates()
        yield from self._numbers()
        yield from self._names()
        yield from self._rest()

    def _take(self, phrase: str) -> bool:
        """Take a phrase out where it stands whole; whether it was there."""
        self._left, times = _whole(phrase).subn(_GONE, self._left)
        return times > 0

    def _quotations(self) -> Iterator[tuple[Code, str]]:
        quotes = [_even(quote) for quote in (*self._evidence.quotes, *self._evidence.phrases)]
        for match in list(_QUOTED.finditer(self._left)):
            said = _even(match[0][1:-1]).strip()
            whole = said.removesuffix(_even(self._words.text["cut"])).strip()
            if whole.strip("\ue002 ") and not any(whole in quote for quote in quotes):
                yield "quotation", match[0]
        self._left = _QUOTED.sub(_GONE, self._left)
        stray = re.search(r"[«»“”]", self._left)
        if stray:
            yield "quotation", self._left.strip()

    def _ends(self) -> Iterator[tuple[Code, str]]:
        if "→" in self._left:
            yield "direction", self._left.partition(":")[0].strip()
            self._left = self._left.replace("→", _GONE)

    def _counts(self) -> Iterator[tuple[Code, str]]:
        for key, allowed in self._evidence.counts.items():
            for form in self._words.plural[key]:
                before, after = (re.escape(part) for part in form.split("{n}"))
                pattern = re.compile(rf"{before}(\d[\d\s,.]*?){after}(?!\w)")
                for match in pattern.finditer(self._left):
                    if {said.value for said in numbers_said(match[1], self._lang)} - {float(each) for each in allowed}:
                        yield "count", match[0]
                self._left = pattern.sub(_GONE, self._left)
        before, after = (re.escape(part) for part in self._words.text["more"].split("{n}"))
        for match in re.finditer(rf"{before}(\d+){after}(?!\w)", self._left):
            if int(match[1]) not in self._evidence.more:
                yield "count", match[0]
        self._left = re.sub(rf"{before}\d+{after}(?!\w)", _GONE, self._left)

    def _sources(self) -> Iterator[tuple[Code, str]]:
        """Who is said to vouch is among those who do; every name of the list."""
        names = "|".join(re.escape(name) for name in sorted(self._evidence.vouching, key=len, reverse=True))
        between = "|".join(re.escape(self._words.text[key]) for key in ("list_sep", "list_and"))
        cues = "|".join(re.escape(cue) for cue in _cues(self._lang))
        for match in list(re.finditer(rf"(?<!\w)(?:{cues})\s*+(?!\ue002)", self._left)):
            told = self._left[match.end() :]
            known = re.match(rf"(?:{names})(?:(?:{between})(?:{names}))*(?!\w)", told) if names else None
            if known is None and not told.startswith(self._words.text["unknown_actor"]):
                yield "source", match[0] + told[:60].strip()
        for name in sorted(self._evidence.vouching, key=len, reverse=True):
            self._take(name)

    def _verdicts(self) -> Iterator[tuple[Code, str]]:
        if not self._noted:
            return
        for verdict, label in {**self._words.verdict, ONLY_DENIED: self._words.text[ONLY_DENIED]}.items():
            pattern = rf"(?<!\w){re.escape(label)}(?!\w)"
            if re.search(pattern, self._left, re.IGNORECASE):
                if verdict not in self._evidence.verdicts:
                    yield "verdict", label
                self._left = re.sub(pattern, _GONE, self._left, flags=re.IGNORECASE)

    def _dates(self) -> Iterator[tuple[Code, str]]:
        spans: list[tuple[int, int]] = []
        for day in dates_said(self._left):
            spans.append(day[:2])
            told = day[2:]
            # A number of four digits may be no year: "1 950 obus" apart, then it is among the numbers.
            alone = told[1] is None and float(told[0] or 0) in self._evidence.numbers
            if not alone and not any(_says(told, known) for known in self._evidence.dates):
                yield "date", self._left[day.start : day.end]
        for start, end in sorted(set(spans), reverse=True):
            self._left = self._left[:start] + _GONE + self._left[end:]

    def _numbers(self) -> Iterator[tuple[Code, str]]:
        spans: list[tuple[int, int]] = []
        for said in numbers_said(self._left, self._lang):
            spans.append((said.start, said.end))
            if said.value not in self._evidence.numbers:
                yield "figure", self._left[said.start : said.end]
        for start, end in sorted(spans, reverse=True):
            self._left = self._left[:start] + _GONE + self._left[end:]

    def _names(self) -> Iterator[tuple[Code, str]]:
        """Names of several words first, whole: "Corée du Nord" is not borne out by "Corée du Sud" and "Nord"."""
        # What a comma parts is no one name.
        folded = " | ".join(" ".join(words_of(part)) for part in re.split(r"[^\w\s'’-]", self._left))
        quoted = " ".join(words_of(" ".join(self._evidence.quotes)))
        for name, actors in self._bench.long_names:
            if f" {name} " in f" {folded} ":
                folded = folded.replace(name, "")
                if not actors & self._evidence.actors and f" {name} " not in f" {quoted} ":
                    yield "name", name
        stream = list(_WORD.finditer(self._left))
        for at, match in enumerate(stream):
            parts = [part for part in words_of(match[0]) if len(part) > 1 or part.isdigit()]
            capital = match[0][0].isupper() or bool(
                re.search(r"[’'][^\W\d_]", match[0]) and match[0].split("’")[-1][:1].isupper()
            )
            foreign = [part for part in parts if part not in self._evidence.words]
            if not foreign:
                continue
            if not capital:
                if set(foreign) & nationalities():
                    yield "name", match[0]
                continue
            opens = re.search(r"(?:^|[.!?:;]|\ue002)[\s(]*$", self._left[: match.start()]) is not None
            followed = at + 1 < len(stream) and stream[at + 1][0][0].isupper()
            if opens and not followed and not set(foreign) & known_words():
                continue
            if set(foreign) <= _own_words(self._lang):
                continue
            yield "name", match[0]

    def _rest(self) -> Iterator[tuple[Code, str]]:
        folded = {fold(match[0]) for match in _WORD.finditer(self._left)}
        for word in brief_words(self._lang).judging:
            if fold(word) in folded:
                yield "judging", word
        parts = _SENTENCE.split(self._left.strip())
        # The last goes with the notes; what stands before it, or after the notes, is a sentence with none.
        for part in parts if not self._noted else parts[:-1]:
            if _tells(part, self._lang):
                yield "no_note", part.replace(_GONE, "…")


def trailing_faults(text: str, lang: str) -> Iterator[str]:
    """Sentences that stand after the last note of a block."""
    end = max((match.end() for match in REFERENCE.finditer(text)), default=None)
    if end is None:
        return
    for part in _SENTENCE.split(text[end:].strip()):
        if re.match(r"[A-ZÀ-Þ«“]", part) and _tells(part, lang):
            yield part


def _tells(words_: str, lang: str) -> bool:
    """Whether words say something besides the labels that the program puts."""
    told = [word for match in _WORD.finditer(words_) for word in words_of(match[0])]
    return sum(word not in _labels(lang) for word in told) >= 1 and len(told) >= 2


@lru_cache(maxsize=4096)
def _whole(phrase: str) -> re.Pattern[str]:
    """The phrase as a whole, whatever its spaces and apostrophes."""
    loose = "".join("['’‘ʼ]" if c in "'’‘ʼ" else r"\s" if c.isspace() else re.escape(c) for c in phrase)
    before, after = (r"(?<!\w)" if phrase[0].isalnum() else ""), (r"(?!\w)" if phrase[-1].isalnum() else "")
    return re.compile(before + loose + after)


@cache
def _labels(lang: str) -> frozenset[str]:
    known = words(lang)
    tables = (known.verdict, known.status, known.status_short, known.rule, known.sentence)
    labels = [label for table in tables for label in table.values()]
    labels += [known.text[key] for key in ("against", "undated", ONLY_DENIED)]
    return frozenset(word for label in labels for word in words_of(label))


@cache
def _own_words(lang: str) -> frozenset[str]:
    """Words that the program's own phrases hold, names apart."""
    return frozenset(_labels(lang) - names_of_one_word())


@cache
def _cues(lang: str) -> tuple[str, ...]:
    """What stands before the name of who vouches, in the language's own templates."""
    known = words(lang)
    found = {
        template.partition("{voices}")[0]
        for template in (*known.status.values(), known.text["according"])
        if "{voices}" in template
    }
    return tuple(sorted((cue.strip() for cue in found), key=len, reverse=True))


def _even(text: str) -> str:
    """Words as they compare: one kind of space, of apostrophe and of quotation marks."""
    text = re.sub(r"[’‘ʼ]", "'", re.sub(r"[«»“”\"]\s?|\s?[»”]", "", text))
    return " ".join(text.split())


def _says(told: tuple[int | None, ...], known: tuple[int | None, ...]) -> bool:
    """Whether every part of the date that is told is in the known one."""
    return all(part is None or part == other for part, other in zip(told, known, strict=True))
