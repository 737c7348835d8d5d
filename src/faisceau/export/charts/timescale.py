"""From days to pixels: the busiest stretch of a story takes most of the width, what is far off is drawn closer together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# The busiest stretch is the shortest that holds this share of the days; it is set apart if it is this much shorter.
_SHARE = 0.6
_APART = 0.5
_BEFORE, _AFTER = 0.2, 0.12
_MOST_TICKS = 9
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True)
class Zone:
    """Days drawn to one scale, between two pixels."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """The pixel of a day within the zone."""
        whole = max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * (day - self.first).days / whole


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
    before = (Zone(first, begin, left, x1),) if first < begin else ()
    after = (Zone(end, last, x2, right),) if end < last else ()
    return TimeScale((*before, focus, *after), focus)


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
