"""What brings about what: every case beside the data, and what holds for any text."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from extract_cases import article, cases

from faisceau.extract.causes import extract_causes
from faisceau.model.causes import Cause
from faisceau.parse import parse
from faisceau.resolve import resolve

CASES = cases("causes.cases.jsonl")


@cache
def causes(text: str) -> tuple[Cause, ...]:
    return extract_causes(article(text), resolve(parse(article(text)), text))


@pytest.mark.parametrize("case", [case for case in CASES if "cue" in case], ids=lambda case: case["text"])
def test_a_cause_is_tied_to_its_effect(case: dict[str, Any]) -> None:
    found = [cause for cause in causes(case["text"]) if cause.cue == case["cue"]]
    assert len(found) == 1, f"{len(found)} claims on {case['cue']!r}"
    (cause,) = found
    assert case["cause"] in cause.cause.text
    assert case["effect"] in cause.effect.text
    assert case["cue"] not in (cause.cause.text, cause.effect.text)
    assert (cause.sign, cause.modality) == (case["sign"], case["modality"])
    assert cause.cause.variable == case.get("cause_variable", cause.cause.variable)
    assert cause.effect.variable == case.get("effect_variable", cause.effect.variable)


@pytest.mark.parametrize("case", [case for case in CASES if "cue" not in case], ids=lambda case: case["text"])
def test_what_ties_nothing_is_no_causal_claim(case: dict[str, Any]) -> None:
    assert causes(case["text"]) == ()


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 60


def test_an_end_that_says_there_is_none_of_it_turns_the_sign_between_variables() -> None:
    (cause,) = causes("Grâce à l'accord entre Oslo et Rome, Moscou n'a pas livré ses armes à Pékin.")
    assert cause.sign == "+"
    assert cause.effect.variable == "flow(RUS, CHN, arms_conventional)"
    assert cause.sign_of_variables == "-"


def test_a_condition_is_kept_with_the_claim() -> None:
    (cause,) = (
        c for c in causes("Si Rome ferme ses ports, le blocus provoquera une pénurie.") if c.cue == "provoquera"
    )
    assert cause.condition == "Si Rome ferme ses ports"
