"""Quantities as a text states them: numerals in figures and words, bounds, ranges, shares and sums, and what they count.

A number that counts nothing is left out: years and dates, clock times, ordinals, calibres, and the numbers of articles,
resolutions, flights or models. An unstated number ("des dizaines", "plusieurs") has a least value and no value.
"""

from __future__ import annotations

import re

from faisceau import knowledge
from faisceau.knowledge.dates import Expression, has_dates, scan_dates
from faisceau.knowledge.numbers import Numerals
from faisceau.knowledge.wording import fold
from faisceau.model.layers import QuantityMention
from faisceau.parse.counted import Counted, counted_after
from faisceau.parse.counting import REACH, Amount, Stated, counts
from faisceau.parse.elided import with_units
from faisceau.parse.number_forms import Grammar, grammar_of

_SERIES = re.compile(r"(?<!\d)\d\d(?:[ .]{1,2}\d\d){3,}(?!\d)")  # a telephone number
_NOTE = re.compile(r"\[\d{1,3}\]")  # the mark of a note
# "« plusieurs dizaines » de missiles": somebody's words for how many, and then of what.
_OPENED = re.compile(r"[«“\"]\s?\Z")
_CLOSED = re.compile(r"\s?[»”\"]")
_TAKES_OF = 1e6  # scales from here on take "de" before what they count: "deux millions d'obus"


def find_quantities(text: str, lang: str) -> tuple[QuantityMention, ...]:
    """Every quantity of `text`, in order, without overlap: half-open code points, values, bounds, unit and words counted.

    A language without numerals has none.
    """
    if not knowledge.has(f"languages/{lang}/numbers.toml"):
        return ()
    grammar = grammar_of(lang)
    folded = fold(text)
    dates = scan_dates(text, lang) if has_dates(lang) else ()
    codes = [m.span() for pattern in (_SERIES, _NOTE) for m in pattern.finditer(folded)]
    found: list[QuantityMention] = []
    at, next_date = 0, 0
    while match := grammar.any.search(folded, at):
        at = max(match.end(), at + 1)
        while next_date < len(dates) and dates[next_date].end <= match.start():
            next_date += 1
        code = next((end for start, end in codes if start <= match.start() < end), 0)
        if code:
            at = max(at, code)
            continue
        amount = _amount(grammar, folded, match)
        if amount is None:
            continue
        mention = _mention(grammar, text, folded, amount, dates[next_date : next_date + 1])
        if mention:
            if found and mention.start < found[-1].end:
                continue
            found.append(mention)
            at = max(at, mention.end)
        else:
            at = max(at, amount.end)
    return with_units(found, text, lang)


def _amount(grammar: Grammar, folded: str, match: re.Match[str]) -> Amount | None:
    n = grammar.numerals
    words = n.words
    start, end = match.span()
    named = {name: value for name, value in match.groupdict().items() if value is not None}
    if phrase := named.get("phrase"):
        known = next(p for p in words.phrases if p.words == re.sub(r"\s+", " ", phrase))
        return Amount(start, end, known.value, unit=known.unit or None, kind="phrase" if known.unit else "noun")
    if about := named.get("about"):
        times = named.get("abouttimes")
        factor = words.scales.get(times, words.plural_collectives.get(times)) if times else 1
        return Amount(start, end, words.collectives[about] * (factor or 1), approx=True, kind="about")
    if least := named.get("least"):
        low = 2.0
        for word in re.findall(r"[^\W\d_]+", least):
            low *= words.plural_collectives.get(word, 1)
        return Amount(start, end, None, low=low, approx=True, kind="noun")
    if share := named.get("share"):
        return Amount(start, end, words.fractions[re.sub(r"\s+", " ", share)], unit="share", kind="share")
    if part := named.get("part"):
        many = n.value(named["parts"])
        whole = words.fraction_parts[part]
        if many is None or not 0 < many < whole:
            return None
        return Amount(start, end, round(many / whole, 3), unit="share", kind="share")
    if several := named.get("several"):
        return Amount(start, end, None, low=words.several[re.sub(r"\s+", " ", several)], approx=True, kind="several")
    if "none" in named:
        return Amount(start, end, 0.0, kind="none")
    if "sum" in named:
        value = n.value(named["sum"])
        unit = words.currency_signs[named["sign"]]
        return Amount(start, end, value, unit=unit, kind="sum") if value is not None else None
    return _number(grammar, folded, match, named)


