"""When an article may have been written, by the days of the year that it tells.

News tells the days near its own, and ever fewer the farther they are: about as many in each doubling of the distance (so it
is in dated French news, before and after). A day told d days away is hence about 1 / (1 + d) as likely as its own. Days told
with their year are left out: most are far history. The year is a circle, as days without a year are.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from faisceau.knowledge.dates import has_dates, scan_dates
from faisceau.model.text import Article

Table = npt.NDArray[np.float64]

YEAR = 366
_LEAP = 2000
_MONTH = 15
"""Days from the middle of a month to its ends."""
_FAINT = 0.5
"""What a month told alone says beside a day."""


class Told(NamedTuple):
    """Days of the year (from 0, as in a leap year) that an article tells without a year, and the middles of the months."""

    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()


def told_in(article: Article) -> Told:
    """What days and months the article tells; none in a language without time expressions. A month near its days is none."""
    lang = article.lang
    days: set[int] = set()
    months: set[int] = set()
    for expression in scan_dates(article.text, lang) if has_dates(lang) else ():
        for core in expression.cores:
            month = core.slots.get("month")
            if not isinstance(month, int) or "year" in core.slots:
                continue
            stated = [day for name in ("day", "day2") if isinstance(day := core.slots.get(name), int)]
            days.update(_of_year(month, day) for day in stated if 1 <= day <= monthrange(_LEAP, month)[1])
            if core.rule == "month":
                months.add(_of_year(month, _MONTH))
    far = (middle for middle in months if all(_between(middle, day) > _MONTH + 1 for day in days))
    return Told(tuple(sorted(days)), tuple(sorted(far)))


def _of_year(month: int, day: int) -> int:
    return date(_LEAP, month, day).timetuple().tm_yday - 1


def _between(one: int, other: int) -> int:
    apart = abs(one - other)
    return min(apart, YEAR - apart)


def likelihoods(told: Sequence[Told], *, months: bool) -> Table:
    """Articles by days of the year: the log likelihood, up to a constant, that each was written then.

    What all of the articles tell is the matter that they have in common and dates none of them: a day says less the more of
    them tell it.
    """
    found = np.zeros((len(told), YEAR))
    for middle in (False, True) if months else (False,):
        held = Counter(day for each in told for day in (each.months if middle else each.days))
        for row, each in enumerate(told):
            for day in each.months if middle else each.days:
                rarity = math.log(len(told) / held[day]) / math.log(len(told))
                found[row] -= rarity * (_month_apart(day) if middle else np.log1p(_apart(day)))
    return found


def _apart(day: int) -> Table:
    """Days from `day` to each day of the year, by the shorter way around."""
    ahead = np.abs(np.arange(YEAR) - day)
    nearer: Table = np.minimum(ahead, YEAR - ahead).astype(float)
    return nearer


def _month_apart(middle: int) -> Table:
    faint: Table = _FAINT * np.log1p(np.maximum(0.0, _apart(middle) - _MONTH) / _MONTH)
    return faint


def nearness(told: Sequence[Told]) -> Table:
    """How near in time each two articles were written, by what they tell: above 0 nearer, below 0 farther than the mean.

    The inner products of the square roots of their likelihoods (Bhattacharyya 1943), taken from the mean article.
    """
    likely = likelihoods(told, months=True)
    shares = np.exp(likely - likely.max(axis=1, keepdims=True))
    roots = np.sqrt(shares / shares.sum(axis=1, keepdims=True))
    roots -= roots.mean(axis=0)
    near: Table = roots @ roots.T
    return near


def days_gained(told: Sequence[Told], side: npt.NDArray[np.bool_]) -> float:
    """Nats by which the days told are more likely if each side was written on a day of its own than all on one."""
    likely = likelihoods(told, months=False)
    return float(likely[side].sum(axis=0).max() + likely[~side].sum(axis=0).max() - likely.sum(axis=0).max())
