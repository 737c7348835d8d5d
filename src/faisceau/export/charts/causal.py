"""The causal map drawn: variables in boxes, an arc for each ordered pair, its stroke what it rests on."""

from __future__ import annotations

from collections import defaultdict

import altair
from markupsafe import Markup

from faisceau.export.charts.drawing import CONFLICT, INK, SEEN, SOFT, drawing, layer, own_fill, own_stroke, pixels
from faisceau.export.charts.layout import Box, places
from faisceau.export.charts.legend import figure
from faisceau.export.charts.network import LETTER, WIDTH, line_between, name_boxes, short_name
from faisceau.export.variables import VariableWords
from faisceau.export.wording import Wording
from faisceau.model.dossier import ArcRow, CausalMap

_MOST = 14
_BESIDE, _DOUBLE = 9.0, 3.0
_HEAD = {"+": "M-1.6,-1L0,0L-1.6,1Z", "-": "M0,-1.2L0,1.2"}
_KEYS = ("solid", "dashed_assumption", "double", "red", "raises", "lowers")
Rows = list[dict[str, object]]


def causal_chart(found: CausalMap, wording: Wording, names: VariableWords) -> Markup:
    """The drawing in its figure; nothing where no arc counts."""
    arcs = [(n, row) for n, row in enumerate(found.arcs, start=1) if row.ground != "unused"]
    on_map = {end for _, row in arcs for end in (row.cause, row.effect)}
    shown = [name for name in found.variables if name in on_map][:_MOST]
    drawn = [(n, row) for n, row in arcs if row.cause in shown and row.effect in shown]
    if not drawn:
        return Markup("")
    height = 220.0 + 34 * len(shown)
    labels = [short_name(names.label(name)) for name in shown]
    index = {name: number for number, name in enumerate(shown)}
    ties = sorted({(*sorted((index[row.cause], index[row.effect])), 1.0) for _, row in drawn})
    boxes = places(
        [len(label) * LETTER + 18 for label in labels], [(int(a), int(b), w) for a, b, w in ties], (WIDTH, height)
    )
    at = dict(zip(shown, boxes, strict=True))
    words = wording.words.causal
    label = words["alt"].format(arcs=len(drawn), variables=len(shown))
    notes = (words["more"].format(n=len(shown)),) if len(on_map) > len(shown) else ()
    layers = [*_lines(drawn, at, height, names, wording), *name_boxes(labels, boxes, height)]
    return figure(drawing(layers, (WIDTH, height), label), _KEYS, wording.words.chart, notes)


def _lines(
    arcs: list[tuple[int, ArcRow]], at: dict[str, Box], height: float, names: VariableWords, wording: Wording
) -> list[altair.Chart]:
    both = {(row.cause, row.effect) for _, row in arcs}
    plain: Rows = []
    dashed: Rows = []
    heads: dict[str, Rows] = defaultdict(list)
    for number, row in arcs:
        aside = _BESIDE / 2 if (row.effect, row.cause) in both else 0.0
        told = _told(number, row, names, wording)
        middle = line_between(at[row.cause], at[row.effect], aside, reverse=False) | told
        if row.ground == "definition":
            plain += [
                line_between(at[row.cause], at[row.effect], aside + side, reverse=False) | told
                for side in (-_DOUBLE / 2, _DOUBLE / 2)
            ]
        else:
            (dashed if row.ground == "assumption" else plain).append(middle)
        for sign in row.signs:
            heads[sign].append(middle | {"x": middle["x2"], "y": middle["y2"]})
    x, y = pixels(WIDTH, height)
    stroke, wide = own_stroke("colour:N"), altair.StrokeWidth("wide:Q", scale=None, legend=None)
    drawn = [
        layer(rows)
        .mark_rule(strokeDash=dash)
        .encode(x=x, y=y, x2=altair.X2("x2:Q"), y2=altair.Y2("y2:Q"), stroke=stroke, strokeWidth=wide, **SEEN)
        for rows, dash in ((plain, [1, 0]), (dashed, [6, 4]))
    ]
    for head, rows in sorted(heads.items()):
        drawn.append(
            layer(rows)
            .mark_point(shape=_HEAD[head], strokeWidth=2.4 if head == "-" else 1, opacity=1)
            .encode(
                x=x, y=y, stroke=stroke, fill=own_fill("colour:N" if head == "+" else "none:N"),
                size=altair.Size("size:Q", scale=None, legend=None), angle=altair.Angle("angle:Q", scale=None), **SEEN,
            )
        )  # fmt: skip
    return drawn


def _told(number: int, row: ArcRow, names: VariableWords, wording: Wording) -> dict[str, object]:
    words = wording.words.causal
    wide = 1.1 + 0.9 * (min(max(row.sources, 1), 6) - 1)
    signs = words["sign_sep"].join(words[f"sign_{'plus' if sign == '+' else 'minus'}"] for sign in row.signs)
    return {
        "href": f"#m{number}",
        "told": f"{names.label(row.cause)} {signs} {names.label(row.effect)} ({words[row.ground]})",
        "colour": {"contested": CONFLICT, "cited": INK}.get(row.ground, SOFT),
        "wide": 1.0 if row.ground == "definition" else wide,
        "size": 50 + 22 * wide,
        "none": "transparent",
    }
