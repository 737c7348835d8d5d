"""Camps over time: windows, refusals, and the exact search whatever the order of ties."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faisceau.model.alignment import window_of
from faisceau.model.system import Sign
from faisceau.system import frustration
from faisceau.system.alignment import DatedTie, camps, windows
from faisceau.system.balance import MOST_OPTIMA, Balance, Tie, balance
from faisceau.system.blocks import blocks

ACTORS = "abcdef"
PAIRS = [(a, b) for a in ACTORS for b in ACTORS if a < b]
networks = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from(("+", "-")), min_size=4)


def ties(*told: str) -> list[Tie]:
    return [Tie(each[0], each[2], "+" if each[1] == "+" else "-") for each in told]


def dated(told: str, date: str, event: str = "e") -> DatedTie:
    return DatedTie(told[0], told[2], "+" if told[1] == "+" else "-", event, date)


SQUARE = ("a+b", "c+d", "a-c", "a-d", "b-c", "b-d")


@settings(deadline=None, max_examples=40)
@given(networks, st.randoms(use_true_random=False))
def test_the_order_of_ties_and_of_their_ends_does_not_count(network: dict[tuple[str, str], Sign], rng) -> None:  # type: ignore[no-untyped-def]
    plain = [Tie(a, b, sign) for (a, b), sign in network.items()]
    turned = [Tie(b, a, sign) if rng.random() < 0.5 else Tie(a, b, sign) for (a, b), sign in network.items()]
    rng.shuffle(turned)
    assert balance(plain) == balance(turned)


@settings(deadline=None, max_examples=40)
@given(networks)
def test_the_index_is_the_least_over_every_division(network: dict[tuple[str, str], Sign]) -> None:
    found = balance([Tie(a, b, sign) for (a, b), sign in network.items()])
    if found is None:
        return
    actors = sorted({end for pair in network for end in pair})
    counts = []
    for sides in product((0, 1), repeat=len(actors)):
        side = dict(zip(actors, sides, strict=True))
        counts.append(sum((side[a] == side[b]) == (sign == "-") for (a, b), sign in network.items()))
    assert found.index == min(counts)
    assert all(len(division.frustrated) == found.index for division in found.divisions)


def test_a_tie_given_either_way_round_is_the_same_tie() -> None:
    assert balance([Tie("b", "a", "+"), *ties(*SQUARE[1:])]) == balance(ties(*SQUARE))
    assert balance([*ties(*SQUARE), Tie("b", "a", "+")]) == balance(ties(*SQUARE))


def test_what_cannot_be_a_tie_is_refused() -> None:
    with pytest.raises(ValueError, match="itself"):
        Tie("a", "a", "+")
    with pytest.raises(ValueError, match="both signs"):
        balance([*ties(*SQUARE), Tie("b", "a", "-")])


def enumerated(network: dict[tuple[str, str], Sign]) -> tuple[int, set[frozenset[tuple[str, str]]]]:
    """The least number of frustrated ties over every division, and the sets of ties that are so in one."""
    actors = sorted({end for pair in network for end in pair})
    found: dict[frozenset[tuple[str, str]], int] = {}
    for sides in product((0, 1), repeat=len(actors)):
        side = dict(zip(actors, sides, strict=True))
        misfits = frozenset(pair for pair, sign in network.items() if (side[pair[0]] == side[pair[1]]) == (sign == "-"))
        found[misfits] = len(misfits)
    least = min(found.values())
    return least, {misfits for misfits, size in found.items() if size == least}


NINE = "abcdefghi"
larger = st.dictionaries(
    st.sampled_from([(a, b) for a in NINE for b in NINE if a < b]), st.sampled_from(("+", "-")), min_size=9, max_size=30
)


def misfits(found: Balance) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((tie.a, tie.b) for tie in division.frustrated) for division in found.divisions}


@settings(deadline=None, max_examples=60)
@given(larger)
def test_every_best_division_is_found_where_they_are_few(network: dict[tuple[str, str], Sign]) -> None:
    found = balance([Tie(a, b, sign) for (a, b), sign in network.items()])
    if found is None:
        return
    least, best = enumerated(network)
    assert found.index == found.least == least
    assert misfits(found) <= best
    assert found.complete == (len(best) <= MOST_OPTIMA)
    assert len(found.divisions) == min(len(best), MOST_OPTIMA)
    for division in found.divisions:
        sides = dict.fromkeys(division.first, 0) | dict.fromkeys(division.second, 1)
        crossing = {(a, b) for (a, b), sign in network.items() if (sides[a] == sides[b]) == (sign == "-")}
        assert crossing == {(tie.a, tie.b) for tie in division.frustrated}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(larger, st.sampled_from(((0, 15_000), (1_000, 1), (1_000, 60))))
def test_a_search_cut_short_gives_bounds_that_hold(
    monkeypatch: pytest.MonkeyPatch, network: dict[tuple[str, str], Sign], limits: tuple[int, int]
) -> None:
    monkeypatch.setattr(frustration, "MOST_TIES", limits[0])
    monkeypatch.setattr(frustration, "MOST_WORK", limits[1])
    found = balance([Tie(a, b, sign) for (a, b), sign in network.items()])
    if found is None:
        return
    least, best = enumerated(network)
    assert found.least <= least <= found.index
    assert all(len(division.frustrated) == found.index for division in found.divisions)
    assert not found.complete or misfits(found) == best


def test_a_window_whose_search_is_cut_short_says_between_which_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of the ten best divisions of five actors who are all foes none is proved best by cycles that share no tie.
    foes = [dated(f"{a}-{b}", "2031") for a in ACTORS for b in ACTORS if a < b]
    exact = camps("all", foes)
    assert (exact.index, exact.at_least) == (6, None)
    monkeypatch.setattr(frustration, "MOST_TIES", 5)
    found = camps("all", foes)
    assert found.at_least is not None
    assert found.at_least < 6 == found.index
    assert (found.complete, len(found.divisions), found.refused) == (False, 1, None)


def test_parts_that_meet_in_one_actor_are_divided_apart() -> None:
    two = [*ties("a+b", "b+c", "a-c"), *ties("c+d", "d+e", "c-e"), *ties("e+f")]
    found = balance(two)
    assert found is not None
    assert (found.index, len(found.divisions), found.complete) == (2, MOST_OPTIMA, False)
    assert blocks([(tie.a, tie.b) for tie in two]) == ((0, 1, 2), (3, 4, 5), (6,))


def test_a_story_of_many_actors_is_divided_exactly() -> None:
    """Two camps of sixty, with ties within and between, and some that do not fit: as many as were put in."""
    rng = random.Random(7)
    side = {f"x{n:03}": n % 2 for n in range(120)}
    pairs = rng.sample([(a, b) for a in side for b in side if a < b], 500)
    odd = set(rng.sample(pairs, 12))
    told: list[Tie] = [Tie(a, b, "+" if (side[a] == side[b]) != ((a, b) in odd) else "-") for a, b in pairs]
    found = balance(told)
    assert found is not None
    assert (found.index, found.least) == (12, 12)
    assert {(tie.a, tie.b) for tie in found.divisions[0].frustrated} == odd


def test_camps_of_each_month_and_of_all_dates() -> None:
    early = [dated(each, "2031-02-03") for each in SQUARE]
    late = [dated(each, "2031-05", "f") for each in ("a+c", "b+d", "a-b", "c-d", "a-d", "b-c")]
    unit, found = windows([*early, *late])
    assert (unit, [window.name for window in found]) == ("month", ["all", "2031-02", "2031-05"])
    whole, february, may = found
    assert (february.index, february.divisions[0].first, february.divisions[0].second) == (0, ("a", "b"), ("c", "d"))
    assert may.divisions[0].first == ("a", "c")
    assert whole.both == (("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))


def test_windows_grow_with_the_span() -> None:
    months = [dated("a+b", f"20{31 + n // 12}-{1 + n % 12:02}-05", f"e{n}") for n in range(30)]
    assert windows(months)[0] == "quarter"
    assert windows([dated("a+b", f"{1900 + n}-05-05", f"e{n}") for n in range(60)])[0] == "decade"


def test_a_vague_date_is_in_no_window_finer_than_itself() -> None:
    assert window_of("2031", "month") is None
    assert window_of("2031-03-30/2031-04-02", "month") is None
    assert window_of("2031-05-30/2031-06-02", "quarter") == "2031-Q2"
    assert window_of("2031/..", "decade") is None
    assert window_of("2031-06", "decade") == "2030s"


def test_a_pair_told_both_ways_changes_no_camp() -> None:
    plain = [dated(each, "2031-02") for each in SQUARE]
    both = [*plain, dated("a+e", "2031-02"), dated("a-e", "2031-02", "f"), dated("b+e", "2031-02")]
    found = camps("all", both)
    assert found.both == (("a", "e"),)
    assert found.index == 0
    assert {("a", "b", "e")} == {division.first for division in found.divisions}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (("a+b", "b+c", "a-c"), "few_actors"),
        (("a+b", "b+c", "c-d"), "no_triad"),
        ((), "no_ties"),
    ],
)
def test_no_verdict_where_there_can_be_none(told: tuple[str, ...], why: str) -> None:
    found = camps("all", [dated(each, "2031") for each in told])
    assert (found.refused, found.index, found.divisions) == (why, None, ())


def test_without_dated_ties_there_is_no_window() -> None:
    assert windows([]) == ("month", ())
