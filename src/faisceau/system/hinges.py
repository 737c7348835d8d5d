"""What an answer hangs on: the fewest sources, or the one arc, whose loss would change it; how it fares under other choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from faisceau.model.system import OPPOSITE, Answer, Arc, Chain, Modality, Push, Selection
from faisceau.system.chains import answer_of, first_round

MOST_SOURCES = 3
LENGTHS = (2, 3, 4, 5)
UNSURE: frozenset[Modality] = frozenset({"hypothetical", "question"})

Sources = frozenset[str]


class Hinge(Struct, frozen=True):
    """One arc that decides: what is done to it, and what the answer is then."""

    cause: str
    effect: str
    change: Literal["removed", "flipped"]
    answer: Answer


def source_hinges(
    arcs: Sequence[Arc], pushes: Sequence[Push], selection: Selection, at_most: int = MOST_SOURCES
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each variable with an answer the smallest sets of source groups without which it would be another, sorted.

    Exact up to `at_most` groups: an answer changes where every chain of one sign is cut, and each set is found by cutting
    the first chain left in every way there is. A variable has no entry where no set of that size will do. Where contested
    arcs are left out, a denial's source, without which its arc counts again, is not looked for.
    """
    known = {(arc.cause, arc.effect): arc for arc in arcs}
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for effect in first_round(arcs, pushes, selection).effects:
        sets: set[Sources] = set()
        for sign in sorted({chain.sign for chain in effect.chains}):
            ways = [_ways_to_cut(chain, known, selection) for chain in effect.chains if chain.sign == sign]
            sets.update(_cuts(ways, frozenset(), at_most))
        if sets:
            least = min(map(len, sets))
            found[effect.variable] = tuple(sorted(tuple(sorted(s)) for s in sets if len(s) == least))
    return found


def _ways_to_cut(chain: Chain, known: Mapping[tuple[str, str], Arc], selection: Selection) -> tuple[Sources, ...]:
    """Sets of groups each of which cuts the chain: all who claim one of its arcs with the sign that it has here."""
    cuts = []
    for cause, effect, sign in zip(chain.variables, chain.variables[1:], chain.signs, strict=False):
        arc = known[cause, effect]
        if arc.sign is not None:
            continue  # a definition or an assumption stands without sources
        cuts.append(
            frozenset(
                e.group
                for e in arc.evidence
                if e.sign == sign and e.modality in selection.modalities and e.group not in selection.without
            )
        )
    return tuple(cuts)


def _cuts(ways: Sequence[tuple[Sources, ...]], gone: Sources, left: int) -> Iterator[Sources]:
    standing = next((way for way in ways if not any(cut <= gone for cut in way)), None)
    if standing is None:
        yield gone
        return
    for cut in standing:
        new = cut - gone
        if len(new) <= left:
            yield from _cuts(ways, gone | new, left - len(new))


def arc_hinges(arcs: Sequence[Arc], pushes: Sequence[Push], selection: Selection) -> dict[str, tuple[Hinge, ...]]:
    """For each variable the single arcs whose removal, or whose opposite sign, would change its answer, in the arcs' order.

    No chain is followed again: without an arc the chains left are those that do not use it, and with its sign turned those that do
    turn theirs.
    """
    order = {(arc.cause, arc.effect): place for place, arc in enumerate(arcs)}
    found: dict[str, tuple[Hinge, ...]] = {}
    for effect in first_round(arcs, pushes, selection).effects:
        using: dict[tuple[str, str], set[int]] = {}
        for place, chain in enumerate(effect.chains):
            for pair in pairwise(chain.variables):
                using.setdefault(pair, set()).add(place)
        hinges = []
        for pair in sorted(using, key=lambda pair: order[pair]):
            on = using[pair]
            left = [chain.sign for place, chain in enumerate(effect.chains) if place not in on]
            turned = [OPPOSITE[effect.chains[place].sign] for place in on]
            changes: tuple[tuple[Literal["removed", "flipped"], Answer], ...] = (
                ("removed", answer_of(left)),
                ("flipped", answer_of([*left, *turned])),
            )
            hinges += [Hinge(*pair, change, now) for change, now in changes if now != effect.answer]
        if hinges:
            found[effect.variable] = tuple(hinges)
    return found


def flipped(arc: Arc) -> Arc:
    """The same arc with every sign the other way."""
    return replace(
        arc,
        sign=OPPOSITE[arc.sign] if arc.sign else None,
        evidence=tuple(replace(e, sign=OPPOSITE[e.sign]) for e in arc.evidence),
    )


def groups_of(arcs: Sequence[Arc]) -> tuple[str, ...]:
    """Every source group that some arc rests on, sorted."""
    return tuple(sorted({e.group for arc in arcs for e in arc.evidence}))


class Fate(Struct, frozen=True):
    """How an answer fares over the ensemble: every answer met, and the first choice that gave each other one."""

    answers: tuple[Answer, ...]
    changed_by: tuple[tuple[Answer, Selection], ...]

    @property
    def robust(self) -> bool:
        """Whether no choice changes the answer."""
        return len(self.answers) == 1


def ensemble(arcs: Sequence[Arc], pushes: Sequence[Push], selection: Selection) -> dict[str, Fate]:
    """Every variable's answers over what may be rested on × each source group left out × lengths × unsure modalities."""
    base = {effect.variable: effect.answer for effect in first_round(arcs, pushes, selection).effects}
    met: dict[str, dict[Answer, Selection]] = {name: {answer: selection} for name, answer in base.items()}
    for other in choices(arcs, selection):
        for effect in first_round(arcs, pushes, other).effects:
            met[effect.variable].setdefault(effect.answer, other)
    return {name: _fate(answers, base[name]) for name, answers in met.items()}


def _fate(met: Mapping[Answer, Selection], base: Answer) -> Fate:
    return Fate(tuple(sorted(met)), tuple((answer, met[answer]) for answer in sorted(met) if answer != base))


def choices(arcs: Sequence[Arc], selection: Selection) -> Iterator[Selection]:
    """The selections of the ensemble, in a fixed order: the nearest to the one given first."""
    rests = ((selection.contested, selection.assumptions), (False, False), (True, False), (True, True))
    for modalities in (selection.modalities, selection.modalities | UNSURE):
        for contested, assumptions in dict.fromkeys(rests):
            for length in sorted(LENGTHS, key=lambda n: abs(n - selection.longest)):
                for group in (None, *groups_of(arcs)):
                    without = selection.without | ({group} if group else frozenset())
                    yield replace(
                        selection,
                        contested=contested,
                        assumptions=assumptions,
                        modalities=modalities,
                        without=without,
                        longest=length,
                    )
