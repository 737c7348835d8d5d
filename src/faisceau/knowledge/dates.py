"""Time expressions of a language as data: its words, its patterns and its frames, compiled, and the one way to match them.

A core ("mardi 18 juin", "le mois dernier") is one pattern; a frame puts one core or two in relation ("depuis …", "entre …
et …"). Matching gives an `Expression`: the rule, and the decoded words. What it means is another matter (`resolve/times`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct

from faisceau import knowledge
from faisceau.knowledge.numbers import numerals
from faisceau.knowledge.wording import alternatives, expand, fold


class DatePattern(Struct, frozen=True):
    """A core. `rule` is its name, `means` the mechanism that reads it, `form` its wording, `args` fixed arguments.

    `before` lists the words, one of which must come right before; `not_before` those that may not.
    """

    rule: str
    means: str
    form: str
    args: dict[str, int | str] = {}
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


class Frame(Struct, frozen=True):
    """A relation put around one core, or two if it has `between`. `means`: from, until, range, keep."""

    rule: str
    means: str
    before: str
    between: str = ""


class TenseWords(Struct, frozen=True):
    """Words and morphology that tell the time of an act. Labels are Universal Dependencies'."""

    features: dict[str, str]
    future_verbs: tuple[str, ...]
    future_participles: tuple[str, ...]
    put_off: tuple[str, ...]
    accomplished: tuple[str, ...]
    future_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    past_auxiliaries: tuple[str, ...]
    perfect_auxiliary: str
    future_words: tuple[str, ...]
    future_before: tuple[str, ...]
    past_nouns: tuple[str, ...]
    past_frames: tuple[str, ...]


class NamingWords(Struct, frozen=True):
    """What is called by a day and then tells none: bodies, written with their capital, and sites; `of` joins the two."""

    bodies: tuple[str, ...]
    sites: tuple[str, ...]
    of: tuple[str, ...]


class DateWords(Struct, frozen=True):
    """`languages/<code>/dates.toml`."""

    slots: dict[str, dict[str, int | str]]
    shapes: dict[str, str]
    aliases: dict[str, str]
    naming: NamingWords
    tense: TenseWords
    pattern: tuple[DatePattern, ...]
    frame: tuple[Frame, ...]


class Core(NamedTuple):
    """One core at code points `start:end`. `slots` has the value of each word: numbers, or strings for named shapes."""

    rule: str
    means: str
    slots: dict[str, int | float | str | None]
    start: int
    end: int


class Expression(NamedTuple):
    """A whole time expression, `start:end` in code points: its cores and the frame around them, if any."""

    start: int
    end: int
    cores: tuple[Core, ...]
    frame: Frame | None = None

    @property
    def rule(self) -> str:
        """The frame and the patterns, as in `since month_year`."""
        names = ([self.frame.rule] if self.frame else []) + [core.rule for core in self.cores]
        return " ".join(names)


