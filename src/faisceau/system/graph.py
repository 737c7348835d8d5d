"""The arcs that an answer may rest on: the map as one selection of its evidence leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faisceau.model.system import Arc, Ground, Selection, Sign


def ground_of(arc: Arc, selection: Selection) -> tuple[Ground, tuple[Sign, ...]] | None:
    """What an arc rests on under a selection and the signs claimed, None where nothing that counts is left.

    Opposite signs, or a denial beside an assertion, make it contested; a denial alone draws no arc.
    """
    heard = [e for e in arc.evidence if e.group not in selection.without]
    signs = tuple(sorted({e.sign for e in heard if e.modality in selection.modalities and e.modality != "denied"}))
    if signs:
        disputed = len(signs) > 1 or any(e.modality == "denied" for e in heard)
        return ("contested" if disputed else "cited"), signs
    if arc.sign is None:
        return None
    return ("assumption" if arc.assumption else "definition"), (arc.sign,)


@dataclass(frozen=True, slots=True)
class Graph:
    """For each variable the arcs that leave it, as `(effect, signs claimed)`, by effect."""

    leaving: dict[str, tuple[tuple[str, tuple[Sign, ...]], ...]]

    @property
    def variables(self) -> tuple[str, ...]:
        """Every variable, sorted."""
        return tuple(sorted(self.leaving))


def graph_of(arcs: Sequence[Arc], selection: Selection, cut_into: Iterable[str] = ()) -> Graph:
    """The graph of the arcs that the selection leaves, without those into the variables `cut_into`."""
    held = frozenset(cut_into)
    allowed = {
        "cited": True,
        "contested": selection.contested,
        "definition": selection.definitions,
        "assumption": selection.assumptions,
    }
    leaving: dict[str, list[tuple[str, tuple[Sign, ...]]]] = {}
    for arc in arcs:
        leaving.setdefault(arc.cause, [])
        leaving.setdefault(arc.effect, [])
        found = ground_of(arc, selection)
        if found and allowed[found[0]] and arc.effect not in held and (arc.cause, arc.effect) not in selection.cut:
            leaving[arc.cause].append((arc.effect, found[1]))
    return Graph({name: tuple(sorted(out)) for name, out in sorted(leaving.items())})
