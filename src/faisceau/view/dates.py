"""ISO 8601 expressions as days: where an event begins and ends, and which of its ends are only known to lie within."""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

_OPEN = ("", "..")


class Days(NamedTuple):
    """First and last day, None where open; a `soft` end lies somewhere in the interval."""

    start: date | None
    end: date | None
    soft_start: bool
    soft_end: bool


def days_of(value: str | None) -> Days | None:
    """The days of `2024`, `2024-05`, `2024-06-18`, `a/b`, `a/..`, `../b`; None for anything else."""
    if not value:
        return None
    first, slash, last = value.partition("/")
    try:
        if not slash:
            start, end = _bounds(first)
            return Days(start, end, start != end, start != end)
        begins = None if first in _OPEN else _bounds(first)
        ends = None if last in _OPEN else _bounds(last)
    except ValueError:
        return None
    if begins is None and ends is None:
        return None
    start_day, end_day = begins[0] if begins else None, ends[1] if ends else None
    if start_day and end_day and end_day < start_day:
        return None
    return Days(start_day, end_day, begins is None or begins[0] != begins[1], ends is None or ends[0] != ends[1])


def _bounds(text: str) -> tuple[date, date]:
    year, *rest = (int(part) for part in text.partition("T")[0].split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    month, *days = rest
    if not days:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = date(year, month, days[0])
    return day, day
