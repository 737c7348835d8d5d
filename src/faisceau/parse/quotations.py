"""Quoted words: pairs of quotation marks of every sort, nested or left open over a paragraph. Who speaks is said later.

A straight mark does not say whether it opens or closes; most often the space around it does. Where two open one after the other
the first was never closed, and where one closes what nothing opened, the other was lost: alone it would turn all that follows
inside out, so that what is said becomes what is told, and is passed over.
"""

from __future__ import annotations

import re

from faisceau.model.layers import Quotation

_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›"}
_OPENERS = re.compile(r"[«“„‹\"]")
_REACH = 3  # paragraphs over which an unclosed quotation may run
_LONGEST = 6000  # code points of a quotation: a mark left open must not be searched for to the end of a book
_STRAIGHT = '"'
_NESTED = (
    400  # code points of a quotation in straight marks that holds another: a longer one was more likely never closed
)
_LEANING = "([-–—'’"  # marks that lean on the word after them
_BEGINNING = "([«'’"  # that a quotation may begin with
_ENDING = ".,!?…)%"  # that it may end with
_AFTER = ".,;:!?)]"


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Quotations of `text` without their marks or the space inside them (code points), outermost first."""
    found: list[tuple[int, int]] = []
    at = 0
    while (opener := _OPENERS.search(text, at)) is not None:
        closer = None if _only_closes(text, opener.start()) else _closer(text, opener.start())
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
        return _straight_closer(text, opener, min(_paragraphs_on(text, opener, 0), opener + _LONGEST))
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


def _straight_closer(text: str, opener: int, limit: int) -> int | None:
    """The next straight mark, or where that opens a quotation inside this one, and what follows it closes, the one after."""
    end = text.find(_STRAIGHT, opener + 1, limit)
    if end >= 0 and _only_opens(text, end):
        inner = text.find(_STRAIGHT, end + 1, min(limit, end + _NESTED))
        end = text.find(_STRAIGHT, inner + 1, min(limit, opener + _NESTED)) if inner >= 0 else -1
        if end >= 0 and not (_only_closes(text, inner) and _only_closes(text, end)):
            return None
    return end if end >= 0 else None


def _only_opens(text: str, i: int) -> bool:
    """Whether the straight mark at `i` stands after a space, a bracket, a dash or an elision, and right before a word."""
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    return (not before or before.isspace() or before in _LEANING) and (
        after.isalnum() or (after != "" and after in _BEGINNING)
    )


def _only_closes(text: str, i: int) -> bool:
    """Whether the mark at `i` is straight and stands right after a word or its stop, and before a space or the end."""
    if text[i] != _STRAIGHT:
        return False
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    return (
        bool(before) and (before.isalnum() or before in _ENDING) and (not after or after.isspace() or after in _AFTER)
    )


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
