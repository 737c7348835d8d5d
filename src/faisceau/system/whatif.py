"""What if: a scenario put to a map, answered by first-round signs, with what each answer rests and hangs on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.ids import content_id
from faisceau.model.mapping import Causal, SystemMap, standing
from faisceau.model.system import Answer, Arc, Effect, Modality, Push, Selection
from faisceau.model.text import Article
from faisceau.model.whatif import Fiche, Scenario, Silence, Silent, SourceLoss, Spread, Stability, TurningArc, Verdict
from faisceau.system.chains import Round, first_round
from faisceau.system.equilibrium import Stress, stress
from faisceau.system.graph import graph_of
from faisceau.system.hinges import LENGTHS, arc_hinges, ensemble, groups_of, source_hinges
from faisceau.system.loops import loops, touched
from faisceau.system.mapping import map_of
from faisceau.system.names import chosen
from faisceau.system.plain_yaml import require_plain
from faisceau.system.quoting import Quoting

EVERY_ASSUMPTION = "all"
DRAWS = 5_000
MOST_BYTES = 1 << 16
"""A scenario's file is no longer than this: what is, was not written by a person."""
_LONGEST_TOLD = 300
# What the parsers of TOML and YAML raise on malformed input: a bad tag of YAML may be any of the latter.
_MALFORMED = (msgspec.MsgspecError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
_EVERYTHING: frozenset[Modality] = frozenset({"asserted", "hedged", "aim", "fear", "question", "hypothetical"})


def fiche(
    story: str, articles: Sequence[Article], causal: Causal, scenario: Scenario, labels: Mapping[str, str] | None = None
) -> Fiche:
    """The answer to `scenario` on the map of `causal`. `labels` are names of variables that a scenario may use besides ids.

    Raises `FaisceauError` (bad_option) where it pushes nothing, or names what is not on the map or not a source.
    """
    found = map_of(causal)
    arcs = arcs_in_use(found, causal, scenario)
    asked = Asked(found, labels or {})
    pushes = asked.pushes(scenario)
    selection = asked.selection(scenario, causal.groups)
    first = first_round(arcs, pushes, selection)
    quoting = Quoting(arcs, causal, articles, selection)
    by_sources = source_hinges(arcs, pushes, selection)
    by_arcs = arc_hinges(arcs, pushes, selection)
    fates = ensemble(arcs if scenario.with_assumption else found.arcs, pushes, selection)
    strained = stress(arcs, pushes, selection, DRAWS) if scenario.stress else None
    groups = tuple(name for name in groups_of(arcs) if name not in selection.without)
    lost = _without_each(groups, first, lambda left: _answers(arcs, causal, articles, pushes, left), selection)
    verdicts, silent = [], []
    widest = _reached(found.arcs, pushes, selection)
    for effect in first.effects:
        if not quoting.is_quoted(effect):
            silent.append(Silent(effect.variable, _why(effect, widest)))
            continue
        chains = quoting.told(effect)
        verdicts.append(
            Verdict(
                effect.variable,
                effect.answer,
                chains,
                len(effect.chains) - len(chains),
                quoting.sources(chains),
                by_sources.get(effect.variable, ()),
                tuple(TurningArc(h.cause, h.effect, h.change, h.answer) for h in by_arcs.get(effect.variable, ())),
                tuple(answer for answer, _ in fates[effect.variable].changed_by),
                _rising(strained, effect.variable),
                lost.get(effect.variable, ()),
            )
        )
    held = [push.variable for push in pushes if push.held]
    every = loops(graph_of(arcs, selection, held), selection.longest)
    used = {(s.cause, s.effect) for v in verdicts for c in v.chains for s in c.steps if s.ground == "assumption"}
    dates = sorted(article.published[:10] for article in articles if article.published)
    return Fiche(
        story=story,
        scenario=scenario,
        pushes=pushes,
        verdicts=tuple(verdicts),
        silent=tuple(silent) if pushes else (),
        loops=touched(every, [chain for effect in first.effects for chain in effect.chains]),
        notes=quoting.notes(),
        assumptions=tuple(arc for arc in arcs if (arc.cause, arc.effect) in used),
        edits=standing(causal.edits),
        articles=len(articles),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        undated=len(articles) - len(dates),
        map_id=content_id("m", found),
        complete=first.complete,
        stable=Stability(strained.stable.low, strained.stable.high, DRAWS) if strained else None,
        groups=groups,
        left_out=tuple(sorted(selection.without)),
        cut=tuple(sorted(selection.cut)),
    )


def arcs_in_use(found: SystemMap, causal: Causal, scenario: Scenario) -> tuple[Arc, ...]:
    """The arcs of the map with no assumptions but those wanted. Raises `FaisceauError` (bad_option)."""
    wanted = scenario.with_assumption
    if not wanted or EVERY_ASSUMPTION in wanted:
        return found.arcs
    known = {str(edit.number): edit for edit in standing(causal.edits) if edit.action == "assume"}
    for number in wanted:
        if number not in known:
            told = ", ".join(known) or "none"
            raise FaisceauError(Code.BAD_OPTION, f"There is no assumption {number!r}; there are: {told}.")
    kept = tuple(e for e in causal.edits if e.action != "assume" or str(e.number) in wanted)
    return map_of(replace(causal, edits=kept)).arcs


class Asked:
    """What the words of a scenario name."""

    def __init__(self, found: SystemMap, labels: Mapping[str, str]) -> None:
        self._names = [variable.id for variable in found.variables]
        self._taken_in = {name: variable.id for variable in found.variables for name in variable.merged}
        self._labels = labels

    def _variable(self, words: str) -> str:
        """The variable that the words name, also by a name that was taken into it, as the claims have it."""
        return self._taken_in.get(words.strip()) or chosen(words, self._names, self._labels)

    def pushes(self, scenario: Scenario) -> tuple[Push, ...]:
        """What is held and pressed."""
        pushes = []
        for told, held in (*((t, True) for t in scenario.hold), *((t, False) for t in scenario.press)):
            words, mark, sign = told.rpartition("=")
            sign = sign.strip().replace("−", "-")
            if not mark or sign not in ("+", "-"):
                raise FaisceauError(
                    Code.BAD_OPTION, f"{told!r} is not a variable and its direction: write 'VARIABLE=+'."
                )
            pushes.append(Push(self._variable(words), "+" if sign == "+" else "-", held))
        if not pushes and not (scenario.without_supplier or scenario.cap):
            raise FaisceauError(
                Code.BAD_OPTION, "Nothing is asked: give --hold or --press 'VARIABLE=+', --without-supplier or --cap."
            )
        return tuple(pushes)

    def selection(self, scenario: Scenario, groups: Mapping[str, str]) -> Selection:
        """What the answer may rest on."""
        if not 1 <= scenario.longest <= max(LENGTHS):
            raise FaisceauError(
                Code.BAD_OPTION, f"Chains of 1 to {max(LENGTHS)} arcs are followed, not {scenario.longest}."
            )
        return Selection(
            contested=not scenario.without_contested,
            assumptions=bool(scenario.with_assumption),
            modalities=Selection().modalities | frozenset(scenario.count),
            without=frozenset(self._group(name, groups) for name in scenario.without_source),
            cut=frozenset(self._arc(told) for told in scenario.cut),
            longest=scenario.longest,
        )

    def _group(self, name: str, groups: Mapping[str, str]) -> str:
        return (
            groups[chosen(name, groups, what="an article with a causal claim")] if name not in groups else groups[name]
        )

    def _arc(self, told: str) -> tuple[str, str]:
        cause, mark, effect = told.partition("->")
        if not mark:
            raise FaisceauError(Code.BAD_OPTION, f"{told!r} is not an arc: write 'CAUSE -> EFFECT'.")
        return self._variable(cause), self._variable(effect)


def _answers(
    arcs: Sequence[Arc], causal: Causal, articles: Sequence[Article], pushes: Sequence[Push], selection: Selection
) -> dict[str, Answer]:
    """The answer for each variable, `none` also where only chains without a quote lead there."""
    quoting = Quoting(arcs, causal, articles, selection)
    effects = first_round(arcs, pushes, selection).effects
    return {e.variable: e.answer if quoting.is_quoted(e) else "none" for e in effects}


def _without_each(
    groups: Sequence[str], first: Round, answers: Callable[[Selection], dict[str, Answer]], selection: Selection
) -> dict[str, tuple[SourceLoss, ...]]:
    """For each variable the source groups whose loss alone changes its answer, sorted."""
    now = {effect.variable: effect.answer for effect in first.effects}
    found: dict[str, list[SourceLoss]] = defaultdict(list)
    for group in groups:
        for variable, answer in answers(replace(selection, without=selection.without | {group})).items():
            if answer != now[variable]:
                found[variable].append(SourceLoss(group, answer))
    return {variable: tuple(losses) for variable, losses in found.items()}


def _reached(arcs: Sequence[Arc], pushes: Sequence[Push], selection: Selection) -> frozenset[str]:
    """The variables that a chain reaches where everything counts."""
    widest = replace(
        selection, contested=True, assumptions=True, modalities=_EVERYTHING, without=frozenset(), cut=frozenset(),
        longest=max(LENGTHS),
    )  # fmt: skip
    return frozenset(e.variable for e in first_round(arcs, pushes, widest).effects if e.answer != "none")


def _why(effect: Effect, widest: frozenset[str]) -> Silence:
    if effect.answer != "none":
        return "unquoted"
    return "out_of_use" if effect.variable in widest else "no_path"


def _rising(strained: Stress | None, variable: str) -> Spread | None:
    found = strained.rising.get(variable) if strained else None
    return Spread(found.low, found.high) if found else None


def scenario_of(scenario: Scenario) -> Scenario:
    """The scenario with its values as they must be, lists made tuples. Raises `FaisceauError` (bad_option)."""
    try:
        return msgspec.convert(msgspec.to_builtins(scenario), Scenario)
    except msgspec.ValidationError as error:
        raise FaisceauError(Code.BAD_OPTION, f"The scenario: {error}.") from error


def read_scenario(data: bytes, form: str = "toml") -> Scenario:
    """The scenario that a TOML or YAML file holds.

    Raises `FaisceauError`: bad_option, naming the field; too_much above `MOST_BYTES`; missing_part.
    """
    if len(data) > MOST_BYTES:
        raise FaisceauError(Code.TOO_MUCH, f"The scenario has more than {MOST_BYTES} bytes.")
    decode = msgspec.yaml.decode if form == "yaml" else msgspec.toml.decode
    try:
        if form == "yaml":
            require_plain(data)
        return decode(data, type=Scenario)
    except ImportError as error:
        raise FaisceauError(Code.MISSING_PART, f"YAML needs a part: {error}.") from error
    except _MALFORMED as error:
        told = " ".join(str(error).split())[:_LONGEST_TOLD] or type(error).__name__
        raise FaisceauError(Code.BAD_OPTION, f"The scenario: {told.rstrip('.')}.") from error


def written_scenario(scenario: Scenario) -> bytes:
    """The scenario as a YAML file that `read_scenario` reads. Raises `FaisceauError` (missing_part)."""
    try:
        return msgspec.yaml.encode(scenario)
    except ImportError as error:
        raise FaisceauError(Code.MISSING_PART, f"YAML needs a part: {error}.") from error


def settled(found: Fiche) -> Scenario:
    """The scenario of a fiche with ids instead of the words that named them, so that it asks the same of a grown story."""
    pushes: dict[bool, list[str]] = {True: [], False: []}
    for push in found.pushes:
        pushes[push.held].append(f"{push.variable}={push.sign}")
    return replace(
        found.scenario,
        hold=tuple(pushes[True]),
        press=tuple(pushes[False]),
        cut=tuple(f"{cause} -> {effect}" for cause, effect in found.cut),
        without_supplier=found.suppliers,
        cap=found.caps,
    )


__all__ = ["Asked", "arcs_in_use", "fiche", "read_scenario", "scenario_of", "settled", "written_scenario"]
