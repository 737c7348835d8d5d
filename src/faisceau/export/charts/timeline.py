"""The timeline drawn: a lane an actor, a bar an interval, a dot a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import altair
from babel.dates import format_date
from markupsafe import Markup

from faisceau.export.charts.drawing import (
    HATCH,
    INK,
    LINE,
    NONE,
    PAPER,
    SEEN,
    SOFT,
    SOFT_BOTH,
    SOFT_END,
    SOFT_START,
    drawing,
    layer,
    leads,
    own_fill,
    own_stroke,
    pixels,
)  # fmt: skip
from faisceau.export.charts.legend import figure
from faisceau.export.charts.timescale import TimeScale, time_scale
from faisceau.export.wording import Wording
from faisceau.model.dossier.events import Mark, Timeline

_WIDTH, _GUTTER, _RIGHT = 1060.0, 172.0, 1030.0
_TOP, _ROW, _BAR, _GAP = 26.0, 19.0, 9.0, 9.0
# Shorter than this, an interval is drawn as a dot.
_SHORTEST = 9.0
_NUMBER = 24.0
_LABEL = 62.0  # room for a date
_LONGEST_NAME = 25
_TICK = {"day": "d MMM", "month": "MMM y", "year": "y"}
_ENDS = {(True, True): SOFT_BOTH, (True, False): SOFT_START, (False, True): SOFT_END, (False, False): INK}
_KEYS = ("filled", "ring", "half", "crossed", "tail", "hatched", "soft")
_HALF = "M0,-1A1,1,0,0,0,0,1Z"
_CROSS = "M-0.7,-0.7L0.7,0.7M0.7,-0.7L-0.7,0.7"
_TAIL = "M0.8,0L2.2,0"
Rows = list[dict[str, object]]


class _Placed(NamedTuple):
    mark: Mark
    x1: float
    x2: float
    y: float


def timeline_chart(timeline: Timeline, wording: Wording) -> Markup:
    """The drawing in its figure; nothing where no event has a date."""
    marks = [mark for lane in timeline.lanes for mark in lane.marks]
    days = [day for mark in marks for day in _days(mark)]
    if not days:
        return Markup("")
    scale = time_scale(days, _GUTTER, _RIGHT)
    placed: list[_Placed] = []
    names: Rows = []
    y = _TOP
    for lane in timeline.lanes:
        name = wording.actor(lane.actor)
        short = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
        names.append({"x": 0.0, "y": y + _GAP + _ROW / 2, "text": short, "top": y})
        rows = _packed(lane.marks, scale, y + _GAP + _ROW / 2)
        placed += rows
        y = max(item.y for item in rows) + _ROW / 2 + _GAP
    label = wording.text(
        "timeline_alt", events=wording.count("events", len(marks)), lanes=wording.count("lanes", len(timeline.lanes))
    )
    drawn = drawing([*_grid(scale, names, y, wording), *_marks(placed, y, wording)], (_WIDTH, y), label)
    return figure(drawn, _KEYS, wording.words.chart, _notes(scale, timeline, wording))


def _days(mark: Mark) -> list[date]:
    return [date.fromisoformat(day) for day in (mark.start, mark.end) if day]


def _packed(marks: tuple[Mark, ...], scale: TimeScale, top: float) -> list[_Placed]:
    """Each mark on the first row where it and its number have room."""
    free: list[float] = []
    placed = []
    for mark in marks:
        x1 = scale.at(date.fromisoformat(mark.start)) if mark.start else scale.zones[0].left
        x2 = scale.at(date.fromisoformat(mark.end)) if mark.end else scale.zones[-1].right
        row = next((i for i, x in enumerate(free) if x <= x1), len(free))
        if row == len(free):
            free.append(0.0)
        free[row] = max(x2, x1 + _SHORTEST) + _NUMBER
        placed.append(_Placed(mark, x1, x2, top + row * _ROW))
    return placed


def _grid(scale: TimeScale, names: Rows, height: float, wording: Wording) -> list[altair.Chart]:
    x, y = pixels(_WIDTH, height)
    locale = wording.words.language.locale
    ticks: Rows = []
    reach = 0.0
    for day, fineness in scale.ticks():
        at = scale.at(day)
        if reach <= at <= _WIDTH - _LABEL:
            told = str(format_date(day, _TICK[fineness], locale=locale))
            ticks.append({"x": at, "y": 0.0, "bottom": height, "text": told})
            reach = at + _LABEL
    breaks = [{"x": zone.left, "y": _TOP - 6, "bottom": height} for zone in scale.zones[1:]]
    text = altair.Text("text:N")
    lanes = [{"x": 0.0, "y": row["top"], "right": _WIDTH} for row in names]
    return [
        layer(ticks).mark_rule(color=LINE, strokeWidth=1).encode(x=x, y=y, y2=altair.Y2("bottom:Q")),
        layer(breaks)
        .mark_rule(color=SOFT, strokeWidth=1.5, strokeDash=[2, 3])
        .encode(x=x, y=y, y2=altair.Y2("bottom:Q")),
        layer(ticks).mark_text(align="left", dx=4, dy=11, fontSize=11.5, color=SOFT).encode(x=x, y=y, text=text),
        layer(lanes).mark_rule(color=LINE, strokeWidth=1).encode(x=x, x2=altair.X2("right:Q"), y=y),
        layer(names).mark_text(align="left", baseline="middle", fontSize=13, color=INK).encode(x=x, y=y, text=text),
    ]


def _marks(placed: list[_Placed], height: float, wording: Wording) -> list[altair.Chart]:
    bars: Rows = []
    dashed: Rows = []
    dots: dict[str, Rows] = {"circle": [], _HALF: [], _CROSS: [], _TAIL: []}
    numbers: Rows = []
    for item in placed:
        base = _common(item, wording)
        numbers.append(base | {"x": max(item.x2, item.x1 + _SHORTEST) + 5, "text": str(item.mark.number)})
        if item.x2 - item.x1 < _SHORTEST:
            for shape, paint in _dot(item.mark):
                dots[shape].append(base | {"x": (item.x1 + item.x2) / 2 + 4, "fill": paint})
        else:
            (dashed if item.mark.hearsay else bars).extend(base | rect for rect in _bar(item))
            if item.mark.verdict == "contradicted":
                dots[_CROSS].append(base | {"x": (item.x1 + item.x2) / 2, "fill": NONE})
    x, y = pixels(_WIDTH, height)
    fill, stroke = own_fill("fill:N"), own_stroke("stroke:N")
    drawn: list[altair.Chart] = []
    for rows, dash in ((bars, [1, 0]), (dashed, [3, 2])):
        rects = layer(rows).mark_rect(cornerRadius=2, strokeWidth=1.3, strokeDash=dash)
        drawn.append(
            rects.encode(x=x, y=y, x2=altair.X2("right:Q"), y2=altair.Y2("bottom:Q"), fill=fill, stroke=stroke, **SEEN)
        )
    for shape, rows in dots.items():
        points = layer(rows).mark_point(shape=shape, size=100, stroke=INK, strokeWidth=1.4, opacity=1)
        drawn.append(points.encode(x=x, y=y, fill=fill, **SEEN))
    # A number leads to the list, the mark itself to the words.
    told = layer(numbers).mark_text(align="left", baseline="middle", fontSize=10.5, color=SOFT)
    return [
        *drawn,
        told.encode(
            x=x, y=y, text=altair.Text("text:N"), href=altair.Href("row:N"), description=altair.Description("told:N")
        ),
    ]


def _common(item: _Placed, wording: Wording) -> dict[str, object]:
    mark = item.mark
    event = wording.event(mark.event)
    words = wording.label_given(mark.event) or wording.quote(mark.note)
    told = (str(mark.number), wording.date(event.date), words, wording.words.verdict[mark.verdict])
    return {
        "y": item.y,
        "href": leads(wording.place(mark.note)),
        "row": leads(wording.links.event(mark.event, mark.number)),
        "told": " · ".join(told),
    }


def _bar(item: _Placed) -> list[dict[str, object]]:
    """The rectangles of an interval. A soft end fades, whatever the verdict."""
    mark, paint = item.mark, _ENDS[item.mark.soft_start, item.mark.soft_end]
    box: dict[str, object] = {"x": item.x1, "right": item.x2, "y": item.y - _BAR / 2, "bottom": item.y + _BAR / 2}
    if mark.verdict == "superseded":
        return [box | {"y": item.y - 1.5, "bottom": item.y + 1.5, "fill": paint, "stroke": NONE}]
    hollow = box | {"fill": HATCH if mark.hearsay else NONE, "stroke": paint}
    if mark.verdict == "contested":
        return [hollow, box | {"bottom": item.y, "fill": paint, "stroke": NONE}]
    if mark.verdict == "corroborated" and not mark.hearsay:
        return [box | {"fill": paint, "stroke": NONE}]
    return [hollow]


def _dot(mark: Mark) -> list[tuple[str, str]]:
    """Shapes of a day's mark with their fills, as the verdict's mark elsewhere in the page."""
    hollow = HATCH if mark.hearsay else PAPER
    if mark.verdict == "corroborated":
        return [("circle", HATCH if mark.hearsay else INK)]
    if mark.verdict == "contested":
        return [("circle", hollow), (_HALF, INK)]
    if mark.verdict == "contradicted":
        return [("circle", hollow), (_CROSS, NONE)]
    if mark.verdict == "superseded":
        return [("circle", INK), (_TAIL, NONE)]
    return [("circle", hollow)]


def _notes(scale: TimeScale, timeline: Timeline, wording: Wording) -> tuple[str, ...]:
    notes = [wording.words.text["timeline_numbers"]]
    omitted = sum(lane.omitted for lane in timeline.lanes)
    if omitted:
        notes.append(wording.text("timeline_more", events=wording.count("events", omitted)))
    if scale.zones[0] is not scale.focus:
        notes.append(wording.text("compressed", date=wording.date(scale.focus.first.isoformat())))
    if scale.zones[-1] is not scale.focus:
        notes.append(wording.text("compressed_after", date=wording.date(scale.focus.last.isoformat())))
    return (" ".join(notes),)
