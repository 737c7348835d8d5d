"""What each kind of time expression means: one function a mechanism, chosen by the pattern's `means`.

A mechanism reads the decoded words of one core and an `Anchor`, and gives a `Reading`, or None: nothing is ever anchored
on today, and nothing on the day of publication unless the words say so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from faisceau.resolve.calendar import (
    OPEN,
    Reading,
    add,
    day_of,
    easter,
    first_day,
    interval,
    month_name,
    parse_day,
    single,
    week_of,
)

Slots = dict[str, int | float | str | None]


class Anchor(NamedTuple):
    """What an expression may lean on: the day of publication, the tense of the act, dates told before it.

    `tense`: past, present, future or None. `told` is the last date told, ISO; `told_day` the last one known to the day.
    `year` is a year that a sister expression states ("de mars à juin 2023").
    """

    published: date | None
    tense: str | None = None
    told: str | None = None
    told_day: date | None = None
    year: int | None = None


def _int(slots: Slots, name: str) -> int | None:
    value = slots.get(name)
    return int(value) if isinstance(value, int | float) and abs(value) < 10**6 else None


def _text(slots: Slots, name: str) -> str | None:
    value = slots.get(name)
    return value if isinstance(value, str) else None


def _count(slots: Slots) -> tuple[int, bool] | None:
    """The stated number, or about how many; True if it is stated."""
    stated = _int(slots, "count")
    if stated is not None:
        return stated, True
    several = _int(slots, "several")
    return (several, False) if several is not None else None


def _nearest(candidates: list[date], anchor: Anchor) -> date | None:
    """The candidate that the tense allows, nearest to publication: a past act may not be far ahead, nor a future one behind."""
    if anchor.published is None or not candidates:
        return None
    published = anchor.published

    def cost(day: date) -> tuple[int, date]:
        ahead = (day - published).days
        weight = {"past": (1, 8), "future": (8, 1)}.get(anchor.tense or "", (2, 3))
        return (ahead * weight[1] if ahead > 0 else -ahead * weight[0]), day

    return min(candidates, key=cost)


def calendar(slots: Slots, anchor: Anchor) -> Reading | None:
    """A day and a month, with or without their year."""
    day, month = _int(slots, "day"), _int(slots, "month")
    if day is None or month is None:
        return None
    year = _int(slots, "year")
    if year is None and (short := _int(slots, "shortyear")) is not None:
        year = 2000 + short if short < 50 else 1900 + short
    if year is not None:
        known = day_of(year, month, day)
        return single(known.isoformat(), "explicit") if known else None
    if anchor.year is not None:
        known = day_of(anchor.year, month, day)
        return single(known.isoformat(), "explicit") if known else None
    if anchor.published is None:
        return None
    shift = _int(slots, "shift") or 0
    here = anchor.published.year
    if "last" in slots:
        known = day_of(here + (_int(slots, "last") or 0), month, day)
        return single(known.isoformat(), "relative") if known else None
    days = [d for y in range(here - 4, here + 5) if (d := day_of(y, month, day))]
    if shift:
        days = [d for d in days if (d - anchor.published).days * shift > 0]
    found = _nearest(days, anchor)
    return single(found.isoformat(), "relative") if found else None


def days(slots: Slots, anchor: Anchor) -> Reading | None:
    """From one day to another of the same month."""
    last = calendar({**slots, "day": slots.get("day2")}, anchor)
    first_number = _int(slots, "day")
    if not last or first_number is None:
        return None
    end = parse_day(last.lo)
    first = end and day_of(end.year, end.month, first_number)
    return interval(first.isoformat(), last.lo, last.basis) if first and end and first <= end else None


def weekday_day(slots: Slots, anchor: Anchor) -> Reading | None:
    """A day of the week with its number: the nearest day that is both."""
    weekday, day = _int(slots, "weekday"), _int(slots, "day")
    if anchor.published is None or weekday is None or day is None:
        return None
    around = [anchor.published + timedelta(days=n) for n in range(-200, 200)]
    found = _nearest([d for d in around if d.day == day and d.isoweekday() == weekday], anchor)
    return single(found.isoformat(), "relative") if found else None


def bare_day(slots: Slots, anchor: Anchor) -> Reading | None:
    """A number alone: that day of the month told of last, else nothing."""
    day = _int(slots, "day")
    if anchor.told is None or len(anchor.told) < 7 or day is None:
        return None
    known = day_of(int(anchor.told[:4]), int(anchor.told[5:7]), day)
    return single(known.isoformat(), "contextual") if known else None


def _month_near(month: int, shift: int, anchor: Anchor) -> tuple[int, str] | None:
    if anchor.year is not None:
        return anchor.year, "explicit"
    if anchor.published is None:
        return None
    here = anchor.published.year * 12 + anchor.published.month
    if shift < 0:
        window = range(here - 12, here)
    elif shift > 0:
        window = range(here + 1, here + 13)
    else:
        low = {"past": -11, "future": -1}.get(anchor.tense or "", -8)
        window = range(here + low, here + low + 12)
    found = next(n for n in window if (n - 1) % 12 + 1 == month)
    return (found - 1) // 12, "relative"


def month(slots: Slots, anchor: Anchor) -> Reading | None:
    """A month; its beginning, middle and end are still the month."""
    number = _int(slots, "month")
    if number is None:
        return None
    year = _int(slots, "year")
    if year is not None:
        return single(month_name(year, number), "explicit")
    if "last" in slots and anchor.published:
        return single(month_name(anchor.published.year + (_int(slots, "last") or 0), number), "relative")
    near = _month_near(number, _int(slots, "shift") or 0, anchor)
    return single(month_name(near[0], number), near[1]) if near else None


def months(slots: Slots, anchor: Anchor) -> Reading | None:
    """From one month to another."""
    last = month({**slots, "month": slots.get("month2")}, anchor)
    first = _int(slots, "month")
    if not last or first is None:
        return None
    year = int(last.lo[:4]) - (first > int(last.lo[5:7]))
    return interval(month_name(year, first), last.lo, last.basis)


_PARTS = {"start": (1, 3), "middle": (6, 7), "end": (10, 12)}  # the months that news means by a part of a year


def _part_of_year(year: int, part: str | None, basis: str) -> Reading:
    if part not in _PARTS:
        return single(f"{year:04d}", basis)
    first, last = _PARTS[part]
    return interval(month_name(year, first), month_name(year, last), basis)


def year(slots: Slots, anchor: Anchor) -> Reading | None:
    """A year or a part of it."""
    number = _int(slots, "year")
    return _part_of_year(number, _text(slots, "part"), "explicit") if number else None


def years(slots: Slots, anchor: Anchor) -> Reading | None:
    """From one year to another."""
    first, last = _int(slots, "year"), _int(slots, "year2")
    return interval(str(first), str(last), "explicit") if first and last and first < last else None


def decade(slots: Slots, anchor: Anchor) -> Reading | None:
    """Ten years or a part of them."""
    first = _int(slots, "decade")
    if first is None:
        return None
    low, high = {"start": (0, 4), "middle": (4, 6), "end": (5, 9)}.get(_text(slots, "part") or "", (0, 9))
    return interval(str(first + low), str(first + high), "explicit")


def century(slots: Slots, anchor: Anchor) -> Reading | None:
    """A hundred years or a part of them; the twentieth century begins in 1901."""
    number = _int(slots, "century")
    if number is None:
        return None
    first = (number - 1) * 100 + 1
    low, high = {"start": (0, 29), "middle": (39, 59), "end": (70, 99)}.get(_text(slots, "part") or "", (0, 99))
    return interval(str(first + low), str(first + high), "explicit")


def season(slots: Slots, anchor: Anchor) -> Reading | None:
    """Three months named by their season; winter is that of its first month."""
    bounds = _text(slots, "season")
    if not bounds:
        return None
    first, last = (int(part) for part in bounds.split("/"))
    number = _int(slots, "year")
    basis = "explicit"
    if number is None:
        near = _month_near(first, _int(slots, "shift") or 0, anchor)
        if not near:
            return None
        number, basis = near
    return interval(month_name(number, first), month_name(number + (last < first), last), basis)


def yearpart(slots: Slots, anchor: Anchor) -> Reading | None:
    """A quarter or half of a year."""
    length, rank = _int(slots, "yearpart"), _int(slots, "ordinal")
    number = _int(slots, "year") or (anchor.published.year if anchor.published else None)
    if not length or not rank or not number:
        return None
    rank = min(rank, 12 // length)
    basis = "explicit" if "year" in slots else "relative"
    return interval(month_name(number, (rank - 1) * length + 1), month_name(number, rank * length), basis)


def feast(slots: Slots, anchor: Anchor) -> Reading | None:
    """A day that has a name."""
    named = _text(slots, "feast")
    if not named:
        return None
    if len(named) == 10:
        return single(named, "explicit")
    number = _int(slots, "year")
    if not named.startswith(("+", "-")):
        return calendar({**slots, "month": int(named[:2]), "day": int(named[3:])}, anchor)
    if number is not None:
        return single((easter(number) + timedelta(days=int(named))).isoformat(), "explicit")
    if anchor.published is None:
        return None
    around = [easter(anchor.published.year + n) + timedelta(days=int(named)) for n in (-1, 0, 1)]
    shift = _int(slots, "shift") or 0
    found = _nearest([d for d in around if (d - anchor.published).days * shift >= 0], anchor)
    return single(found.isoformat(), "relative") if found else None


def weekday(slots: Slots, anchor: Anchor) -> Reading | None:
    """A day of the week: last, next, or the one that the tense points to; today's own name is today."""
    number = _int(slots, "weekday")
    if number is None or anchor.published is None:
        return None
    published = anchor.published
    shift = _int(slots, "shift") or 0
    if "week" in slots:
        monday = week_of(published + timedelta(days=7 * shift))[0]
        return single((monday + timedelta(days=number - 1)).isoformat(), "relative")
    back = (published.isoweekday() - number) % 7
    if shift == -1:
        found = published - timedelta(days=back or 7)
    elif shift == 1:
        found = published + timedelta(days=7 - back)
    elif abs(shift) == 9:
        return None  # "le mardi suivant": from another date, which is not said
    elif back == 0:
        found = published
    else:
        found = (
            published - timedelta(days=back) if _is_past(slots, anchor, back) else published + timedelta(days=7 - back)
        )
    return single(found.isoformat(), "relative")


