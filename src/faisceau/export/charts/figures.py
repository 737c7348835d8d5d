"""A figure's accounts drawn side by side: a dot a number, a line a range, an arrow an open bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import altair
from markupsafe import Markup

from faisceau.export.charts.drawing import HATCH, INK, LINE, PAPER, SEEN, SOFT, drawing, layer, leads, own_fill, pixels
from faisceau.export.charts.legend import figure
from faisceau.export.wording import Wording
from faisceau.model.dossier.figures import FigureLine, FigureRow

_WIDTH, _LEFT, _RIGHT = 760.0, 262.0, 560.0
_TOP, _ROW = 10.0, 26.0
_LONGEST = 38
# Below this share of the greatest number, the smallest is best seen from zero.
_NEAR = 0.6
_UP, _DOWN = "M0,-1L1.4,0L0,1Z", "M0,-1L-1.4,0L0,1Z"
Rows = list[dict[str, object]]


def figure_chart(row: FigureRow, wording: Wording) -> Markup:
    """The drawing in its figure; nothing where the accounts hold fewer than two different numbers."""
    lines = [line for line in row.lines if _numbers(line)]
    numbers = [number for line in lines for number in _numbers(line)]
    if len(lines) < 2 or len(set(numbers)) < 2:
        return Markup("")
    low, high = min(numbers), max(numbers)
    low = 0.0 if 0 <= low < _NEAR * high else low
    spread = (high - low) or abs(high) or 1.0
    height = _TOP * 2 + _ROW * len(lines)

    def at(number: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (number - low) / spread if high > low else (_LEFT + _RIGHT) / 2

    rows = [_row(line, place, at, wording) for place, line in enumerate(lines)]
    label = wording.text("figure_alt", of=row.of, accounts=wording.count("accounts", len(lines)))
    bounded = any(line.quantity.value is None for line in lines)
    keys = ("range", "open_bound") if bounded else ()
    drawn = drawing(_layers(rows, height), (_WIDTH, height), label)
    return figure(drawn, keys, wording.words.chart, wide=False)


def _numbers(line: FigureLine) -> list[float]:
    quantity = line.quantity
    return [number for number in (quantity.value, quantity.min, quantity.max) if number is not None]


def _row(line: FigureLine, place: int, at: Callable[[float], float], wording: Wording) -> dict[str, object]:
    quantity = line.quantity
    who = wording.words.text["list_sep"].join((wording.voices(line.told.voices), wording.date(line.published)))
    ends = sorted(at(number) for number in _numbers(line))
    openness = "" if quantity.value is not None or (quantity.min is not None and quantity.max is not None) else _UP
    if openness and quantity.max is not None:
        openness = _DOWN
    return {
        "y": _TOP + _ROW * (place + 0.5),
        "x": ends[0],
        "right": ends[-1],
        "dot": at(quantity.value) if quantity.value is not None else None,
        "open": openness,
        "fill": HATCH if line.told.status in ("reported_conditional", "alleged") else INK,
        "who": who if len(who) <= _LONGEST else who[: _LONGEST - 1] + "…",
        "text": wording.quantity(quantity),
        "href": leads(wording.place(line.told.lead)),
        "told": f"{wording.quantity(quantity)}{wording.colon}{who}",
    }


def _layers(rows: Rows, height: float) -> Iterator[altair.Chart]:
    x, y = pixels(_WIDTH, height)
    tracks = [row | {"x": _LEFT, "right": _RIGHT} for row in rows]
    yield layer(tracks).mark_rule(color=LINE).encode(x=x, x2=altair.X2("right:Q"), y=y)
    ranges = [row for row in rows if row["x"] != row["right"]]
    yield layer(ranges).mark_rule(color=INK, strokeWidth=2).encode(x=x, x2=altair.X2("right:Q"), y=y, **SEEN)
    ends = [row | {"x": row[end]} for row in rows if row["dot"] is None and not row["open"] for end in ("x", "right")]
    yield layer(ends).mark_point(shape="stroke", angle=90, size=110, color=INK, opacity=1).encode(x=x, y=y, **SEEN)
    for shape in (_UP, _DOWN):
        arrows = [row for row in rows if row["open"] == shape]
        yield (
            layer(arrows)
            .mark_point(shape=shape, size=130, stroke=INK, fill=PAPER, strokeWidth=1.4, opacity=1)
            .encode(x=x, y=y, **SEEN)
        )
    dots = [row | {"x": row["dot"]} for row in rows if row["dot"] is not None]
    yield (
        layer(dots)
        .mark_point(shape="circle", size=110, stroke=INK, strokeWidth=1.4, opacity=1)
        .encode(x=x, y=y, fill=own_fill("fill:N"), **SEEN)
    )
    names = [row | {"x": _LEFT - 14, "text": row["who"]} for row in rows]
    yield (
        layer(names)
        .mark_text(align="right", baseline="middle", fontSize=12.5, color=SOFT)
        .encode(x=x, y=y, text=altair.Text("text:N"))
    )
    told = [row | {"x": _RIGHT + 16} for row in rows]
    yield (
        layer(told)
        .mark_text(align="left", baseline="middle", fontSize=12.5, color=INK)
        .encode(x=x, y=y, text=altair.Text("text:N"), href=altair.Href("href:N"))
    )
