"""Furniture: text of the page that is not the article. It is marked on the stored text, never cut out of it.

What furniture looks like is data (`knowledge/page/common.toml`, `knowledge/languages/<code>/page.toml`). Precision comes
first: a line is furniture when a rule fills it from end to end, a part of a line only where the wording leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from faisceau.knowledge.page import Compiled, Rule, Where, front_matter_end, rules
from faisceau.model.layers import Furniture
from faisceau.model.text import Span

_TOP_LINES = 15
_BOTTOM_LINES = 30
_LONGEST_RULED_LINE = 320  # no rule fills a longer line, so paragraphs are not even tried
_LONGEST_SEARCHED_LINE = 40_000  # a text on one line is no page: searching within it would only cost time
_EDGE = 260  # code points at either end of a line that a `start` or `end` rule may take
_PREFIXES = 3  # "VIDÉO - PARIS (AFP) -": labels may follow one another
_LONGEST_TITLE = 200
_SENTENCE_END = re.compile(r"[.;:…!]\W{0,3}$")
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def find_furniture(text: str, lang: str) -> tuple[Furniture, ...]:
    """Ranges of `text` that are not the article: code points, half-open, in text order, never overlapping or empty.

    `lang` is the article's language code; only the rules common to all languages apply where it has no data.
    `reason` names the rule. Repeats of a sentence (pull quotes) and the words of captions belong to the article.
    """
    body = front_matter_end(text)
    lines = list(_lines(text, body))
    filled = [_filled(text, lines, number, lang) for number in range(len(lines))]
    title = next((line.of(text) for line, rule in zip(lines, filled, strict=True) if rule is None), "")
    marks = [Furniture(0, body, "front_matter")] if body else []
    number = 0
    while number < len(lines):
        rule = filled[number]
        end = number + 1
        if rule is None:
            marks.extend(_parts(text, lines, number, lang, title))
        else:
            end = _section_end(text, lines, filled, number)
            marks.extend(Furniture(line.start, line.end, rule.reason) for line in lines[number:end])
        number = end
    return tuple(marks)


def _lines(text: str, start: int) -> Iterator[Span]:
    """Lines from `start` on, without the white space around them; blank ones left out."""
    for found in _LINE.finditer(text, start):
        if span := _trimmed(text, found.start(), found.end()):
            yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


@cache
def _by_place(lang: str, where: Where) -> tuple[Compiled, ...]:
    return tuple(compiled for compiled in rules(lang) if compiled.rule.where == where)


def _allowed(rule: Rule, text: str, lines: list[Span], number: int) -> bool:
    """Whether a rule's place in the text (`lines`, `after`) lets it apply to line `number`."""
    if rule.lines == "top" and number >= _TOP_LINES:
        return False
    if rule.lines == "bottom" and number < len(lines) - _BOTTOM_LINES:
        return False
    return lines[number].start >= rule.after * len(text)


def _filled(text: str, lines: list[Span], number: int, lang: str) -> Rule | None:
    """The first rule that fills the line; one that opens a section wins over one that does not."""
    line = lines[number].of(text)
    if len(line) > _LONGEST_RULED_LINE:
        return None
    fitting = [
        compiled.rule
        for compiled in _by_place(lang, "line")
        if _allowed(compiled.rule, text, lines, number) and compiled.pattern.fullmatch(line)
    ]
    return next((rule for rule in fitting if rule.then != "nothing"), fitting[0] if fitting else None)


def _section_end(text: str, lines: list[Span], filled: list[Rule | None], number: int) -> int:
    """The line after the section that line `number` opens; the next line where it opens none.

    Titles of other articles are taken only if they run up to other furniture or the end of the text: followed by prose,
    the first of them may be a heading of the article.
    """
    rule = filled[number]
    if rule is not None and rule.then == "all":
        return len(lines)
    end = number + 1
    if rule is None or rule.then == "nothing":
        return end
    while end < len(lines) and filled[end] is None and _is_title(lines[end].of(text)):
        end += 1
    return end if end == len(lines) or filled[end] is not None else number + 1


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not _SENTENCE_END.search(line)


def _parts(text: str, lines: list[Span], number: int, lang: str, title: str) -> list[Furniture]:
    """Parts of line `number` that are furniture: at its start, at its end or within it; of two that overlap, the first found."""
    span = lines[number]
    line = span.of(text)

    def usable(where: Where) -> Iterator[Compiled]:
        return (c for c in _by_place(lang, where) if _allowed(c.rule, text, lines, number))

    opening = list(_opening(line, title if number > 0 else "", usable))
    start = opening[-1].end if opening else 0
    taken: list[Furniture] = []
    for found in (*opening, *_closing(line, start, usable), *_within(line, start, usable)):
        part = _trimmed(text, span.start + found.start, span.start + found.end)
        if part and not any(part.start < other.end and other.start < part.end for other in taken):
            taken.append(Furniture(part.start, part.end, found.reason))
    return sorted(taken, key=lambda mark: mark.start)


class _Found(NamedTuple):
    """Code points `start:end` of a line that the rule of that name takes."""

    start: int
    end: int
    reason: str


_Usable = Callable[[Where], Iterable[Compiled]]


def _opening(line: str, title: str, usable: _Usable) -> Iterator[_Found]:
    """What stands before the line's own words: the title said again with what follows it, then labels one after another."""
    start = 0
    if title and line.startswith(title):
        matches = ((compiled, compiled.pattern.match(line, len(title))) for compiled in usable("after_title"))
        repeated = next(((found.end(), compiled.rule.reason) for compiled, found in matches if found), None)
        if repeated is not None:
            yield _Found(0, *repeated)
            start = repeated[0]
    for _ in range(_PREFIXES):
        label, reason = _first_match(usable("start"), line, start)
        if label is None:
            return
        yield _Found(start, label.end(), reason)
        start = label.end()


def _closing(line: str, start: int, usable: _Usable) -> Iterator[_Found]:
    """What stands after the line's own words, which begin at `start`."""
    for compiled in usable("end"):
        if found := compiled.pattern.search(line, max(start, len(line) - _EDGE)):
            yield _Found(found.start(), found.end(), compiled.rule.reason)


def _within(line: str, start: int, usable: _Usable) -> Iterator[_Found]:
    """What stands among the line's own words, which begin at `start`."""
    if len(line) <= _LONGEST_SEARCHED_LINE:
        for compiled in usable("within"):
            for found in compiled.pattern.finditer(line, start):
                yield _Found(found.start(), found.end(), compiled.rule.reason)


def _first_match(compiled: Iterable[Compiled], line: str, start: int) -> tuple[re.Match[str] | None, str]:
    for candidate in compiled:
        found = candidate.pattern.match(line, start, min(len(line), start + _EDGE))
        if found and found.end() > start:
            return found, candidate.rule.reason
    return None, ""
