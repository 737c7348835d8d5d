"""The network drawn: names in boxes, an arrow for each direction and family of acts."""

from __future__ import annotations

import math
from collections import defaultdict

import altair
from markupsafe import Markup

from faisceau.export.charts.drawing import (
    ACCENT,
    CONFLICT,
    INK,
    PAPER,
    SEEN,
    SOFT,
    drawing,
    layer,
    own_fill,
    own_stroke,
    pixels,
)
from faisceau.export.charts.layout import Box, places
from faisceau.export.charts.legend import figure
from faisceau.export.wording import Wording
from faisceau.model.dossier import Edge, Network

WIDTH = 1060.0
_MOST = 14
_LONGEST_NAME = 26
# Between the lines of one pair of actors, and between an arrow's tip and the name that it points to.
_BESIDE, _SHORT = 10.0, 5.0
LETTER = 7.4
_COLOUR = {"cooperation": ACCENT, "conflict": CONFLICT, "other": SOFT}
_HEAD = {"cooperation": "M-1.6,-1L0,0L-1.6,1Z", "conflict": "M0,-1.2L0,1.2", "other": "M-1.6,-1L0,0L-1.6,1"}
_KEYS = ("cooperation", "conflict", "dashed", "thick")
Rows = list[dict[str, object]]


def network_chart(network: Network, wording: Wording) -> Markup:
    """The drawing in its figure; nothing where nobody acts towards anybody."""
    shown = network.actors[:_MOST]
    edges = [
        (number, edge) for number, edge in enumerate(network.edges, start=1) if edge.from_ in shown and edge.to in shown
    ]
    if not edges:
        return Markup("")
    height = 200.0 + 26 * len(shown)
    names = [short_name(wording.actor(actor)) for actor in shown]
    index = {actor: number for number, actor in enumerate(shown)}
    ties: dict[tuple[int, int], float] = defaultdict(float)
    for _, edge in edges:
        pair = sorted((index[edge.from_], index[edge.to]))
        ties[pair[0], pair[1]] += edge.independent
    boxes = places(
        [len(name) * LETTER + 18 for name in names],
        [(a, b, weight) for (a, b), weight in sorted(ties.items())],
        (WIDTH, height),
    )
    label = wording.text(
        "network_alt", edges=wording.count("edges", len(edges)), actors=wording.count("actors", len(shown))
    )
    layers = [*_lines(edges, dict(zip(shown, boxes, strict=True)), height, wording), *name_boxes(names, boxes, height)]
    notes = (wording.text("network_more", n=len(shown)),) if len(network.actors) > len(shown) else ()
    return figure(drawing(layers, (WIDTH, height), label), _KEYS, wording.words.chart, notes)


def short_name(name: str) -> str:
    """A name as it fits its box."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _lines(edges: list[tuple[int, Edge]], at: dict[str, Box], height: float, wording: Wording) -> list[altair.Chart]:
    together: dict[tuple[str, str], list[tuple[int, Edge]]] = defaultdict(list)
    for number, edge in edges:
        together[min(edge.from_, edge.to), max(edge.from_, edge.to)].append((number, edge))
    plain: Rows = []
    dashed: Rows = []
    heads: dict[str, Rows] = defaultdict(list)
    for (first, second), several in together.items():
        for place, (number, edge) in enumerate(several):
            aside = (place - (len(several) - 1) / 2) * _BESIDE
            line = line_between(at[first], at[second], aside, reverse=edge.from_ != first) | _told(
                number, edge, wording
            )
            (dashed if edge.alleged else plain).append(line)
            heads[edge.family].append(line | {"x": line["x2"], "y": line["y2"]})
    x, y = pixels(WIDTH, height)
    stroke, wide = own_stroke("colour:N"), altair.StrokeWidth("wide:Q", scale=None, legend=None)
    drawn = [
        layer(rows)
        .mark_rule(strokeDash=dash)
        .encode(x=x, y=y, x2=altair.X2("x2:Q"), y2=altair.Y2("y2:Q"), stroke=stroke, strokeWidth=wide, **SEEN)
        for rows, dash in ((plain, [1, 0]), (dashed, [6, 4]))
    ]
    for family, rows in sorted(heads.items()):
        heads_of = layer(rows).mark_point(
            shape=_HEAD[family], strokeWidth=2.4 if family == "conflict" else 1, opacity=1
        )
        drawn.append(
            heads_of.encode(
                x=x,
                y=y,
                stroke=stroke,
                fill=own_fill("colour:N" if family == "cooperation" else "none:N"),
                size=altair.Size("size:Q", scale=None, legend=None),
                angle=altair.Angle("angle:Q", scale=None),
                href=altair.Href("href:N"),
                description=altair.Description("told:N"),
            )
        )
    return drawn


def line_between(one: Box, other: Box, aside: float, *, reverse: bool) -> dict[str, object]:
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


def _told(number: int, edge: Edge, wording: Wording) -> dict[str, object]:
    acts = wording.words.text["list_sep"].join(wording.words.act[act] for act in edge.acts[:3])
    ends = wording.text("from_to", giver=wording.actor(edge.from_), receiver=wording.actor(edge.to))
    wide = 1.1 + 0.9 * (min(edge.independent, 6) - 1)
    return {
        "href": f"#r{number}",
        "told": f"{ends}{wording.colon}{acts} ({wording.count('origins', edge.independent)})",
        "colour": _COLOUR[edge.family],
        "wide": wide,
        "size": 50 + 22 * wide,
        "none": "transparent",
    }


def name_boxes(names: list[str], boxes: list[Box], height: float) -> list[altair.Chart]:
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