_TOMORROW = 6  # days back; news names the day of six days ago by its date, and tomorrow by its name


def _is_past(slots: Slots, anchor: Anchor, back: int) -> bool:
    if "near" in slots and back != 7 - back:
        return back < 4
    if anchor.tense == "past" and back == _TOMORROW:
        return False
    if anchor.tense in ("past", "future"):
        return anchor.tense == "past"
    return back <= 4 if anchor.tense == "present" else True


def weekdays(slots: Slots, anchor: Anchor) -> Reading | None:
    """From one day of the week to another, at most six days later."""
    last = weekday({"weekday": slots.get("weekday2"), "shift": slots.get("shift")}, anchor)
    first, second = _int(slots, "weekday"), _int(slots, "weekday2")
    end = parse_day(last.lo) if last else None
    if end is None or first is None or second is None:
        return None
    start = end - timedelta(days=(second - first) % 7)
    return interval(start.isoformat(), end.isoformat(), "relative")


def offset(slots: Slots, anchor: Anchor) -> Reading | None:
    """A number of days from the day of publication."""
    days_from = _int(slots, "dayword")
    if anchor.published is None or days_from is None:
        return None
    value = add(anchor.published, days_from, "day")
    return single(value, "relative") if value else None


def period(slots: Slots, anchor: Anchor) -> Reading | None:
    """A week, month, year or weekend counted from that of publication."""
    unit = _text(slots, "unit")
    shift = _int(slots, "shift")
    if anchor.published is None or unit is None or (shift is not None and abs(shift) == 9):
        return None
    published = anchor.published
    if unit == "day":
        return offset({"dayword": shift or 0}, anchor)
    if unit == "week":
        monday, sunday = week_of(published + timedelta(days=7 * (shift or 0)))
        return interval(monday.isoformat(), sunday.isoformat(), "relative")
    if unit == "weekend":
        return _weekend(shift, anchor, published)
    value = add(published, shift or 0, unit)
    if value is None:
        return None
    if unit == "year":
        return _part_of_year(int(value), _text(slots, "part"), "relative")
    return single(value, "relative") if unit == "month" else None


