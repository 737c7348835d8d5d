"""Arrows between names in boxes: what the drawings of the network and of the causal map share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import altair

from faisceau.export.charts.drawing import INK, PAPER, SEEN, SOFT, layer, own_fill, own_stroke, pixels
from faisceau.export.charts.layout import Box, places

WIDTH = 1060.0
# What a letter of a name takes, and the longest name that is written whole.
_LETTER, _LONGEST_NAME = 7.4, 26
# Between an arrow's tip and the name that it points to.
_SHORT = 5.0
Row = dict[str, object]


class Head(NamedTuple):
    """The shape of an arrow's head, as a path about its tip: open heads are drawn with their stroke only."""

    path: str
    filled: bool = False
    stroke: float = 1.0


FILLED = Head("M-1.6,-1L0,0L-1.6,1Z", filled=True)
BAR = Head("M0,-1.2L0,1.2", stroke=2.4)
OPEN = Head("M-1.6,-1L0,0L-1.6,1")


def short_name(name: str) -> str:
    """A name as it fits its box."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def boxes_of(names: Sequence[str], ties: Sequence[tuple[int, int, float]], height: float) -> list[Box]:
    """Where each name stands; those with a tie (two places in `names`, and how strong) near one another."""
    return places([len(name) * _LETTER + 18 for name in names], list(ties), (WIDTH, height))


def line_between(one: Box, other: Box, aside: float, *, reverse: bool) -> Row:
    """A line between the borders of two boxes, moved aside so that the lines of a pair lie beside one another."""
    dx, dy = other.x - one.x, other.y - one.y
    length = math.hypot(dx, dy) or 1.0
    x_off, y_off = -dy / length * aside, dx / length * aside
    if reverse:
        one, other, dx, dy = other, one, -dx, -dy
    start, end = (one.x + x_off, one.y + y_off), (other.x + x_off, other.y + y_off)
    x1, y1 = one.border(end, start)
    x2, y2 = other.border(start, end)
    x2, y2 = x2 - dx / length * _SHORT, y2 - dy / length * _SHORT
    return {"x": x1, "y": y1, "x2": x2, "y2": y2, "angle": math.degrees(math.atan2(dy, dx))}


def worn(colour: str, sources: int) -> Row:
    """How an arrow is drawn: the more independent sources, up to six, the thicker."""
    wide = 1.1 + 0.9 * (min(max(sources, 1), 6) - 1)
    return {"colour": colour, "wide": wide, "size": 50 + 22 * wide, "none": "transparent"}


def arrows(
    plain: Sequence[Row], dashed: Sequence[Row], heads: Mapping[Head, Sequence[Row]], height: float
) -> list[altair.Chart]:
    """The lines, then the heads at their far ends. A row is a line with what `worn`, `href` and `told` say of it."""
    x, y = pixels(WIDTH, height)
    stroke, wide = own_stroke("colour:N"), altair.StrokeWidth("wide:Q", scale=None, legend=None)
    drawn = [
        layer(list(rows))
        .mark_rule(strokeDash=dash)
        .encode(x=x, y=y, x2=altair.X2("x2:Q"), y2=altair.Y2("y2:Q"), stroke=stroke, strokeWidth=wide, **SEEN)
        for rows, dash in ((plain, [1, 0]), (dashed, [6, 4]))
    ]
    size, angle = altair.Size("size:Q", scale=None, legend=None), altair.Angle("angle:Q", scale=None)
    for head, rows in sorted(heads.items()):
        tips = layer([row | {"x": row["x2"], "y": row["y2"]} for row in rows])
        fill = own_fill("colour:N" if head.filled else "none:N")
        points = tips.mark_point(shape=head.path, strokeWidth=head.stroke, opacity=1)
        drawn.append(points.encode(x=x, y=y, stroke=stroke, fill=fill, size=size, angle=angle, **SEEN))
    return drawn


def name_boxes(names: Sequence[str], boxes: Sequence[Box], height: float) -> list[altair.Chart]:
    """The names in their boxes."""
    x, y = pixels(WIDTH, height)
    rows = [
        {
            "x": box.x - box.half_width,
            "right": box.x + box.half_width,
            "y": box.y - box.half_height,
            "bottom": box.y + box.half_height,
            "text": name,
        }
        for name, box in zip(names, boxes, strict=True)
    ]
    middles = [row | {"x": box.x, "y": box.y + 0.5} for row, box in zip(rows, boxes, strict=True)]
    return [
        layer(rows)
        .mark_rect(cornerRadius=4, fill=PAPER, stroke=SOFT, strokeWidth=1)
        .encode(x=x, y=y, x2=altair.X2("right:Q"), y2=altair.Y2("bottom:Q")),
        layer(middles)
        .mark_text(baseline="middle", fontSize=13, color=INK)
        .encode(x=x, y=y, text=altair.Text("text:N")),
    ]
