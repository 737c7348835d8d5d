"""Dates told from another: from the day of publication, or from a date told before."""

from __future__ import annotations

from datetime import date, timedelta

from faisceau.resolve.anchor import Anchor, Slots, count_of, int_of, text_of
from faisceau.resolve.calendar import OPEN, Reading, add, first_day, interval, parse_day, single, week_of
from faisceau.resolve.named_dates import part_of_year


def weekday(slots: Slots, anchor: Anchor) -> Reading | None:
    """A day of the week: last, next, or the one that the tense points to; today's own name is today."""
    number = int_of(slots, "weekday")
    if number is None or anchor.published is None:
        return None
    published = anchor.published
    shift = int_of(slots, "shift") or 0
    if "week" in slots:
        monday = week_of(published + timedelta(days=7 * shift))[0]
        return single((monday + timedelta(days=number - 1)).isoformat(), "relative")
    back = (published.isoweekday() - number) % 7
    if shift == -1:
        found = published - timedelta(days=back or 7)
    elif shift == 1:
        found = published + timedelta(days=7 - back)
    elif abs(shift) == 9:
        return None  # "le mardi suivant": from another date, which is not said
    elif back == 0:
        found = published
    else:
        found = (
            published - timedelta(days=back) if _is_past(slots, anchor, back) else published + timedelta(days=7 - back)
        )
    return single(found.isoformat(), "relative")


_TOMORROW = 6  # days back; news names the day of six days ago by its date, and tomorrow by its name


def _is_past(slots: Slots, anchor: Anchor, back: int) -> bool:
    if "near" in slots and back != 7 - back:
        return back < 4
    if anchor.tense in ("past", None) and back == _TOMORROW:
        return False
    if anchor.tense in ("past", "future", "due"):
        return anchor.tense == "past"
    return back <= 4 if anchor.tense == "present" else True


def weekdays(slots: Slots, anchor: Anchor) -> Reading | None:
    """From one day of the week to another, at most six days later."""
    last = weekday({"weekday": slots.get("weekday2"), "shift": slots.get("shift")}, anchor)
    first, second = int_of(slots, "weekday"), int_of(slots, "weekday2")
    end = parse_day(last.lo) if last else None
    if end is None or first is None or second is None:
        return None
    start = end - timedelta(days=(second - first) % 7)
    return interval(start.isoformat(), end.isoformat(), "relative")


def offset(slots: Slots, anchor: Anchor) -> Reading | None:
    """A number of days from the day of publication."""
    days_from = int_of(slots, "dayword")
    if anchor.published is None or days_from is None:
        return None
    value = add(anchor.published, days_from, "day")
    return single(value, "relative") if value else None


def period(slots: Slots, anchor: Anchor) -> Reading | None:
    """A week, month, year or weekend counted from that of publication."""
    unit = text_of(slots, "unit")
    shift = int_of(slots, "shift")
    if anchor.published is None or unit is None or (shift is not None and abs(shift) == 9):
        return None
    published = anchor.published
    if unit == "day":
        return offset({"dayword": shift or 0}, anchor)
    if unit == "week":
        monday, sunday = week_of(published + timedelta(days=7 * (shift or 0)))
        if not shift and anchor.tense == "past":  # what was done this week was done by now
            sunday = published
        return interval(monday.isoformat(), sunday.isoformat(), "relative")
    if unit == "weekend":
        return _weekend(shift, anchor, published)
    value = add(published, shift or 0, unit)
    if value is None:
        return None
    if unit == "year":
        return part_of_year(int(value), text_of(slots, "part"), "relative")
    return single(value, "relative") if unit == "month" else None


def _weekend(shift: int | None, anchor: Anchor, published: date) -> Reading:
    saturday = week_of(published)[0] + timedelta(days=5)
    early = published.isoweekday() <= 3 or anchor.tense == "past"
    if shift == -1 or (shift is None and published < saturday and early and anchor.tense not in ("future", "due")):
        saturday -= timedelta(days=7)
    elif shift == 1 and published >= saturday:
        saturday += timedelta(days=7)
    return interval(saturday.isoformat(), (saturday + timedelta(days=1)).isoformat(), "relative")


