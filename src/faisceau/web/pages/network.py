"""The network: who acts towards whom, within the dates selected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from faisceau.export.charts import network_chart
from faisceau.export.wording import Wording
from faisceau.model.dossier.events import Edge, Family, Network
from faisceau.model.dossier.naming import Note
from faisceau.model.dossier.whole import Dossier
from faisceau.model.pages import Tie
from faisceau.view.network import network_of
from faisceau.web.pages.page import ROWS, Drawing, Made, Page, Paging
from faisceau.web.parts import Part, dossier_of_part, part_of
from faisceau.web.room import Visit

_CITED = 4
_DRAWN = 60
Ends = tuple[str, str, Family]


class NetworkPage(Struct, frozen=True):
    """A stretch of the arrows, those with the most origins first; each cites some of the claims that tell it."""

    paging: Paging
    network: Network
    acts: int
    notes: tuple[Note, ...]


def make(visit: Visit) -> Made:
    """The arrows of the months selected, those of the actor selected if any."""
    bundles = _known(visit)
    page = visit.selection.page
    first = (page - 1) * ROWS
    edges, dossier = _edges(visit, bundles[first : first + ROWS])
    paging = Paging(page, max(1, -(-len(bundles) // ROWS)), len(bundles))

    def drawn(wording: Wording) -> dict[str, Any]:
        return {"first": first}

    acts = sum(tie.events for _, ties in bundles for tie in ties)
    return Made(NetworkPage(paging, network_of(edges), acts, dossier.notes), dossier, drawn)


def values(visit: Visit) -> tuple[Dossier, Callable[[Wording], Markup]]:
    """What is drawn."""
    edges, dossier = _edges(visit, _known(visit)[:_DRAWN])
    return dossier, lambda wording: network_chart(network_of(edges), wording)


def _edges(visit: Visit, bundles: list[tuple[Ends, list[Tie]]]) -> tuple[tuple[Edge, ...], Dossier]:
    part = part_of(visit, claims={id_ for _, ties in bundles for id_ in _claims(ties)})
    edges = tuple(_edge(part, ends, ties) for ends, ties in bundles)
    return edges, dossier_of_part(visit, part, actors={end for ends, _ in bundles for end in ends[:2]})


def _known(visit: Visit) -> list[tuple[Ends, list[Tie]]]:
    key = ("ties", visit.selection.dates, visit.selection.actor)
    return visit.cache.get(key, lambda: _bundles(visit))


def _bundles(visit: Visit) -> list[tuple[Ends, list[Tie]]]:
    found: dict[Ends, list[Tie]] = defaultdict(list)
    for tie in visit.pages.ties(*visit.selection.dates, actor=visit.selection.actor or None):
        found[tie.giver, tie.receiver, tie.family].append(tie)
    return sorted(
        found.items(),
        key=lambda pair: (-max(tie.independent for tie in pair[1]), -sum(t.events for t in pair[1]), pair[0]),
    )


def _claims(ties: list[Tie]) -> list[str]:
    best = sorted(ties, key=lambda tie: (-tie.independent, tie.month or "~"))
    return list(dict.fromkeys(id_ for tie in best for id_ in tie.claims))[:_CITED]


def _edge(part: Part, ends: Ends, ties: list[Tie]) -> Edge:
    acts = dict.fromkeys(act for tie in sorted(ties, key=lambda tie: -tie.events) for act in tie.acts)
    return Edge(
        *ends,
        acts=tuple(acts),
        independent=max(tie.independent for tie in ties),
        alleged=all(tie.alleged for tie in ties),
        events=(),
        notes=tuple(part.notes.number(id_) for id_ in _claims(ties)),
    )


PAGE = Page("network", "/network", "network.html.j2", make, NetworkPage)
DRAWING = Drawing(PAGE, values)
