"""Dates as ranges of days, so that a month, a day and an open period can be compared."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_ENDLESS = 4_000_000


@dataclass(frozen=True, slots=True)
class Days:
    """The days (proleptic ordinals) from `first` to `last`, both counted; an open end lies beyond any date."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many days."""
        return self.last - self.first + 1

    @property
    def is_open(self) -> bool:
        """Whether one end is open."""
        return self.first == 0 or self.last == _ENDLESS

    def meets(self, other: Days) -> bool:
        """Whether the two ranges share a day."""
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Days) -> int:
        """Days between the two ranges, 0 where they meet."""
        return max(0, self.first - other.last, other.first - self.last)

    def widened(self, by: int) -> Days:
        """The range with `by` days more on each side."""
        return Days(self.first - by, self.last + by)


def _point(text: str) -> Days | None:
    found = _POINT.match(text)
    if not found:
        return None
    year, month, day = int(found[1]), found[2] and int(found[2]), found[3] and int(found[3])
    try:
        if month and day:
            only = date(year, month, day).toordinal()
            return Days(only, only)
        last_month = month or 12
        last_day = calendar.monthrange(year, last_month)[1]
        return Days(date(year, month or 1, 1).toordinal(), date(year, last_month, last_day).toordinal())
    except ValueError:
        return None


@cache
def days_of(value: str) -> Days | None:
    """ISO 8601 `value` (`2024`, `2024-05`, `2024-06-18/2024-06-19`, open ends `..`) as days, None where unreadable."""
    start, slash, end = value.partition("/")
    if not slash:
        return _point(start)
    first = Days(0, 0) if start in ("..", "") else _point(start)
    last = Days(_ENDLESS, _ENDLESS) if end in ("..", "") else _point(end)
    if first is None or last is None or first.first > last.last:
        return None
    return Days(first.first, last.last)
