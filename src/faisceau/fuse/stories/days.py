"""When articles were published, as day numbers, and how time parts clusters."""

from __future__ import annotations

import math
from datetime import date
from typing import NamedTuple


def day_of(published: str | None) -> int | None:
    """The day number of an ISO date (or of the first day of a year or month), None where there is none."""
    if not published:
        return None
    stated = published[:10]
    try:
        return date.fromisoformat(f"{stated}-01-01"[:10] if len(stated) == 4 else f"{stated}-01"[:10]).toordinal()
    except ValueError:
        return None


class Time(NamedTuple):
    """When a cluster's articles were published: the sum of the day numbers of the `dated` ones."""

    days: int
    dated: int

    @staticmethod
    def of(day: int | None) -> Time:
        """The time of one article."""
        return Time(0, 0) if day is None else Time(day, 1)

    def with_(self, other: Time) -> Time:
        """The time of two clusters together."""
        return Time(self.days + other.days, self.dated + other.dated)

    def closeness(self, other: Time, fading: float) -> float:
        """Likeness fades with the time between two clusters: exp(−days between their mean dates / `fading`).

        A cluster of which no date is known is near in time to every other: nothing is known to part them.
        """
        if not self.dated or not other.dated:
            return 1.0
        return math.exp(-abs(self.days / self.dated - other.days / other.dated) / fading)
