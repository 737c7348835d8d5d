"""The causal map drawn: variables in boxes, an arc for each ordered pair, its stroke what it rests on."""

from __future__ import annotations

from collections import defaultdict

from altair import Chart
from markupsafe import Markup

from faisceau.export.charts.arrows import (
    BAR,
    FILLED,
    WIDTH,
    Head,
    Row,
    arrows,
    boxes_of,
    line_between,
    name_boxes,
    short_name,
    worn,
)
from faisceau.export.charts.drawing import CONFLICT, INK, SOFT, drawing
from faisceau.export.charts.layout import Box
from faisceau.export.charts.legend import figure
from faisceau.export.variables import VariableWords
from faisceau.export.wording import Wording
from faisceau.model.dossier.causal import ArcRow, CausalMap

_MOST = 14
_BESIDE, _DOUBLE = 9.0, 3.0
_HEAD = {"+": FILLED, "-": BAR}
_KEYS = ("solid", "dashed_assumption", "double", "red", "raises", "lowers")


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
    boxes = boxes_of(labels, [(int(a), int(b), w) for a, b, w in ties], height)
    at = dict(zip(shown, boxes, strict=True))
    words = wording.words.causal
    label = words["alt"].format(arcs=len(drawn), variables=len(shown))
    notes = (words["more"].format(n=len(shown)),) if len(on_map) > len(shown) else ()
    layers = [*_lines(drawn, at, height, names, wording), *name_boxes(labels, boxes, height)]
    return figure(drawing(layers, (WIDTH, height), label), _KEYS, wording.words.chart, notes)


def _lines(
    arcs: list[tuple[int, ArcRow]], at: dict[str, Box], height: float, names: VariableWords, wording: Wording
) -> list[Chart]:
    both = {(row.cause, row.effect) for _, row in arcs}
    plain: list[Row] = []
    dashed: list[Row] = []
    heads: dict[Head, list[Row]] = defaultdict(list)
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
            heads[_HEAD[sign]].append(middle)
    return arrows(plain, dashed, heads, height)


def _told(number: int, row: ArcRow, names: VariableWords, wording: Wording) -> Row:
    words = wording.words.causal
    signs = words["sign_sep"].join(words[f"sign_{'plus' if sign == '+' else 'minus'}"] for sign in row.signs)
    told = f"{names.label(row.cause)} {signs} {names.label(row.effect)} ({words[row.ground]})"
    drawn = worn({"contested": CONFLICT, "cited": INK}.get(row.ground, SOFT), row.sources)
    # the two lines of a definition are thin, so that they are seen as two
    return {"href": f"#m{number}", "told": told, **drawn} | ({"wide": 1.0} if row.ground == "definition" else {})
