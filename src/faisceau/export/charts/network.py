"""The network drawn: names in boxes, an arrow for each direction and family of acts."""

from __future__ import annotations

from collections import defaultdict

import altair
from markupsafe import Markup

from faisceau.export.charts.arrows import (
    BAR,
    FILLED,
    OPEN,
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
from faisceau.export.charts.drawing import ACCENT, CONFLICT, SOFT, drawing, leads
from faisceau.export.charts.layout import Box
from faisceau.export.charts.legend import figure
from faisceau.export.wording import Wording
from faisceau.model.dossier.events import Edge, Network

_MOST = 14
# Between the lines of one pair of actors.
_BESIDE = 10.0
_COLOUR = {"cooperation": ACCENT, "conflict": CONFLICT, "other": SOFT}
_HEAD = {"cooperation": FILLED, "conflict": BAR, "other": OPEN}
_KEYS = ("cooperation", "conflict", "dashed", "thick")


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
    boxes = boxes_of(names, [(a, b, weight) for (a, b), weight in sorted(ties.items())], height)
    label = wording.text(
        "network_alt", edges=wording.count("edges", len(edges)), actors=wording.count("actors", len(shown))
    )
    layers = [*_lines(edges, dict(zip(shown, boxes, strict=True)), height, wording), *name_boxes(names, boxes, height)]
    notes = (wording.text("network_more", n=len(shown)),) if len(network.actors) > len(shown) else ()
    return figure(drawing(layers, (WIDTH, height), label), _KEYS, wording.words.chart, notes)


def _lines(edges: list[tuple[int, Edge]], at: dict[str, Box], height: float, wording: Wording) -> list[altair.Chart]:
    together: dict[tuple[str, str], list[tuple[int, Edge]]] = defaultdict(list)
    for number, edge in edges:
        together[min(edge.from_, edge.to), max(edge.from_, edge.to)].append((number, edge))
    plain: list[Row] = []
    dashed: list[Row] = []
    heads: dict[Head, list[Row]] = defaultdict(list)
    for (first, second), several in together.items():
        for place, (number, edge) in enumerate(several):
            aside = (place - (len(several) - 1) / 2) * _BESIDE
            line = line_between(at[first], at[second], aside, reverse=edge.from_ != first)
            line |= _told(number, edge, wording)
            (dashed if edge.alleged else plain).append(line)
            heads[_HEAD[edge.family]].append(line)
    return arrows(plain, dashed, heads, height)


def _told(number: int, edge: Edge, wording: Wording) -> Row:
    acts = wording.words.text["list_sep"].join(wording.words.act[act] for act in edge.acts[:3])
    ends = wording.text("from_to", giver=wording.actor(edge.from_), receiver=wording.actor(edge.to))
    told = f"{ends}{wording.colon}{acts} ({wording.count('origins', edge.independent)})"
    return {"href": leads(wording.links.arrow(number)), "told": told, **worn(_COLOUR[edge.family], edge.independent)}