def _number(grammar: Grammar, folded: str, match: re.Match[str], named: dict[str, str]) -> Amount | None:
    n = grammar.numerals
    numeral = named["number"]
    start = match.start()
    end = match.end()
    value = n.value(numeral)
    if value is None:
        return None
    times = named.get("times")
    if times:
        return Amount(start, end, value * n.words.plural_collectives[times], approx=True, kind="noun")
    second = grammar.second.match(folded, end)
    if second:
        high = n.value(second["number"])
        opened = grammar.opening.search(folded, max(0, start - 8), start)
        if (
            second["close"]
            and not opened
            and second["either"] is None
            and second["close"].strip() == n.words.range_close[0]
        ):
            high = None
        if high is not None:
            # "de 30 à 35 millions": the scale said once holds for both
            if value < 1000 <= high and not _has_scale(n, numeral) and _has_scale(n, second["number"]):
                size = high / (n.value(re.split(r"[ -]", second["number"])[0]) or 1)
                value *= size if size >= 1000 else 1
            if value < high:
                first = opened.start() if opened and second["close"] else start
                return Amount(first, second.end(), None, low=value, high=high, kind=_kind(n, second["number"]))
    half = _half_after(n, folded, end, numeral)
    return Amount(start, end + len(half), value + _last_scale(n, numeral) / 2 * bool(half), kind=_kind(n, numeral))


def _half_after(n: Numerals, folded: str, end: int, numeral: str) -> str:
    """The words that add half of the numeral's last scale: "deux milliards | et demi"."""
    if not _last_scale(n, numeral):
        return ""
    found = (words for words in sorted(n.words.half_after, key=len, reverse=True) if folded.startswith(words, end))
    return next((words for words in found if not folded[end + len(words) : end + len(words) + 1].isalnum()), "")


def _last_scale(n: Numerals, numeral: str) -> float:
    """What the numeral's last word multiplies by, if it is one that takes "de"; else 0."""
    scale = n.words.scales.get(re.split(r"[\s-]+", numeral)[-1], 0)
    return scale if scale >= _TAKES_OF else 0


def _has_scale(n: Numerals, numeral: str) -> bool:
    return any(word in n.words.scales or word in n.words.marks for word in re.split(r"[\s-]+", numeral))


def _kind(n: Numerals, numeral: str) -> str:
    """noun where the numeral takes "de" ("millions d'obus"), figures, or words."""
    last = re.split(r"[\s-]+", numeral)[-1]
    if n.words.scales.get(last, 0) >= _TAKES_OF or last in n.words.marks:
        return "noun"
    return "figures" if numeral[0].isdigit() else "words"


def _mention(
    grammar: Grammar, text: str, folded: str, amount: Amount, dates: tuple[Expression, ...]
) -> QuantityMention | None:
    n = grammar.numerals
    counted = Counted(None, amount.end, None)
    if amount.unit is None:
        counted = counted_after(n, text, folded, amount.end, amount.kind in ("noun", "about"))
        opened, closed = _OPENED.search(text, max(0, amount.start - 2), amount.start), _CLOSED.match(text, amount.end)
        if (
            counted.of is None
            and opened
            and closed
            and (found := counted_after(n, text, folded, closed.end(), True)).of
        ):
            counted, amount = found, amount._replace(start=opened.start())
    if amount.value is not None:
        amount = amount._replace(value=amount.value * counted.times + counted.more)
    if not counts(Stated(grammar, text, folded, amount, counted)):
        return None
    inside = any(d.start < amount.end and amount.start < d.end for d in dates)
    if inside and not (counted.unit and counted.unit.kind == "time") and amount.kind != "phrase":
        return None
    start, end = amount.start, max(amount.end, counted.end)
    value, low, high, approx = amount.value, amount.low, amount.high, amount.approx
    left = grammar.before.search(folded, max(0, start - REACH), start)
    right = grammar.after.match(folded, amount.end) if not left else None
    bound = left or right
    if bound:
        approx = approx or bound["near"] is not None
        if value is not None and bound["low"]:
            low, value = value, None
        elif value is not None and bound["high"]:
            high, value = value, None
        if left:
            start = left.start()
        elif right and right.end() > end:
            end = right.end()
    unit = amount.unit or (counted.unit.unit if counted.unit else None)
    return QuantityMention(
        start=start,
        end=end,
        text=text[start:end],
        value=value,
        min=low,
        max=high,
        unit=unit,
        of=counted.of,
        approx=approx,
    )