def _weekend(shift: int | None, anchor: Anchor, published: date) -> Reading:
    saturday = week_of(published)[0] + timedelta(days=5)
    if shift == -1 or (shift is None and published.isoweekday() <= 3 and anchor.tense != "future"):
        saturday -= timedelta(days=7)
    elif shift == 1 and published >= saturday:
        saturday += timedelta(days=7)
    return interval(saturday.isoformat(), (saturday + timedelta(days=1)).isoformat(), "relative")


def ago(slots: Slots, anchor: Anchor) -> Reading | None:
    """So many units before or after the day of publication; roughly where their number is not stated."""
    counted, sign = _count(slots), _int(slots, "sign")
    if anchor.published is None or counted is None or sign is None:
        return None
    count, stated = counted
    if "hours" in slots:
        value = add(anchor.published, sign * count // 24 if stated and count >= 24 else 0, "day")
        return single(value, "relative", "approx") if value else None
    unit = _text(slots, "unit") or ""
    if unit == "year" and stated and count == 1:  # "il y a un an" is about the same month
        count, unit = 12, "month"
    value = add(anchor.published, sign * count, unit)
    if value is None:
        return None
    if stated:
        return single(value, "relative")
    coarse = {"day": 7, "week": 7, "month": 4}.get(unit)
    return single(value[:coarse], "relative", "approx") if coarse else None


def since(slots: Slots, anchor: Anchor) -> Reading | None:
    """So many units up to publication, and going on."""
    begun = ago({**slots, "sign": -1}, anchor)
    if begun and (_int(slots, "count") is not None):
        return Reading(begun.lo, OPEN, "relative", "range")
    if anchor.published is None:
        return None
    return Reading(OPEN, anchor.published.isoformat(), "relative", "approx")


_REACH = {"day": 7, "week": 4, "month": 6, "year": 5, "decade": 3}  # "ces derniers jours": how many at most


def window(slots: Slots, anchor: Anchor) -> Reading | None:
    """The last or the next few units."""
    unit, side = _text(slots, "unit") or "", _int(slots, "last")
    if anchor.published is None or not side or unit not in _REACH:
        return None
    stated = _int(slots, "count")
    count = stated if stated is not None else _REACH[unit]
    near = add(anchor.published, side if side > 0 or (stated is None and unit == "month") else 0, unit)
    far = add(anchor.published, side * count, unit)
    if not near or not far:
        return None
    if unit == "week":
        near, far = near[:7], far[:7]
    ends = (near, far) if side > 0 else (far, near)
    return interval(*ends, "relative", "range" if stated is not None else "approx")


def about(slots: Slots, anchor: Anchor) -> Reading | None:
    """Words for about now."""
    if anchor.published is None:
        return None
    day = anchor.published.isoformat()
    kind = _text(slots, "about")
    if kind == "now":
        return single(day, "relative", "approx")
    if kind == "lately":
        return single(day[:7], "relative", "approx")
    if kind == "so_far":
        return Reading(OPEN, day, "relative", "range")
    return Reading(day[:7] if kind == "soon" else day, OPEN, "relative", "approx")


_RECENT = 10  # days


def context(slots: Slots, anchor: Anchor) -> Reading | None:
    """Days from the last day told of."""
    days_from = _int(slots, "nextday")
    if anchor.told_day is None or days_from is None:
        return None
    if "same" in slots and (anchor.published is None or abs((anchor.published - anchor.told_day).days) > _RECENT):
        return None  # "dans la soirée" tells the news of these days, not of a year told in passing
    value = add(anchor.told_day, days_from, "day")
    return single(value, "contextual") if value else None


def context_unit(slots: Slots, anchor: Anchor) -> Reading | None:
    """The month or the year of the last date told."""
    size = {"day": 10, "month": 7, "year": 4}.get(_text(slots, "unit") or _text(slots, "unit2") or "")
    return single(anchor.told[:size], "contextual") if size and anchor.told and len(anchor.told) >= size else None


def since_told(slots: Slots, anchor: Anchor) -> Reading | None:
    """From the last date told on."""
    return Reading(anchor.told, OPEN, "contextual", "range") if anchor.told else None


def context_shift(slots: Slots, anchor: Anchor) -> Reading | None:
    """So many units before or after the last date told; only as precise as both."""
    counted, sign = _count(slots), _int(slots, "side")
    told = first_day(anchor.told) if anchor.told else None
    if told is None or counted is None or sign is None or anchor.told is None:
        return None
    count, stated = counted
    if "hours" in slots:
        shift = count // 24 if stated else 0
        value = add(anchor.told_day, sign * shift, "day") if anchor.told_day else None
        return single(value, "contextual", "approx") if value else None
    value = add(told, sign * count, _text(slots, "unit") or "")
    if value is None or len(value) > len(anchor.told):
        return None
    return single(value, "contextual") if stated else single(value[:7], "contextual", "approx")


def unknown(slots: Slots, anchor: Anchor) -> Reading | None:
    """Told from an event whose date the words do not give."""
    return None


MEANINGS: dict[str, Callable[[Slots, Anchor], Reading | None]] = {
    mechanism.__name__: mechanism
    for mechanism in (
        calendar, days, weekday_day, bare_day, month, months, year, years, decade, century, season, yearpart, feast,
        weekday, weekdays, offset, period, ago, since, window, about, context, context_unit, since_told, context_shift, unknown,
    )
}  # fmt: skip
