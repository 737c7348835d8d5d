"""What a time expression may lean on, and how its decoded words are read: shared by the mechanisms."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

Slots = dict[str, int | float | str | None]


class Anchor(NamedTuple):
    """What an expression may lean on: the day of publication, the tense of the act, dates told before it.

    `tense`: past, present, future, due (`tense.py`) or None. `told` is the last date told, ISO; `begun` the last that began
    before publication and is no end ("avant mai"). `told_day` is the last one known to the day; `news_day` the last that lies
    near publication.
    `year` is a year that a sister expression states ("de mars à juin 2023").
    """

    published: date | None
    tense: str | None = None
    told: str | None = None
    begun: str | None = None
    told_day: date | None = None
    news_day: date | None = None
    year: int | None = None


def int_of(slots: Slots, name: str) -> int | None:
    """The whole number in a slot, None if there is none."""
    value = slots.get(name)
    return int(value) if isinstance(value, int | float) and abs(value) < 10**6 else None


def text_of(slots: Slots, name: str) -> str | None:
    """The word in a slot, None if there is none."""
    value = slots.get(name)
    return value if isinstance(value, str) else None


def count_of(slots: Slots) -> tuple[int, bool] | None:
    """The stated number, or about how many; True if it is stated."""
    stated = int_of(slots, "count")
    if stated is not None:
        return stated, True
    several = int_of(slots, "several")
    return (several, False) if several is not None else None


def nearest(candidates: list[date], anchor: Anchor) -> date | None:
    """The candidate that the tense allows, nearest to publication: a past act may not be far ahead, nor a future one behind."""
    if anchor.published is None or not candidates:
        return None
    published = anchor.published

    def cost(day: date) -> tuple[int, date]:
        ahead = (day - published).days
        weight = {"past": (1, 8), "future": (8, 1)}.get(anchor.tense or "", (2, 3))
        return (ahead * weight[1] if ahead > 0 else -ahead * weight[0]), day

    return min(candidates, key=cost)
