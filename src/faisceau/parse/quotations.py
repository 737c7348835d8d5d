"""Quoted words: pairs of quotation marks of every sort, nested or left open over a paragraph. Who speaks is said later."""

from __future__ import annotations

import re

from faisceau.model.layers import Quotation

_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›"}
_OPENERS = re.compile(r"[«“„‹\"]")
_REACH = 3  # paragraphs over which an unclosed quotation may run
_LONGEST = 6000  # code points of a quotation: a mark left open must not be searched for to the end of a book
_STRAIGHT = '"'


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Quotations of `text` without their marks or the space inside them (code points), outermost first."""
    found: list[tuple[int, int]] = []
    at = 0
    while (opener := _OPENERS.search(text, at)) is not None:
        closer = _closer(text, opener.start())
        if closer is None:
            at = opener.end()
            continue
        inner = (opener.end(), closer)
        found.append(inner)
        if opener.group() != _STRAIGHT:
            found.extend(_nested(text, *inner))
        else:
            found.extend(_nested(text, *inner, straight=False))
        at = closer + 1
    return tuple(
        Quotation(start, end)
        for start, end in sorted((_tight(text, *pair) for pair in found), key=lambda p: (p[0], -p[1]))
        if end > start
    )


def _closer(text: str, opener: int) -> int | None:
    """Where the quotation opened at `opener` closes, None if it does not within reach."""
    mark = text[opener]
    limit = min(_paragraphs_on(text, opener, _REACH), opener + _LONGEST)
    if mark == _STRAIGHT:
        end = text.find(_STRAIGHT, opener + 1, min(_paragraphs_on(text, opener, 0), opener + _LONGEST))
        return end if end >= 0 else None
    close, depth = _PAIRS[mark], 0
    if text.find(close, opener, limit) < 0:
        return None
    for i in range(opener, limit):
        if text[i] == mark:
            # a paragraph that goes on with the quotation repeats its opening mark
            depth += 0 if depth and text[max(i - 1, 0)] == "\n" else 1
        elif text[i] == close:
            depth -= 1
            if depth == 0:
                return i
    return None


def _paragraphs_on(text: str, start: int, count: int) -> int:
    """The end of the paragraph `count` after the one that holds `start`."""
    at = start
    for _ in range(count + 1):
        at = text.find("\n", at + 1)
        if at < 0:
            return len(text)
    return at


def _nested(text: str, start: int, end: int, *, straight: bool = True) -> list[tuple[int, int]]:
    """Quotations inside another: any mark but the outer one's."""
    marks = r"«([^»]*)»|“([^”]*)”|‘([^’\n]{2,80})’" + (r"|\"([^\"\n]*)\"" if straight else "")
    inner = (m.span(m.lastindex) for m in re.finditer(marks, text[start:end]) if m.lastindex)
    return [(start + left, start + right) for left, right in inner]


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