class DateLexicon:
    """The compiled time expressions of a language."""

    def __init__(self, words: DateWords, lang: str) -> None:
        self.words = words
        self._numerals = numerals(lang)
        count = rf"(?:{self._numerals.figures}|{self._numerals.spelled})"
        slots = {name: alternatives(table) for name, table in words.slots.items()}
        slots |= {"count": count, **words.shapes}
        self._patterns = [self._compile(p, slots) for p in words.pattern]
        self._by_rule = {p.rule: (p, compiled) for p, compiled in zip(words.pattern, self._patterns, strict=True)}
        bare = [re.sub(r"\(\?P<\w+>", "(?:", compiled.pattern) for compiled in self._patterns]
        self._any = re.compile(r"(?<![\w])(?=[^\W_]|['])(?:" + "|".join(bare) + ")")
        self._ahead = [
            (f, re.compile(rf"(?<!\w){expand(f.before, slots)}\Z"), re.compile(expand(f.between, slots)))
            for f in words.frame
        ]
        self._reach = 40  # code points in which the words of a frame before a core are sought
        bodies, sites, of = (
            "|".join(map(re.escape, listed)) for listed in (words.naming.bodies, words.naming.sites, words.naming.of)
        )
        self._naming = re.compile(rf"\b(?:{bodies}|(?i:{sites})) (?:{of}) \Z")

    @staticmethod
    def _compile(pattern: DatePattern, slots: dict[str, str]) -> re.Pattern[str]:
        ahead = "|".join(
            rf"(?<=(?<!\w){re.escape(w)})" if w[0].isalpha() else f"(?<={re.escape(w)})" for w in pattern.before
        )
        behind = "".join(f"(?<!{re.escape(w)})" for w in pattern.not_before)
        return re.compile((f"(?:{ahead})" if ahead else "") + behind + f"(?:{expand(pattern.form, slots)})(?![\\w])")

    def scan(self, text: str) -> tuple[Expression, ...]:
        """Every time expression in `text`, in order, without overlap; the longest pattern wins at each place."""
        folded = fold(text)
        cores: list[Core] = []
        at = 0
        while found := self._any.search(folded, at):
            core = self._core_at(folded, found.start())
            if core and not self._is_name(text, core):
                cores.append(core)
            at = core.end if core else found.start() + 1
        return tuple(self._framed(folded, cores))

    def _is_name(self, text: str, core: Core) -> bool:
        """Whether the core, a day without its year, is what something is called: "le Mouvement du 5 juin"."""
        before = text[max(0, core.start - self._reach) : core.start]
        return core.means == "calendar" and "year" not in core.slots and self._naming.search(before) is not None

    def _core_at(self, folded: str, at: int) -> Core | None:
        best: tuple[DatePattern, re.Match[str]] | None = None
        for pattern, compiled in self._by_rule.values():
            match = compiled.match(folded, at)
            if match and match.end() > at and (best is None or match.end() > best[1].end()):
                best = pattern, match
        if not best:
            return None
        pattern, match = best
        slots: dict[str, int | float | str | None] = dict(pattern.args)
        for name, word in match.groupdict().items():
            if word is not None:
                base = name.rstrip("0123456789")
                slots[self.words.aliases.get(base, base) + name[len(base) :]] = self._decode(base, word)
        return Core(pattern.rule, pattern.means, slots, at, match.end())

    def _decode(self, slot: str, word: str) -> int | float | str | None:
        table = self.words.slots.get(slot, {})
        word = re.sub(r"\s+", " ", word)
        if word in table:
            return table[word]
        if slot == "count":
            return self._numerals.value(word)
        digits = re.match(r"\d+", word)
        return int(digits[0]) if digits else word

    def _framed(self, folded: str, cores: list[Core]) -> Iterator[Expression]:
        i = 0
        floor = 0
        while i < len(cores):
            core = cores[i]
            following = cores[i + 1] if i + 1 < len(cores) else None
            expression = self._frame(folded, floor, core, following)
            yield expression
            i += len(expression.cores)
            floor = expression.end

    def _frame(self, folded: str, floor: int, core: Core, following: Core | None) -> Expression:
        left = folded[max(floor, core.start - self._reach) : core.start]
        for frame, before, between in self._ahead:
            opening = before.search(left)
            if not opening:
                continue
            start = core.start - (len(left) - opening.start())
            if not frame.between:
                return Expression(start, core.end, (core,), frame)
            if following and between.fullmatch(folded, core.end, following.start):
                return Expression(start, following.end, (core, following), frame)
        return Expression(core.start, core.end, (core,))


@cache
def date_lexicon(lang: str) -> DateLexicon:
    """The time expressions of `lang`. Raises `FaisceauError` (bad_knowledge) for a language without them."""
    return DateLexicon(knowledge.load_toml(f"languages/{lang}/dates.toml", DateWords), lang)


@lru_cache(maxsize=8)
def scan_dates(text: str, lang: str) -> tuple[Expression, ...]:
    """`date_lexicon(lang).scan(text)`, kept for the stages that read one article one after the other."""
    return date_lexicon(lang).scan(text)


def has_dates(lang: str) -> bool:
    """Whether `lang` has time expressions."""
    return knowledge.has(f"languages/{lang}/dates.toml")
