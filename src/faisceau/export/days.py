"""Dates as formats want them that know days and instants only: none is made more precise than the words."""

from __future__ import annotations

from typing import NamedTuple

from faisceau.view.dates import days_of


class Interval(NamedTuple):
    """Earliest and latest ISO day, None for an open end. `exact` where it is the event's own: a day, or from one day to another."""

    first: str | None
    last: str | None
    exact: bool

    @property
    def precision(self) -> str:
        """`day`, `interval` (its ends are known to the day), or `within` (some time in it)."""
        if not self.exact:
            return "within"
        return "day" if self.first == self.last else "interval"


def interval_of(date: str | None) -> Interval | None:
    """The days that an ISO 8601 date or interval spans; None where it is unknown or no date."""
    days = days_of(date)
    if days is None:
        return None
    first = days.start.isoformat() if days.start else None
    last = days.end.isoformat() if days.end else None
    return Interval(first, last, not days.soft_start and not days.soft_end)


def known_day(date: str | None) -> str | None:
    """The day, where the date is one day and no other."""
    days = interval_of(date)
    return days.first if days and days.exact and days.first == days.last else None
