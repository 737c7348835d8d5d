"""First-round answers, loops and what they hang on: laws on random maps, and a small map read by hand."""

from __future__ import annotations

from itertools import combinations, product

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from faisceau.errors import Code, FaisceauError
from faisceau.model.system import Arc, Assumption, Evidence, Modality, Push, Selection, Sign
from faisceau.system.balance import Tie, balance
from faisceau.system.chains import Round, first_round
from faisceau.system.equilibrium import stress
from faisceau.system.graph import graph_of
from faisceau.system.hinges import arc_hinges, ensemble, flipped, groups_of, source_hinges
from faisceau.system.loops import loops
from faisceau.system.positions import pairs

NAMES = "abcdef"
GROUPS = ("north", "south", "east")


def said(cause: str, effect: str, sign: Sign, group: str = "north", modality: Modality = "asserted") -> Arc:
    return Arc(cause, effect, (Evidence(f"{cause}{effect}{sign}{group}", group, sign, modality),))


@st.composite
def maps(draw: st.DrawFn, one_way: bool = False) -> list[Arc]:
    """Arcs between six variables, each of one to three claims; `one_way` only from an earlier name to a later one."""
    ordered = [(a, b) for a, b in product(NAMES, NAMES) if (a < b if one_way else a != b)]
    chosen = draw(st.lists(st.sampled_from(ordered), unique=True, min_size=1, max_size=12))
    signs: st.SearchStrategy[Sign] = st.sampled_from(("+", "-"))
    arcs = []
    for cause, effect in chosen:
        claims = draw(st.lists(st.tuples(st.sampled_from(GROUPS), signs), min_size=1, max_size=3, unique=True))
        arcs.append(Arc(cause, effect, tuple(Evidence(f"{g}{s}", g, s) for g, s in claims)))
    return [*arcs, said("a", "b", "+")] if ("a", "b") not in chosen else arcs


def answers(found: Round) -> dict[str, str]:
    return {effect.variable: effect.answer for effect in found.effects}


PUSH = Push("a", "+")


@given(maps())
def test_the_opposite_push_gives_the_opposite_signs(arcs: list[Arc]) -> None:
    up, down = (answers(first_round(arcs, [Push("a", sign)], Selection())) for sign in ("+", "-"))
    assert down == {name: {"+": "-", "-": "+"}.get(answer, answer) for name, answer in up.items()}


@given(maps(), st.sampled_from(NAMES[1:]))
def test_flipping_every_arc_into_a_variable_flips_its_answer(arcs: list[Arc], target: str) -> None:
    turned = [flipped(arc) if arc.effect == target else arc for arc in arcs]
    before, after = (answers(first_round(each, [PUSH], Selection())) for each in (arcs, turned))
    assert after.get(target) == {"+": "-", "-": "+"}.get(str(before.get(target)), before.get(target))


@given(maps(), maps())
def test_one_more_arc_never_settles_what_is_contested(arcs: list[Arc], others: list[Arc]) -> None:
    known = {(arc.cause, arc.effect) for arc in arcs}
    more = next((arc for arc in others if (arc.cause, arc.effect) not in known), None)
    if more is None:
        return
    before, after = (answers(first_round(each, [PUSH], Selection())) for each in (arcs, [*arcs, more]))
    assert all(after[name] == "contested" for name, answer in before.items() if answer == "contested")


@settings(max_examples=30)
@given(maps(one_way=True))
def test_without_loops_every_draw_agrees_with_one_sign(arcs: list[Arc]) -> None:
    found = first_round(arcs, [PUSH], Selection(longest=len(NAMES)))
    drawn = stress(arcs, [PUSH], Selection(), draws=200).rising
    for name, answer in answers(found).items():
        if answer == "+":
            assert drawn[name].low == 1
        elif answer in ("-", "none"):
            assert drawn[name].high == 0


@given(maps())
def test_pressing_what_nothing_acts_on_is_holding_it(arcs: list[Arc]) -> None:
    free = [arc for arc in arcs if arc.effect != "a"]
    assert first_round(free, [Push("a", "+", held=False)], Selection()) == first_round(free, [PUSH], Selection())


@given(maps())
def test_hinges_are_the_smallest_sets_there_are(arcs: list[Arc]) -> None:
    found = source_hinges(arcs, [PUSH], Selection())
    base = answers(first_round(arcs, [PUSH], Selection()))
    for name, answer in base.items():
        least: set[tuple[str, ...]] = set()
        for size in (1, 2, 3):
            least = {
                gone
                for gone in combinations(groups_of(arcs), size)
                if answers(first_round(arcs, [PUSH], Selection(without=frozenset(gone))))[name] != answer
            }
            if least:
                break
        assert set(found.get(name, ())) == least


