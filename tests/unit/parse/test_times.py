"""Where a text tells time: extents and rules."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from faisceau.parse.times import find_times

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in files("faisceau.knowledge")
    .joinpath("languages/fr/dates.cases.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_the_extents_of_every_case(case: dict[str, Any]) -> None:
    expected = case["expect"]
    several = expected if isinstance(expected, list) else [expected]
    found = [t.text for t in find_times(str(case["text"]), "fr")]
    for one in several:
        assert one["expr"] in found
    if not several:
        assert found == []


def test_extents_carry_no_value_but_a_rule() -> None:
    (found,) = find_times("Le pont a cédé le 18 juin 2024.", "fr")
    assert (found.start, found.end, found.text) == (18, 30, "18 juin 2024")
    assert (found.value, found.basis, found.precision, found.rule) == (None, None, None, "day_month_year")


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
@pytest.mark.parametrize("mark", ["'", "’"])
def test_typography_changes_nothing_but_the_text(space: str, mark: str) -> None:
    (found,) = find_times(f"Rien jusqu{mark}au 3{space}mai{space}2022.", "fr")
    assert found.text == f"jusqu{mark}au 3{space}mai{space}2022"


@pytest.mark.parametrize(
    "text", ["Mardinois", "un marsouin", "le maire", "2500 soldats", "version 2.0", "Août-Dupont", "semainier", ""]
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, "fr") == ()


def test_no_expression_runs_over_a_blank_line() -> None:
    assert [t.text for t in find_times("Il part mardi\n\n18 juin 2020", "fr")] == ["mardi", "18 juin 2020"]


EXPRESSIONS = ("mardi", "le 18 juin 2020", "depuis 2019", "du 3 au 5 mai", "il y a deux ans", "2024-06-18")
PIECES = st.one_of(st.text(max_size=20), st.sampled_from([f" {words}" for words in EXPRESSIONS]))


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
@example(" ; ".join(EXPRESSIONS))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    found = find_times(text, "fr")
    assert text != " ; ".join(EXPRESSIONS) or len(found) == len(EXPRESSIONS)
    end = 0
    for one in found:
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        end = one.end


@pytest.mark.parametrize(
    "piece", ["a ", "18 ", "mardi ", "depuis ", "du 15 au ", "il y a ", "vingt et ", "2024-", "\n"]
)
def test_long_repetitions_come_to_an_end(piece: str) -> None:
    text = piece * 4000  # its cost is measured in benchmarks/linearity.py
    assert all(text[one.start : one.end] == one.text for one in find_times(text, "fr"))


def test_another_language_has_none() -> None:
    assert find_times("mardi", "xx") == ()
