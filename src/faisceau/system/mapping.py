"""From causal claims to a map: variables made one by rule or by the analyst, one arc for each ordered pair.

By rule a variable whose arguments are partly unknown (`?`) is the one other of its kind that its known arguments fit, where
there is one only and something of it is known. What the analyst does comes after, in its order, and is done again on every
run, whatever the claims then are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from faisceau.errors import Code, FaisceauError
from faisceau.model.mapping import Causal, Edit, SystemMap, Variable, number_of, standing
from faisceau.model.system import Arc, Assumption, Evidence
from faisceau.model.variables import UNKNOWN, Named, is_told, parsed, written
from faisceau.system.names import chosen

Pair = tuple[str, str]
_NAMING = frozenset({"assume", "cite"})  # what may name a variable that no claim speaks of
_WHOLES = frozenset({"flow", "need", "capability"})  # kinds of which "?" is whatever there is: all aid to X


def map_of(causal: Causal, *, strict: bool = False) -> SystemMap:
    """The map of causal claims, the same whatever their order.

    Raises `FaisceauError` (bad_option) where, if `strict`, the last edit speaks of a variable or arc that is not there; an
    earlier one that no longer fits, its claims being gone, changes nothing.
    """
    causes = sorted(causal.causes, key=lambda each: (each.article, each.start, each.end, each.id))
    told = [(cause, arc) for cause in causes for arc in cause.arcs if is_told(arc.cause) and is_told(arc.effect)]
    names = {name for _, arc in told for name in (arc.cause, arc.effect)}
    edits = standing(causal.edits)
    if strict and causal.edits:
        _require(causal.edits[-1], causal, names)
    meant = {name for cause, arc in told if number_of(cause.id) for name in (arc.cause, arc.effect)}
    extracted = {name for cause, arc in told if not number_of(cause.id) for name in (arc.cause, arc.effect)}
    ruled = {name: name for name in meant} | _by_rule(extracted)  # an analyst's names are meant as written
    called = _by_edits(ruled, edits)
    clear = {name for name in names if says_enough(ruled[name]) or called[name] != ruled[name]}
    told = [(cause, arc) for cause, arc in told if {arc.cause, arc.effect} <= clear]
    evidence: dict[Pair, list[Evidence]] = defaultdict(list)
    speaking: dict[str, set[str]] = defaultdict(set)
    for cause, arc in told:
        pair = (called[arc.cause], called[arc.effect])
        if pair[0] == pair[1]:
            continue
        group = causal.groups.get(cause.article, cause.article)
        heard = Evidence(cause.id, group, arc.sign, cause.modality)
        if heard not in evidence[pair]:
            evidence[pair].append(heard)
        for end in pair:
            speaking[end].add(cause.id)
    assumed = {
        (called.get(edit.variables[0], edit.variables[0]), called.get(edit.variables[1], edit.variables[1])): edit
        for edit in edits
        if edit.action == "assume"
    }
    dropped = {
        tuple(called.get(name, name) for name in edit.variables): edit.number for edit in edits if edit.action == "drop"
    }
    for pair in [*evidence]:  # what is cited or assumed after a drop stands
        evidence[pair] = [e for e in evidence[pair] if number_of(e.claim) >= dropped.get(pair, 0)]
    assumed = {pair: edit for pair, edit in assumed.items() if edit.number > dropped.get(pair, 0)}
    said = {pair: heard for pair, heard in evidence.items() if heard}
    arcs = [*_arcs(said, assumed), *definitions({*speaking, *(n for pair in assumed for n in pair)})]
    kept = _without_dropped(_each_pair_once(arcs), {*dropped} - said.keys() - assumed.keys())
    on_map = {name for arc in kept for name in (arc.cause, arc.effect)}
    merged: dict[str, set[str]] = defaultdict(set)
    for name, other in called.items():
        if name != other and name in names:
            merged[other].add(name)
    variables = tuple(
        Variable(name, len(speaking.get(name, ())), tuple(sorted(merged.get(name, ())))) for name in sorted(on_map)
    )
    return SystemMap(variables, kept, len(causes) - len({cause.id for cause, _ in told}))


def says_enough(name: str) -> bool:
    """Whether a name, once unified, is a variable of a map: a tie names who is tied, a flow leaves one thing open at most."""
    found = parsed(name)
    unknown = found.args.count(UNKNOWN)
    return unknown == 0 if found.kind == "alignment" else unknown < 2


def _by_rule(names: Iterable[str]) -> dict[str, str]:
    """What each name is called: the one name of its kind that it fits, if there is one only."""
    known = {name: parsed(name) for name in sorted(names)}
    called = {}
    for name, own in known.items():
        fits = [other for other, its in known.items() if other != name and own.fits(its)]
        # Of those that are fitted by another fit, the fullest only: "flow(A, ?, ?)" to "flow(A, B, c)", past "flow(A, B, ?)".
        fullest = [one for one in fits if not any(known[one].fits(known[other]) for other in fits if other != one)]
        called[name] = fullest[0] if len(fullest) == 1 else name
    return called


def _by_edits(called: Mapping[str, str], edits: Sequence[Edit]) -> dict[str, str]:
    """The names after the analyst's merges, each of which takes what earlier ones took."""
    found = dict(called)
    for edit in edits:
        if edit.action != "merge":
            continue
        into = found.get(edit.variables[0], edit.variables[0])
        taken = {found.get(name, name) for name in edit.variables[1:]}
        found = {name: into if now in taken else now for name, now in found.items()}
        for name in (*taken, *edit.variables[1:]):
            found[name] = into
    return found


