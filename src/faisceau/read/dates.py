"""Dates of publication: read where they are stated, never from a clock or a file's time stamp."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

from faisceau.knowledge import page

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})(?!\d)")
_DAY_MONTH_YEAR = re.compile(r"(\d\d?)(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+)?(\d{4})(?!\d)")
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_IN_NAME = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?![0-9A-Za-z])")
_TOP_LINES = 15
_BOTTOM_LINES = 8
_LONGEST_LINE = 200
_PRECEDENCE = ("published", "updated", "dateline")


class Stated(Struct, frozen=True):
    """What the lines around an article state: `published` (ISO day) by which kind of line, `author`, `agency`."""

    published: str | None = None
    cued: bool = False
    author: str | None = None
    agency: str | None = None


def parse_day(text: str) -> str | None:
    """The first day stated in `text`, as `YYYY-MM-DD`; None if there is none, or none that the calendar has.

    Figures are read day first (18/06/2024); month names of all known languages are understood. A time is dropped: the
    day is the one written, in the publisher's own time zone.
    """
    if found := _ISO.search(text) or _YEAR_FIRST.search(text):
        return _day(found[1], found[2], found[3])
    if found := _DAY_FIRST.search(text):
        return _day(found[3], found[2], found[1])
    for found in _DAY_MONTH_YEAR.finditer(text):
        if month := page.months().get(found[2].lower()):
            return _day(found[3], str(month), found[1])
    for found in _MONTH_DAY_YEAR.finditer(text):
        if month := page.months().get(found[1].lower()):
            return _day(found[3], str(month), found[2])
    return None


def day_in_name(name: str) -> str | None:
    """The day in a file's name (2024-06-18, 2024_06_18, 20240618), as `YYYY-MM-DD`; None if there is none."""
    for found in _IN_NAME.finditer(name):
        if day := _day(found[1], found[3], found[4]):
            return day
    return None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def stated(text: str) -> Stated:
    """What lines before and after the article state about it ("Publié le 18 juin 2024", "Par …", "PARIS (AFP) -").

    The first line of its kind counts; a date of publication goes before one of revision, and both before a bare date.
    """
    lines = [line.strip() for line in text[page.front_matter_end(text) :].splitlines() if line.strip()]
    ends = [*((line, "top") for line in lines[:_TOP_LINES]), *((line, "bottom") for line in lines[-_BOTTOM_LINES:])]
    days: dict[str, str] = {}
    names: dict[str, str] = {}
    for line, place in ends:
        for compiled in page.telling_rules():
            rule = compiled.rule
            if rule.lines not in ("any", place) or (rule.where == "line" and len(line) > _LONGEST_LINE):
                continue
            found = (
                compiled.pattern.fullmatch(line)
                if rule.where == "line"
                else compiled.pattern.match(line[:_LONGEST_LINE])
            )
            if found is None:
                continue
            if rule.gives in ("author", "agency"):
                names.setdefault(rule.gives, found[rule.gives].strip())
            elif day := parse_day(found[0]):
                days.setdefault(rule.gives, day)
    kind = next((kind for kind in _PRECEDENCE if kind in days), None)
    return Stated(
        days[kind] if kind else None, kind in ("published", "updated"), names.get("author"), names.get("agency")
    )
