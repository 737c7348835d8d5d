"""The first and last day that an ISO 8601 value may mean, for selecting by date. Never shown."""

from __future__ import annotations

import calendar
import re

FIRST_DAY = "0000-01-01"
LAST_DAY = "9999-12-31"

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


def days(value: str | None) -> tuple[str, str] | None:
    """`YYYY-MM-DD` of both ends of `value` (a day, month, year, or interval with `..` for an open end), None if unknown.

    >>> days("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    if value is None:
        return None
    left, slash, right = value.partition("/")
    first = (FIRST_DAY, FIRST_DAY) if left == ".." and slash else _point(left)
    last = first if not slash else (LAST_DAY, LAST_DAY) if right == ".." else _point(right)
    return (first[0], last[1]) if first and last else None


def last_day(published: str | None) -> str | None:
    """The day (`YYYY-MM-DD`) by which what is dated so had been published: of a month or year the last, None if unknown."""
    known = days(published)
    return known[1] if known else None


def _point(value: str) -> tuple[str, str] | None:
    match = _POINT.fullmatch(value)
    if match is None:
        return None
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        return None
    # calendar knows no year 0; its February has 29 days, like that of 2000
    last = calendar.monthrange(int(year) or 2000, int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{last:02}"
    if not 1 <= int(day) <= last:
        return None
    return f"{year}-{month}-{day}", f"{year}-{month}-{day}"
