"""From days to pixels: the busiest stretch of a story takes most of the width, what is far off is drawn closer together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# The busiest stretch is the shortest that holds this share of the days; it is set apart if it is this much shorter.
_SHARE = 0.65
_APART = 0.5
_BEFORE, _AFTER = 0.26, 0.12
_MONTH = 30
_MOST_TICKS = 9
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True)
class Zone:
    """Days between two pixels: to one scale, or drawn closer together the farther they are from the zone's `near` end."""

    first: date
    last: date
    left: float
    right: float
    near: date | None = None

    def at(self, day: date) -> float:
        """The pixel of a day within the zone."""
        width, days = self.right - self.left, max(1, (self.last - self.first).days)
        if self.near is None:
            return self.left + width * (day - self.first).days / days
        share = _far(abs((day - self.near).days)) / _far(days)
        return self.right - width * share if self.near == self.last else self.left + width * share


@dataclass(frozen=True)
class TimeScale:
    """Up to three zones side by side. `focus` is the one drawn to the widest scale."""

    zones: tuple[Zone, ...]
    focus: Zone

    def at(self, day: date) -> float:
        """The pixel of a day, at the nearer edge if it is outside."""
        for zone in self.zones:
            if day <= zone.last:
                return max(zone.left, zone.at(day))
        return self.zones[-1].right

    def ticks(self) -> list[tuple[date, str]]:
        """Days to mark with how finely they are named: `day`, `month` or `year`."""
        found = []
        for zone in self.zones:
            most = _MOST_TICKS if zone is self.focus else 3
            found += [tick for tick in _ticks(zone, most) if tick[0] < zone.last or zone is self.zones[-1]]
        return found


def time_scale(days: Sequence[date], left: float, right: float) -> TimeScale:
    """The scale on which all `days` fall between the two pixels."""
    ordered = sorted(days)
    first, last = _month(ordered[0]), _next_month(ordered[-1])
    begin, end = _busiest(ordered)
    width = right - left
    if (end - begin).days > _APART * (last - first).days:
        zone = Zone(first, last, left, right)
        return TimeScale((zone,), zone)
    x1 = left + (width * _BEFORE if first < begin else 0)
    x2 = right - (width * _AFTER if end < last else 0)
    focus = Zone(begin, end, x1, x2)
    before = (Zone(first, begin, left, x1, near=begin),) if first < begin else ()
    after = (Zone(end, last, x2, right, near=end),) if end < last else ()
    return TimeScale((*before, focus, *after), focus)


def _far(days: int) -> float:
    """Distance from the busiest stretch as drawn: a month there is still seen, a decade does not take the page."""
    return math.sqrt(math.sqrt(days + _MONTH)) - math.sqrt(math.sqrt(_MONTH))


def _busiest(days: Sequence[date]) -> tuple[date, date]:
    needed = max(1, round(len(days) * _SHARE))
    spans = [(days[i + needed - 1] - days[i], days[i], days[i + needed - 1]) for i in range(len(days) - needed + 1)]
    _, begin, end = min(spans)
    return _month(begin), _next_month(end)


def _month(day: date) -> date:
    return day.replace(day=1)


def _next_month(day: date) -> date:
    return _months_on(_month(day), 1)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(min(year, date.max.year), month + 1, 1)


def _ticks(zone: Zone, most: int) -> list[tuple[date, str]]:
    length = (zone.last - zone.first).days
    for step in _DAY_STEPS:
        if length / step <= most:
            return [(zone.first + timedelta(days=n), "day") for n in range(0, length, step)]
    months = (zone.last.year - zone.first.year) * 12 + zone.last.month - zone.first.month
    step = next((step for step in _MONTH_STEPS if months / step <= most), _MONTH_STEPS[-1])
    ticks, fineness = [], "month" if step < 12 else "year"
    day = zone.first
    while day <= zone.last and day < date.max.replace(day=1, month=1):
        number = day.year * 12 + day.month - 1
        if number % step == 0:
            ticks.append((day, fineness))
        day = _months_on(day, step - number % step)
    return ticks
