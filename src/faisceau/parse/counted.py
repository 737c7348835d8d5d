"""What a number counts: the noun phrase right after it, as written, and its unit."""

from __future__ import annotations

import re
from typing import NamedTuple

from faisceau.knowledge.numbers import Numerals, Unit

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*[23²³]?|°[^\W\d_]|km/h|[%$€£¥]+")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])[A-ZÀ-ÖØ-Þ](?=[^\W\d_A-Z])")
_ADJECTIVES = 2  # adjectives kept after a noun, and before it
_UNIT_WORDS = 4  # words of the longest unit


class Counted(NamedTuple):
    """The counted words `of`, None if nothing is counted; the code point where they end; their unit if known.

    `gap` is the number of code points between the number and them; `part`: the number is some of a known whole ("deux
    d'entre eux"); `times` and `more` correct the number ("un demi-kilomètre", "un an et demi").
    """

    of: str | None
    end: int
    unit: Unit | None
    gap: int = 1
    part: bool = False
    times: float = 1
    more: float = 0


def counted_after(n: Numerals, text: str, folded: str, at: int, takes_of: bool) -> Counted:
    """What the number that ends at code point `at` counts. `takes_of`: "de" comes between them ("millions d'obus")."""
    start = at
    while folded[start : start + 1].isspace() and start < at + 2:
        start += 1
    joined = next((w for w in n.words.of_words if start > at and folded.startswith(w, start)), "")
    part = False
    if joined and not takes_of:
        known = next((w for w in n.words.known_ones if folded.startswith(w, start)), "")
        if known:
            return Counted(None, start + len(known), None, part=True)
        joined = next((w for w in n.words.known_wholes if folded.startswith(w, start)), "")
        part = bool(joined)
        if not part:
            return Counted(None, at, None)
    start += len(joined)
    found = _noun_at(n, text, folded, start, start > at and (bool(joined) or not takes_of))
    if found is None:
        return Counted(None, at, None, start - at, part=part)
    return found._replace(gap=start - at, part=part)


def _noun_at(n: Numerals, text: str, folded: str, first: int, may_be_unknown: bool) -> Counted | None:
    """What the words from code point `first` on name, as something that is counted; None where they name no such thing."""
    word = _head(n, folded, first)
    if word is None:
        return None
    if glued := _GLUED.search(text, word.start(), word.end()):  # "2.000 eurosLes": a sentence end was lost on the page
        known = n.unit(folded[word.start() : glued.start()])
        return Counted(text[first : glued.start()], glued.start(), known) if known else None
    unit, end = _unit(n, folded, word)
    if unit is None:
        if halved := _halved(n, text, first, word):
            return halved
        if not may_be_unknown or not _may_be_noun(n, text, word):
            return None
        is_people = text[word.start()].isupper() and word[0].endswith(n.words.people_endings)
        unit = n.people if is_people else None
    elif len(word[0]) == 1 and text[word.start()].isupper():
        return None  # "5G"
    if unit and unit.kind in ("measure", "money", "time"):
        more = next((w for w in n.words.half_after if folded.startswith(w, end)), "")
        return Counted(text[first:end], end + len(more), unit, more=0.5 if more else 0)
    end = _adjectives(n, folded, end)
    return Counted(text[first:end], end, unit)


def _head(n: Numerals, folded: str, first: int) -> re.Match[str] | None:
    """The first word from `first` on that is no adjective before its noun."""
    word = _WORD.match(folded, first)
    for _ in range(_ADJECTIVES):
        if word and word[0] in n.words.before_noun:
            word = _WORD.match(folded, word.end() + 1)
    return word


def _halved(n: Numerals, text: str, first: int, word: re.Match[str]) -> Counted | None:
    """Half a unit in one word: "demi-kilomètre"."""
    if not word[0].startswith(n.words.half_before):
        return None
    unit = n.unit(word[0].removeprefix(n.words.half_before))
    return Counted(text[first : word.end()], word.end(), unit, times=0.5) if unit else None


def _may_be_noun(n: Numerals, text: str, word: re.Match[str]) -> bool:
    """Whether an unknown word can be what is counted: no function word, no acronym or initial."""
    head = word[0].partition("'")[0]
    if word[0] in n.words.not_nouns or head in n.words.not_nouns or len(word[0]) < 2:
        return False
    if text[word.start()].islower() and not word[0].endswith(n.words.plural_marks):
        return False
    return not text[word.start() : word.end()].isupper()


def _unit(n: Numerals, folded: str, head: re.Match[str]) -> tuple[Unit | None, int]:
    """The unit of the longest wording from `head` on, and where that wording ends."""
    best, end = n.unit(head[0]), head.end()
    at = head.end()
    for _ in range(_UNIT_WORDS - 1):
        gap = n.between_units.match(folded, at)
        following = _WORD.match(folded, gap.end()) if gap and gap.end() > at else None
        if not following:
            break
        at = following.end()
        longer = n.unit(folded[head.start() : at])
        if longer:
            best, end = longer, at
    apart = n.before_rate.match(folded, end) if best else None
    rate = n.unit(f"{folded[head.start() : end]} {apart[1]}") if apart else None  # "barils de brut par jour"
    return (rate, apart.end()) if apart and rate else (best, end)


def _adjectives(n: Numerals, folded: str, end: int) -> int:
    for _ in range(_ADJECTIVES):
        word = _WORD.match(folded, end + 1) if folded[end : end + 1] == " " else None
        if (
            not word
            or word[0] in n.words.not_nouns
            or "'" in word[0]
            or not word[0].endswith(n.words.adjective_endings)
        ):
            break
        end = word.end()
    return end