def _arcs(evidence: Mapping[Pair, Sequence[Evidence]], assumed: Mapping[Pair, Edit]) -> Iterator[Arc]:
    for pair in sorted({*evidence, *assumed}):
        edit = assumed.get(pair)
        assumption = Assumption(edit.author, edit.reason, edit.date) if edit else None
        yield Arc(*pair, tuple(evidence.get(pair, ())), edit.sign if edit else None, assumption)


def definitions(names: Iterable[str]) -> Iterator[Arc]:
    """The arcs that hold by what words mean: a delivered good lowers the receiver's need of it; a part raises its whole."""
    known = {name: parsed(name) for name in sorted(names)}
    for name, own in known.items():
        for other, its in known.items():
            if _meets(own, its):
                yield Arc(name, other, sign="-")
            elif own.is_part_of(its) or (own.kind in _WHOLES and its.fits(own)):
                yield Arc(name, other, sign="+")


def _meets(flow: Named, need: Named) -> bool:
    """Whether a flow brings what a need is of: same good, and the receiver needs it."""
    if flow.kind != "flow" or need.kind != "need" or len(flow.args) < 3 or len(need.args) < 2:
        return False
    actors = set(need.args[0].split("+")) - {UNKNOWN}
    return flow.args[2] != UNKNOWN and flow.args[2] == need.args[1] and bool(actors & set(flow.args[1].split("+")))


def _each_pair_once(arcs: Iterable[Arc]) -> tuple[Arc, ...]:
    """What sources or the analyst say of a pair comes before a definition."""
    found: dict[Pair, Arc] = {}
    for arc in arcs:
        found.setdefault((arc.cause, arc.effect), arc)
    return tuple(found[pair] for pair in sorted(found))


def _without_dropped(arcs: Sequence[Arc], dropped: set[tuple[str, ...]]) -> tuple[Arc, ...]:
    return tuple(
        arc
        for arc in arcs
        if (arc.cause, arc.effect) not in dropped and (arc.cause,) not in dropped and (arc.effect,) not in dropped
    )


def as_on_map(edit: Edit, found: SystemMap, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The variables of an edit by their ids: each by any words that fit one only. What is assumed, cited or kept by a
    merger may be a new one, named whole.

    Raises `FaisceauError` (bad_option).
    """
    known = [variable.id for variable in found.variables]
    new = set(edit.variables if edit.action in _NAMING else edit.variables[:1] if edit.action == "merge" else ())
    return tuple(
        name if name in known or (name in new and name == written(name)) else chosen(name, known, labels)
        for name in edit.variables
    )


def _require(edit: Edit, causal: Causal, names: set[str]) -> None:
    """Raise `FaisceauError` (bad_option) where an edit speaks of what is not there. An assumption may name a new variable."""
    if edit.action == "undo":
        if not any(each.number == edit.undone for each in causal.edits[:-1]):
            raise FaisceauError(Code.BAD_OPTION, f"There is no change {edit.undone} of the map to undo.")
        return
    known = names | {name for each in causal.edits[:-1] for name in each.variables}
    taken = (
        edit.variables[1:]
        if edit.action == "merge" and edit.variables[0] == written(edit.variables[0])
        else edit.variables
    )
    unknown = sorted(set(taken) - known) if edit.action not in _NAMING else []
    if unknown:
        raise FaisceauError(Code.BAD_OPTION, f"{unknown[0]!r} is not on the map.")
    if len(set(edit.variables)) < len(edit.variables):
        raise FaisceauError(Code.BAD_OPTION, f"{edit.variables[0]!r} is named twice.")


__all__ = ["as_on_map", "definitions", "map_of", "says_enough"]