def ago(slots: Slots, anchor: Anchor) -> Reading | None:
    """So many units before or after the day of publication; roughly where their number is not stated."""
    counted, sign = count_of(slots), int_of(slots, "sign")
    if anchor.published is None or counted is None or sign is None:
        return None
    count, stated = counted
    if "hours" in slots:
        value = add(anchor.published, sign * count // 24 if stated and count >= 24 else 0, "day")
        return single(value, "relative", "approx") if value else None
    unit = text_of(slots, "unit") or ""
    if unit == "year" and stated and count == 1:  # "il y a un an" is about the same month
        count, unit = 12, "month"
    value = add(anchor.published, sign * count, unit)
    if value is None:
        return None
    if stated:
        return single(value, "relative")
    coarse = {"day": 7, "week": 7, "month": 4}.get(unit)
    return single(value[:coarse], "relative", "approx") if coarse else None


def since(slots: Slots, anchor: Anchor) -> Reading | None:
    """So many units up to publication, and going on."""
    begun = ago({**slots, "sign": -1}, anchor)
    if begun and (int_of(slots, "count") is not None):
        return Reading(begun.lo, OPEN, "relative", "range")
    if anchor.published is None:
        return None
    return Reading(OPEN, anchor.published.isoformat(), "relative", "approx")


_REACH = {"day": 7, "week": 4, "month": 6, "year": 5, "decade": 3}  # "ces derniers jours": how many at most


def window(slots: Slots, anchor: Anchor) -> Reading | None:
    """The last or the next few units."""
    unit, side = text_of(slots, "unit") or "", int_of(slots, "last")
    if anchor.published is None or not side or unit not in _REACH:
        return None
    stated = int_of(slots, "count")
    count = stated if stated is not None else _REACH[unit]
    near = add(anchor.published, side if side > 0 or (stated is None and unit == "month") else 0, unit)
    far = add(anchor.published, side * count, unit)
    if not near or not far:
        return None
    if unit == "week":
        near, far = near[:7], far[:7]
    ends = (near, far) if side > 0 else (far, near)
    return interval(*ends, "relative", "range" if stated is not None else "approx")


def about(slots: Slots, anchor: Anchor) -> Reading | None:
    """Words for about now."""
    if anchor.published is None:
        return None
    day = anchor.published.isoformat()
    kind = text_of(slots, "about")
    if kind == "now":
        return single(day, "relative", "approx")
    if kind == "lately":
        return single(day[:7], "relative", "approx")
    if kind == "so_far":
        return Reading(OPEN, day, "relative", "range")
    return Reading(day[:7] if kind == "soon" else day, OPEN, "relative", "approx")


def context(slots: Slots, anchor: Anchor) -> Reading | None:
    """Days from the last day told; a part of the day ("dans la soirée") is of the last day of the news."""
    told = anchor.news_day if "same" in slots else anchor.told_day
    days_from = int_of(slots, "nextday")
    if told is None or days_from is None:
        return None
    value = add(told, days_from, "day")
    return single(value, "contextual") if value else None


def context_unit(slots: Slots, anchor: Anchor) -> Reading | None:
    """The month or the year of the last date told."""
    size = {"day": 10, "month": 7, "year": 4}.get(text_of(slots, "unit") or text_of(slots, "unit2") or "")
    return single(anchor.told[:size], "contextual") if size and anchor.told and len(anchor.told) >= size else None


def since_told(slots: Slots, anchor: Anchor) -> Reading | None:
    """From the last date told on of what had begun: nothing has gone on since a day to come."""
    return Reading(anchor.begun, OPEN, "contextual", "range") if anchor.begun else None


def context_shift(slots: Slots, anchor: Anchor) -> Reading | None:
    """So many units before or after the last date told; only as precise as both."""
    counted, sign = count_of(slots), int_of(slots, "side")
    told = first_day(anchor.told) if anchor.told else None
    if told is None or counted is None or sign is None or anchor.told is None:
        return None
    count, stated = counted
    if "hours" in slots:
        shift = count // 24 if stated else 0
        value = add(anchor.told_day, sign * shift, "day") if anchor.told_day else None
        return single(value, "contextual", "approx") if value else None
    value = add(told, sign * count, text_of(slots, "unit") or "")
    if value is None or len(value) > len(anchor.told):
        return None
    return single(value, "contextual") if stated else single(value[:7], "contextual", "approx")


def unknown(slots: Slots, anchor: Anchor) -> Reading | None:
    """Told from an event whose date the words do not give."""
    return None
