"""Wording as data: words folded for matching, and patterns written with named slots.

Folding never changes the length of a text, so offsets in the folded text are offsets in the text itself (code points).
A form is a regular expression over folded text in which `{slot}` stands for a word of a list and a space for any white
space within a paragraph. The same slot may come twice under two names: `{day}` and `{day2}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

_SAME = {ord(c): "'" for c in "’‘ʼ`´′"} | {ord(c): " " for c in "\u00a0\u202f\u2009\u2007\u2008\u200a\u2002\u2003\t"}
_SAME |= {ord(c): "-" for c in "‐‑‒–−"}
_SLOT = re.compile(r"\{([a-z_]+)(\d?)\}")
_PLANE = 0x10000  # code points; small letters beyond are of scripts that no news is written in
_SPACE = r"(?: {1,3}|\n)"


@cache
def small_letters() -> str:
    """Every small letter of any alphabet, as within the brackets of a regular expression."""
    found: list[str] = []
    for code in range(_PLANE):
        if not chr(code).islower():
            continue
        if found and ord(found[-1][-1]) == code - 1:
            found[-1] = f"{found[-1][0]}-{chr(code)}"
        else:
            found.append(chr(code))
    return "".join(found)


def fold(text: str) -> str:
    """`text` in lower case with one kind of apostrophe, hyphen and space; as long as `text`, code point by code point."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.translate(_SAME)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for one of `words` (folded), the longest that fits."""
    return (
        "(?:"
        + "|".join(re.escape(w).replace(r"\ ", _SPACE) for w in sorted(set(words), key=lambda w: (-len(w), w)))
        + ")"
    )


def expand(form: str, slots: Mapping[str, str]) -> str:
    """The pattern that `form` writes. `slots` maps a slot's name to its own pattern; each becomes a named group."""
    spaced = re.sub(r"(?<![\[\\]) (?!\])", lambda _: _SPACE, form)
    return _SLOT.sub(lambda m: f"(?P<{m[1]}{m[2]}>{slots[m[1]]})", spaced)
