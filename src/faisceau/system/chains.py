"""First-round effects: where the chains from a pushed variable lead, and with which signs.

The sign of a chain is the product of its arcs' (Levins 1974; Axelrod 1976 for cognitive maps). Chains that disagree make
a contested answer: nothing says which is stronger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.system import Answer, Arc, Chain, Effect, Push, Selection, Sign, times
from faisceau.system.graph import Graph, graph_of

MOST_CHAINS = 50_000


class Round(Struct, frozen=True):
    """The first-round effects of some pushes, by variable. `complete` is False where chains were left unfollowed."""

    effects: tuple[Effect, ...]
    complete: bool = True

    def answer(self, variable: str) -> Answer:
        """The answer for a variable, `none` where no chain reaches it."""
        return next((e.answer for e in self.effects if e.variable == variable), "none")


def first_round(arcs: Sequence[Arc], pushes: Sequence[Push], selection: Selection) -> Round:
    """What follows for each variable that is not pushed itself, along chains of at most `selection.longest` arcs.

    Raises `FaisceauError` (bad_option) where a pushed variable is not on the map or is pushed twice.
    """
    names = require_on_map(arcs, pushes)
    graph = graph_of(arcs, selection, cut_into=(push.variable for push in pushes if push.held))
    found: dict[str, list[Chain]] = defaultdict(list)
    followed = 0
    for push in pushes:
        for chain in chains_from(graph, push.variable, selection.longest, push.sign):
            followed += 1
            if followed > MOST_CHAINS:
                return _round(graph, names, found, complete=False)
            if chain.variables[-1] not in names:
                found[chain.variables[-1]].append(chain)
    return _round(graph, names, found, complete=True)


def require_on_map(arcs: Sequence[Arc], pushes: Sequence[Push]) -> list[str]:
    """The variables pushed. Raises `FaisceauError` (bad_option) where one is not on the map or is pushed twice."""
    names = [push.variable for push in pushes]
    known = {name for arc in arcs for name in (arc.cause, arc.effect)}
    unknown = sorted(set(names) - known)
    if unknown or len(set(names)) < len(names):
        told = f"{unknown[0]!r} is not on the map" if unknown else "A variable is pushed twice"
        raise FaisceauError(Code.BAD_OPTION, f"{told}. The map has: {', '.join(sorted(known)) or 'nothing'}.")
    return names


def _round(graph: Graph, pushed: Sequence[str], found: dict[str, list[Chain]], complete: bool) -> Round:
    effects = []
    for variable in graph.variables:
        if variable in pushed:
            continue
        chains = sorted(found.get(variable, ()), key=lambda c: (len(c.variables), c.variables, c.signs))
        effects.append(Effect(variable, answer_of([c.sign for c in chains]), tuple(chains)))
    return Round(tuple(effects), complete)


def answer_of(signs: Sequence[Sign]) -> Answer:
    """One sign where all agree."""
    if not signs:
        return "none"
    return signs[0] if len(set(signs)) == 1 else "contested"


def chains_from(graph: Graph, start: str, longest: int, sign: Sign = "+") -> Iterator[Chain]:
    """Every simple chain of 1 to `longest` arcs from `start`, shorter ones first; an arc of both signs gives both."""
    edge = [Chain((start,), (), sign)]
    for _ in range(longest):
        edge = [
            Chain((*chain.variables, effect), (*chain.signs, own), times(chain.sign, own))
            for chain in edge
            for effect, signs in graph.leaving.get(chain.variables[-1], ())
            if effect not in chain.variables
            for own in signs
        ]
        yield from edge
