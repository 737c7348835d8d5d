"""What articles say brings about what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.causes import Cause
from faisceau.model.dossier.causal import ArcRow, CausalMap, SourceArcs
from faisceau.model.ids import content_id
from faisceau.model.mapping import Causal, standing
from faisceau.model.system import Arc, Selection
from faisceau.system.graph import graph_of, ground_of
from faisceau.system.loops import loops
from faisceau.system.mapping import map_of
from faisceau.view.ground import Ground


def causes_in_order(ground: Ground, causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """The causal claims in reading order, each once. Raises `FaisceauError` (bad_evidence) where an article does not say so."""
    known = {cause.id: cause for cause in causes}.values()
    for cause in known:
        if cause.article not in ground.article:
            raise FaisceauError(
                Code.BAD_EVIDENCE, f"Cause {cause.id} is of {cause.article}, which is not in the story."
            )
        cause.check(ground.article[cause.article].text)
    return tuple(sorted(known, key=lambda each: (ground.rank[each.article], each.start, each.end, each.id)))


def causal_map(causal: Causal) -> CausalMap:
    """The map that the claims and the analyst's changes make, as it answers by default but with assumptions shown."""
    found = map_of(causal)
    selection = Selection(assumptions=True)
    rows = tuple(sorted((_row(arc, selection) for arc in found.arcs), key=lambda row: row.ground == "unused"))
    ends = Counter(end for row in rows if row.ground != "unused" for end in (row.cause, row.effect))
    names = sorted((variable.id for variable in found.variables), key=lambda name: (-ends[name], name))
    return CausalMap(
        tuple(names),
        rows,
        loops(graph_of(found.arcs, selection), selection.longest),
        found.unnamed,
        standing(causal.edits),
        _losses(found.arcs, selection),
        content_id("m", found) if found.variables else "",
    )


def _losses(arcs: Sequence[Arc], selection: Selection) -> tuple[SourceArcs, ...]:
    """Each source group left out in turn, those that hold up most arcs first."""
    resting: dict[str, list[Arc]] = defaultdict(list)
    for arc in arcs:
        for group in {e.group for e in arc.evidence}:
            resting[group].append(arc)
    rows = []
    for group in sorted(resting):
        left = replace(selection, without=frozenset({group}))
        lost: list[tuple[str, str]] = []
        changed: list[tuple[str, str]] = []
        for arc in resting[group]:
            now, then = ground_of(arc, selection), ground_of(arc, left)
            if now != then:
                (lost if then is None else changed).append((arc.cause, arc.effect))
        rows.append(SourceArcs(group, tuple(lost), tuple(changed)))
    return tuple(sorted(rows, key=lambda row: (-len(row.lost), -len(row.changed), row.group)))


def _row(arc: Arc, selection: Selection) -> ArcRow:
    known = ground_of(arc, selection)
    signs = known[1] if known else tuple(sorted({e.sign for e in arc.evidence}))
    return ArcRow(
        arc.cause,
        arc.effect,
        signs,
        known[0] if known else "unused",
        len({e.group for e in arc.evidence}),
        tuple(dict.fromkeys(e.claim for e in arc.evidence)),
        arc.assumption,
    )
