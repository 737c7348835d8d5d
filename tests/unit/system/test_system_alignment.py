"""Camps over time: windows, refusals, and the exact search whatever the order of ties."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faisceau.model.system import Sign
from faisceau.system import balance as search
from faisceau.system.alignment import DatedTie, camps, window_of, windows
from faisceau.system.balance import Tie, TooLarge, balance

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


def test_a_network_too_large_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_TIES", 5)
    with pytest.raises(TooLarge):
        balance(ties(*SQUARE))
    assert camps("all", [dated(each, "2031") for each in SQUARE]).refused == "too_large"


def test_a_search_that_would_be_too_long_is_given_up_and_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = SimpleNamespace(status=1, success=False, message="node limit")
    monkeypatch.setattr("scipy.optimize.milp", lambda *_, **__: stopped)
    with pytest.raises(TooLarge):
        balance(ties(*SQUARE))


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
