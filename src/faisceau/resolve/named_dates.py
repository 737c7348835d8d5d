"""Dates that name themselves: days, months, seasons, years and feasts, with or without their year."""

from __future__ import annotations

from datetime import timedelta

from faisceau.resolve.anchor import Anchor, Slots, int_of, nearest, text_of
from faisceau.resolve.calendar import Reading, day_of, easter, interval, month_name, parse_day, single, week_of


def calendar(slots: Slots, anchor: Anchor) -> Reading | None:
    """A day and a month, with or without their year."""
    day, month = int_of(slots, "day"), int_of(slots, "month")
    if day is None or month is None:
        return None
    year = int_of(slots, "year")
    if year is None and (short := int_of(slots, "shortyear")) is not None:
        year = 2000 + short if short < 50 else 1900 + short
    if year is not None:
        known = day_of(year, month, day)
        return single(known.isoformat(), "explicit") if known else None
    if anchor.year is not None:
        known = day_of(anchor.year, month, day)
        return single(known.isoformat(), "explicit") if known else None
    if anchor.published is None:
        return None
    shift = int_of(slots, "shift") or 0
    here = anchor.published.year
    if "last" in slots:
        known = day_of(here + (int_of(slots, "last") or 0), month, day)
        return single(known.isoformat(), "relative") if known else None
    days = [d for y in range(here - 4, here + 5) if (d := day_of(y, month, day))]
    if shift:
        days = [d for d in days if (d - anchor.published).days * shift > 0]
    found = nearest(days, anchor)
    return single(found.isoformat(), "relative") if found else None


def days(slots: Slots, anchor: Anchor) -> Reading | None:
    """From one day to another of the same month."""
    last = calendar({**slots, "day": slots.get("day2")}, anchor)
    first_number = int_of(slots, "day")
    if not last or first_number is None:
        return None
    end = parse_day(last.lo)
    first = end and day_of(end.year, end.month, first_number)
    return interval(first.isoformat(), last.lo, last.basis) if first and end and first <= end else None


def around(slots: Slots, anchor: Anchor) -> Reading | None:
    """The week of a day, or its weekend, which the day may open: "le week-end du 10 juillet", a Friday."""
    named = calendar(slots, anchor)
    day = named and parse_day(named.lo)
    if not named or not day:
        return None
    monday, sunday = week_of(day)
    first = min(monday + timedelta(days=5), max(day, monday + timedelta(days=4)))
    start = first if slots.get("unit") == "weekend" else monday
    return interval(start.isoformat(), sunday.isoformat(), named.basis)


def weekday_day(slots: Slots, anchor: Anchor) -> Reading | None:
    """A day of the week with its number: the nearest day that is both."""
    weekday, day = int_of(slots, "weekday"), int_of(slots, "day")
    if anchor.published is None or weekday is None or day is None:
        return None
    around = [anchor.published + timedelta(days=n) for n in range(-200, 200)]
    found = nearest([d for d in around if d.day == day and d.isoweekday() == weekday], anchor)
    return single(found.isoformat(), "relative") if found else None


def bare_day(slots: Slots, anchor: Anchor) -> Reading | None:
    """A number alone: that day of the month told of last, else nothing."""
    day = int_of(slots, "day")
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
    number = int_of(slots, "month")
    if number is None:
        return None
    year = int_of(slots, "year")
    if year is not None:
        return single(month_name(year, number), "explicit")
    if "last" in slots and anchor.published:
        return single(month_name(anchor.published.year + (int_of(slots, "last") or 0), number), "relative")
    near = _month_near(number, int_of(slots, "shift") or 0, anchor)
    return single(month_name(near[0], number), near[1]) if near else None


def months(slots: Slots, anchor: Anchor) -> Reading | None:
    """From one month to another."""
    last = month({**slots, "month": slots.get("month2")}, anchor)
    first = int_of(slots, "month")
    if not last or first is None:
        return None
    year = int(last.lo[:4]) - (first > int(last.lo[5:7]))
    return interval(month_name(year, first), last.lo, last.basis)


_PARTS = {"start": (1, 3), "middle": (6, 7), "end": (10, 12)}  # the months that news means by a part of a year


def part_of_year(year: int, part: str | None, basis: str) -> Reading:
    """A year, or the months of its start, middle or end."""
    if part not in _PARTS:
        return single(f"{year:04d}", basis)
    first, last = _PARTS[part]
    return interval(month_name(year, first), month_name(year, last), basis)


def year(slots: Slots, anchor: Anchor) -> Reading | None:
    """A year or a part of it."""
    number = int_of(slots, "year")
    return part_of_year(number, text_of(slots, "part"), "explicit") if number else None


def years(slots: Slots, anchor: Anchor) -> Reading | None:
    """From one year to another."""
    first, last = int_of(slots, "year"), int_of(slots, "year2")
    return interval(str(first), str(last), "explicit") if first and last and first < last else None


def decade(slots: Slots, anchor: Anchor) -> Reading | None:
    """Ten years or a part of them."""
    first = int_of(slots, "decade")
    if first is None:
        return None
    low, high = {"start": (0, 4), "middle": (4, 6), "end": (5, 9)}.get(text_of(slots, "part") or "", (0, 9))
    return interval(str(first + low), str(first + high), "explicit")


def century(slots: Slots, anchor: Anchor) -> Reading | None:
    """A hundred years or a part of them; the twentieth century begins in 1901."""
    number = int_of(slots, "century")
    if number is None:
        return None
    first = (number - 1) * 100 + 1
    low, high = {"start": (0, 29), "middle": (39, 59), "end": (70, 99)}.get(text_of(slots, "part") or "", (0, 99))
    return interval(str(first + low), str(first + high), "explicit")


def season(slots: Slots, anchor: Anchor) -> Reading | None:
    """Three months named by their season; winter is that of its first month."""
    bounds = text_of(slots, "season")
    if not bounds:
        return None
    first, last = (int(part) for part in bounds.split("/"))
    number = int_of(slots, "year")
    basis = "explicit"
    if number is None:
        near = _month_near(first, int_of(slots, "shift") or 0, anchor)
        if not near:
            return None
        number, basis = near
    return interval(month_name(number, first), month_name(number + (last < first), last), basis)


def yearpart(slots: Slots, anchor: Anchor) -> Reading | None:
    """A quarter or half of a year."""
    length, rank = int_of(slots, "yearpart"), int_of(slots, "ordinal")
    number = int_of(slots, "year") or (anchor.published.year if anchor.published else None)
    if not length or not rank or not number:
        return None
    rank = min(rank, 12 // length)
    basis = "explicit" if "year" in slots else "relative"
    return interval(month_name(number, (rank - 1) * length + 1), month_name(number, rank * length), basis)


def feast(slots: Slots, anchor: Anchor) -> Reading | None:
    """A day that has a name."""
    named = text_of(slots, "feast")
    if not named:
        return None
    if len(named) == 10:
        return single(named, "explicit")
    number = int_of(slots, "year")
    if not named.startswith(("+", "-")):
        return calendar({**slots, "month": int(named[:2]), "day": int(named[3:])}, anchor)
    if number is not None:
        return single((easter(number) + timedelta(days=int(named))).isoformat(), "explicit")
    if anchor.published is None:
        return None
    around = [easter(anchor.published.year + n) + timedelta(days=int(named)) for n in (-1, 0, 1)]
    shift = int_of(slots, "shift") or 0
    found = nearest([d for d in around if (d - anchor.published).days * shift >= 0], anchor)
    return single(found.isoformat(), "relative") if found else None