@given(maps())
def test_arc_hinges_change_the_answer_as_told(arcs: list[Arc]) -> None:
    for name, hinges in arc_hinges(arcs, [PUSH], Selection()).items():
        for hinge in hinges:
            if hinge.change == "removed":
                after = first_round(arcs, [PUSH], Selection(cut=frozenset({(hinge.cause, hinge.effect)})))
                assert answers(after)[name] == hinge.answer != first_round(arcs, [PUSH], Selection()).answer(name)


def test_a_held_variable_is_not_acted_on() -> None:
    arcs = [said("a", "b", "+"), said("b", "c", "+"), said("x", "b", "-")]
    both = [Push("x", "+"), Push("b", "+")]
    assert first_round(arcs, both, Selection()).answer("c") == "+"
    pressed = [Push("x", "+"), Push("b", "+", held=False)]
    assert first_round(arcs, pressed, Selection()).answer("c") == "contested"


def test_an_aim_is_not_an_effect_unless_asked_for() -> None:
    arcs = [said("sanctions", "war", "-", modality="aim"), said("trade", "war", "+")]
    push = [Push("sanctions", "+")]
    assert first_round(arcs, push, Selection()).answer("war") == "none"
    wider = Selection(modalities=frozenset({"asserted", "aim"}))
    assert first_round(arcs, push, wider).answer("war") == "-"


def test_a_denial_contests_and_may_be_left_out() -> None:
    arc = Arc("a", "b", (Evidence("1", "north", "+"), Evidence("2", "south", "+", "denied")))
    assert first_round([arc], [PUSH], Selection()).answer("b") == "+"
    assert first_round([arc], [PUSH], Selection(contested=False)).answer("b") == "none"
    assert first_round([arc], [PUSH], Selection(contested=False, without=frozenset({"south"}))).answer("b") == "+"


def test_copies_of_one_source_are_one_to_lose() -> None:
    arc = Arc("a", "b", (Evidence("1", "agency", "+"), Evidence("2", "agency", "+")))
    assert source_hinges([arc], [PUSH], Selection()) == {"b": (("agency",),)}


def test_assumptions_are_off_until_asked_for_and_signed() -> None:
    arc = Arc("a", "b", sign="+", assumption=Assumption("M. Morvan", "tides", "2031-04-02"))
    assert first_round([arc], [PUSH], Selection()).answer("b") == "none"
    assert first_round([arc], [PUSH], Selection(assumptions=True)).answer("b") == "+"
    with pytest.raises(FaisceauError) as refused:
        Assumption("M. Morvan", " ", "2031-04-02")
    assert refused.value.code == Code.BAD_ASSUMPTION


def test_a_push_on_nothing_says_what_there_is() -> None:
    with pytest.raises(FaisceauError, match="The map has: a, b"):
        first_round([said("a", "b", "+")], [Push("z", "+")], Selection())


def test_loops_once_each_with_their_sign() -> None:
    arcs = [said("a", "b", "+"), said("b", "a", "-"), said("b", "c", "+"), said("c", "a", "+")]
    found = [(loop.variables, loop.sign) for loop in loops(graph_of(arcs, Selection()), 4)]
    assert found == [(("a", "b"), "-"), (("a", "b", "c"), "+")]


def test_the_ensemble_names_what_changes_an_answer() -> None:
    arcs = [said("a", "b", "+"), said("b", "c", "+", "south")]
    fate = ensemble(arcs, [PUSH], Selection())
    assert not fate["c"].robust
    (answer, choice), *_ = fate["c"].changed_by
    assert answer == "none"
    assert choice.without == {"north"}


def test_no_balance_among_three_or_without_a_triad() -> None:
    assert balance([Tie("a", "b", "+"), Tie("b", "c", "-"), Tie("a", "c", "+")]) is None
    assert balance([Tie("a", "b", "+"), Tie("c", "d", "-"), Tie("b", "c", "+")]) is None


def test_camps_and_the_tie_that_does_not_fit() -> None:
    friends = [Tie("a", "b", "+"), Tie("c", "d", "+"), Tie("a", "c", "-"), Tie("b", "d", "-"), Tie("a", "d", "+")]
    found = balance(friends)
    assert found is not None
    assert found.index == 1
    assert Tie("a", "d", "+") in {tie for division in found.divisions for tie in division.frustrated}


def test_positions_that_are_unknown_are_not_neutral() -> None:
    known = {"A": {"gas": 1, "ports": -1, "troops": 0}, "B": {"gas": 1, "ports": 1, "troops": 1}, "C": {"gas": 1}}
    (pair,) = pairs(known)
    assert (pair.a, pair.b, pair.shared) == ("A", "B", 3)
    assert (pair.convergent, pair.divergent, pair.ambivalence) == (("gas",), ("ports",), 1.0)
