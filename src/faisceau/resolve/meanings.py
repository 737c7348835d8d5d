"""What each kind of time expression means: one function a mechanism, chosen by the pattern's `means`.

A mechanism reads the decoded words of one core and an `Anchor`, and gives a `Reading`, or None: nothing is ever anchored
on today, and nothing on the day of publication unless the words say so.
"""

from __future__ import annotations

from collections.abc import Callable

from faisceau.resolve import named_dates, relative_dates
from faisceau.resolve.anchor import Anchor, Slots
from faisceau.resolve.calendar import Reading

Mechanism = Callable[[Slots, Anchor], Reading | None]

_NAMED: tuple[Mechanism, ...] = (
    named_dates.calendar, named_dates.days, named_dates.around, named_dates.weekday_day, named_dates.bare_day,
    named_dates.month,
    named_dates.months, named_dates.year, named_dates.years, named_dates.decade, named_dates.century,
    named_dates.season, named_dates.yearpart, named_dates.feast,
)  # fmt: skip
_RELATIVE: tuple[Mechanism, ...] = (
    relative_dates.weekday, relative_dates.weekdays, relative_dates.offset, relative_dates.period, relative_dates.ago,
    relative_dates.since, relative_dates.window, relative_dates.about, relative_dates.context,
    relative_dates.context_unit, relative_dates.since_told, relative_dates.context_shift, relative_dates.unknown,
)  # fmt: skip
MEANINGS: dict[str, Mechanism] = {mechanism.__name__: mechanism for mechanism in (*_NAMED, *_RELATIVE)}
