"""Calendar arithmetic on dates known to the day, the month or the year: ISO 8601 strings as `Layers` keeps them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

OPEN = ".."


class Reading(NamedTuple):
    """From `lo` to `hi`, both included, each `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `..`; `basis`, `precision` as in `Time`."""

    lo: str
    hi: str
    basis: str
    precision: str

    @property
    def value(self) -> str:
        """ISO 8601: one date, or an interval."""
        return self.lo if self.lo == self.hi else f"{self.lo}/{self.hi}"


def single(value: str, basis: str, precision: str | None = None) -> Reading:
    """The reading for one date of any length; its length gives the precision unless one is given."""
    return Reading(value, value, basis, precision or {4: "year", 7: "month"}.get(len(value), "day"))


def interval(lo: str, hi: str, basis: str, precision: str = "range") -> Reading:
    """The reading from `lo` to `hi`; one date if they are the same."""
    return single(lo, basis) if lo == hi else Reading(lo, hi, basis, precision)


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(value: str | None) -> date | None:
    """The date that an ISO string starts with, None unless it is known to the day."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def first_day(value: str) -> date | None:
    """The first day of a year, month or day; None for an open end."""
    return parse_day({4: value + "-01-01", 7: value + "-01"}.get(len(value), value))


def last_day(value: str) -> date | None:
    """The last day of a year, month or day; None for an open end."""
    if len(value) == 7:
        first = first_day(value)
        return first and first.replace(day=monthrange(first.year, first.month)[1])
    return parse_day(value + "-12-31") if len(value) == 4 else parse_day(value)


def month_name(year: int, month: int) -> str:
    """`YYYY-MM`; `month` may run past the year's ends."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04d}-{month:02d}"


def add(day: date, count: int, unit: str) -> str | None:
    """`count` units from `day`, as precise as the unit tells: days to the day, months to the month, years to the year."""
    try:
        if unit in ("day", "week"):
            return (day + timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
        if unit in ("month", "quarter"):
            total = day.year * 12 + day.month - 1 + count * (3 if unit == "quarter" else 1)
            return month_name(total // 12, total % 12 + 1) if 1 <= total // 12 <= 9999 else None
        year = day.year + count * {"year": 1, "decade": 10, "century": 100}.get(unit, 0)
        return f"{year:04d}" if 1 <= year <= 9999 and unit in ("year", "decade", "century") else None
    except OverflowError:
        return None


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar."""
    century, golden = year // 100, year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    left = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - moon - year % 100 % 4) % 7
    shift = (golden + 11 * moon + 22 * left) // 451
    month, day = divmod(moon + left - 7 * shift + 114, 31)
    return date(year, month, day + 1)
