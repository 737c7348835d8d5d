"""Time expressions to dates: from the day of publication, the tense of the act, and the dates told before.

Without a day of publication a relative expression stays unknown. An expression is matched again at its place, so that
only its extent and rule travel between the stages.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from faisceau.knowledge.dates import Core, DateLexicon, Expression, date_lexicon, has_dates, scan_dates
from faisceau.knowledge.wording import fold
from faisceau.model.layers import Layers, Time
from faisceau.model.tree import Tree
from faisceau.resolve.anchor import Anchor
from faisceau.resolve.calendar import OPEN, Reading, first_day, interval, last_day, parse_day
from faisceau.resolve.meanings import MEANINGS
from faisceau.resolve.tense import tense_around, tense_at

_FOLLOWS = 300  # code points after which "le lendemain" no longer follows a day told in passing
_NEWS = 10  # days between the news and its publication
_TENSED = frozenset({"weekday", "weekdays", "weekday_day", "calendar", "days", "month", "months", "season", "feast"})
_STOP = re.compile(r"[.!?…;\n]")


class Memory(NamedTuple):
    """The last date told, the last of what had begun by then, the last one known to the day and where, and the last day of the
    news itself."""

    told: str | None = None
    begun: str | None = None
    day: date | None = None
    day_at: int = 0
    news: date | None = None

    def after(self, reading: Reading, at: int, published: date | None) -> Memory:
        """What is remembered once `reading` was told at code point `at`."""
        if reading.precision == "approx":
            return self
        end = reading.hi if reading.hi != OPEN else reading.lo
        start = first_day(reading.lo) if reading.lo != OPEN else None
        had_begun = start is not None and (published is None or start <= published)
        told = self._replace(told=end, begun=reading.lo if had_begun else self.begun)
        day = parse_day(end)
        if day is None:
            return told
        is_news = published is not None and abs((published - day).days) <= _NEWS
        return told._replace(day=day, day_at=at, news=day if is_news else self.news)

    def anchor(self, published: date | None, tense: str | None, at: int) -> Anchor:
        """The anchor of an expression at code point `at`."""
        day = self.day if at - self.day_at <= _FOLLOWS else self.news
        return Anchor(published, tense, self.told, self.begun, day, self.news)


def resolve_times(layers: Layers, text: str) -> Layers:
    """`layers` with the value, precision and basis of every time that can be known; the others keep value None."""
    if not layers.lang or not has_dates(layers.lang):
        return layers
    lexicon = date_lexicon(layers.lang)
    expressions = {(e.start, e.end): e for e in scan_dates(text, layers.lang)}
    sentences = Tree(layers) if layers.tokens else None
    folded = fold(text)
    published = parse_day(layers.published)
    memory = Memory()
    times: list[Time] = []
    for time in layers.times:
        expression = expressions.get((time.start, time.end))
        if expression is None:
            times.append(time)
            continue
        tense = _tense(expression, sentences, folded, lexicon)
        reading = reading_of(expression, memory.anchor(published, tense, time.start))
        if reading is None:
            times.append(time)
            continue
        times.append(
            replace(
                time,
                value=reading.value,
                precision=reading.precision,
                basis=reading.basis,
                rule=_rule(expression, reading, tense),
            )
        )
        memory = memory.after(reading, time.start, published)
    return replace(layers, times=tuple(times))


def _rule(expression: Expression, reading: Reading, tense: str | None) -> str:
    """The patterns, and the tense where it had a say: "weekday, past"."""
    leans = reading.basis == "relative" and any(core.means in _TENSED for core in expression.cores)
    return f"{expression.rule}, {tense}" if leans and tense else expression.rule


def _tense(expression: Expression, tree: Tree | None, folded: str, lexicon: DateLexicon) -> str | None:
    words = lexicon.words.tense
    core = expression.cores[0]
    if expression.frame and expression.frame.means == "until":
        return "future"
    if expression.frame and expression.frame.rule in words.past_frames:
        return "past"
    before = folded[max(0, core.start - 25) : core.start].rstrip()
    if before.endswith(words.future_before):
        return "future"
    if tree is not None and _counts_from(tree, core.start, words.past_nouns):
        return "past"
    if tree is not None:
        found = tense_at(tree, core.start, words)
        if found:
            return found
    left = _STOP.split(folded[max(0, expression.start - 200) : expression.start])[-1]
    right = _STOP.split(folded[expression.end : expression.end + 200])[0]
    return tense_around(left, right, words)


def _counts_from(tree: Tree, at: int, words: tuple[str, ...]) -> bool:
    """Whether a noun above the expression is what is counted from: "depuis le début du vote jeudi"."""
    index = tree.at(at)
    for i in () if index is None else (index, *tree.ancestors(index)):
        if tree[i].pos in ("VERB", "AUX"):
            return False
        if any(tree[c].lemma in words for c in tree.kids(i, "case")):
            return True
    return False


def reading_of(expression: Expression, anchor: Anchor) -> Reading | None:
    """What a whole expression means, frame included; None where it cannot be known."""
    frame = expression.frame
    if frame is None:
        return _core(expression.cores[0], anchor)
    last = _core(expression.cores[-1], anchor)
    if last is None:
        return None
    if frame.means == "from":
        return Reading(last.lo, OPEN, last.basis, "range") if last.lo != OPEN else last
    if frame.means == "until":
        return Reading(OPEN, last.hi, last.basis, "range") if last.hi != OPEN else last
    return _range(expression, last, anchor)


def _range(expression: Expression, last: Reading, anchor: Anchor) -> Reading | None:
    """From the first core to the last. A year stated once holds for both; else the last is the first after the first."""
    one, two = expression.cores
    stated = two.slots.get("year")
    if isinstance(stated, int):
        years = [stated, stated - 1]
        first = _core(one, anchor._replace(year=stated))
    else:
        first = _core(one, anchor)
        years = []
    if first is None:
        return None
    begin = first_day(first.lo)
    if "month" in two.slots and not years and begin:
        later = [_core(two, anchor._replace(year=begin.year + n)) for n in (0, 1)]
        last = next((r for r in later if r and _in_order(first, r)), last)
        last = last._replace(basis=first.basis)
    elif not _in_order(first, last) and years:
        first = _core(one, anchor._replace(year=years[-1])) or first
    return interval(first.lo, last.hi, last.basis) if _in_order(first, last) else None


def _in_order(first: Reading, last: Reading) -> bool:
    begin, end = first_day(first.lo), last_day(last.hi)
    return begin is None or end is None or begin <= end


def _core(core: Core, anchor: Anchor) -> Reading | None:
    return MEANINGS[core.means](core.slots, anchor)
