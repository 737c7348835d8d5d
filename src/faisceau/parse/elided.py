"""What a bare figure counts where only a figure before it says so: "4.120 morts. Suivent la Bolivie (2.310) et le Chili
(940)", "830 morts, contre 790 la veille", "2,4 milliards d'euros en mars, puis 1,1 milliard".

Only the unit is taken over: no words at the figure name what it counts, so `of` stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from faisceau.knowledge.numbers import numerals
from faisceau.knowledge.wording import alternatives, fold
from faisceau.model.layers import QuantityMention

_FAR = 240  # code points between two figures of one list or one comparison
_FAR_OF_MONEY = 1200  # a text says once what money it speaks of
_MANY = 40  # figures on either side among which sums are sought
_LEFT = 28  # code points in which words before a figure are sought
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]*\s*\Z")
_MEASURING = frozenset({"measure", "time", "share", None})


def with_units(found: Sequence[QuantityMention], text: str, lang: str) -> tuple[QuantityMention, ...]:
    """The same, bare figures with the unit of the figure that they take up, where there is one."""
    kinds = {unit.unit: unit.kind for unit in numerals(lang).units.values()}
    made: list[QuantityMention] = []
    for n, each in enumerate(found):
        unit = None
        if each.unit is None and each.of is None and (each.value is not None or each.min is not None):
            if _ends_with_scale(each, lang):
                unit = _money(found, n, kinds)
            elif _is_listed(each, text, lang) or _is_compared(each, text, lang):
                unit = _listed(made, each, kinds)
        made.append(replace(each, unit=unit) if unit else each)
    return tuple(made)


def _listed(before: Sequence[QuantityMention], each: QuantityMention, kinds: dict[str, str]) -> str | None:
    """The unit of the figure just before, where that counts people, things or money."""
    last = before[-1] if before else None
    if last is None or last.unit is None or each.start - last.end > _FAR:
        return None
    return last.unit if kinds.get(last.unit) not in _MEASURING else None


def _money(found: Sequence[QuantityMention], n: int, kinds: dict[str, str]) -> str | None:
    """The currency of the sums around, where there is but one: "3 milliards" of something is written with what it is of."""
    here = found[n].start
    around = found[max(0, n - _MANY) : n + _MANY]
    units = {each.unit for each in around if each.unit and abs(each.start - here) <= _FAR_OF_MONEY}
    of_money = {unit for unit in units if kinds.get(unit) == "money"}
    return of_money.pop() if len(of_money) == 1 else None


def _ends_with_scale(each: QuantityMention, lang: str) -> bool:
    words = fold(each.text).split()
    return bool(words) and numerals(lang).words.scales.get(words[-1], 0) >= 1e6


def _is_listed(each: QuantityMention, text: str, lang: str) -> bool:
    """Whether the figure stands alone in brackets after a name with its article: "la Bolivie (2.310)"."""
    if text[each.start - 1 : each.start] != "(" or text[each.end : each.end + 1] != ")":
        return False
    words = text[max(0, each.start - _LEFT) : each.start - 1]
    name = _NAME.search(words)
    return bool(name) and bool(_listed_with(lang).search(fold(words[: name.start()] if name else "")))


def _is_compared(each: QuantityMention, text: str, lang: str) -> bool:
    """Whether the words before set it beside another figure: "contre 790", "un second de 60"."""
    return bool(_compared(lang).search(fold(text[max(0, each.start - _LEFT) : each.start])))


@cache
def _compared(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(numerals(lang).words.compared)} ?\Z")


@cache
def _listed_with(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(numerals(lang).words.listed_with)} ?\Z")
