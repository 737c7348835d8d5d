"""When articles were published, as day numbers, and how time parts clusters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from faisceau.fuse.stories.linkage import Closeness


def day_of(published: str | None) -> int | None:
    """The day number of an ISO date (or of the first day of a year or month), None where there is none."""
    if not published:
        return None
    stated = published[:10]
    try:
        return date.fromisoformat(f"{stated}-01-01"[:10] if len(stated) == 4 else f"{stated}-01"[:10]).toordinal()
    except ValueError:
        return None


def closeness(days: Sequence[int | None], fading: float) -> Closeness:
    """Likeness fades with the time between two clusters: exp(−days between their mean dates / `fading`).

    A cluster of which no date is known is near in time to every other: nothing is known to part them.
    """

    def close(a: Sequence[int], b: Sequence[int]) -> float:
        first, second = _mean(days, a), _mean(days, b)
        return 1.0 if first is None or second is None else math.exp(-abs(first - second) / fading)

    return close


def _mean(days: Sequence[int | None], members: Sequence[int]) -> float | None:
    known = [day for member in members if (day := days[member]) is not None]
    return sum(known) / len(known) if known else None
