"""Time expressions to dates: every case beside the data, and what may never happen."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faisceau.knowledge.dates import scan_dates
from faisceau.model.layers import Layers, Sentence, Time, Token
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.parse.times import find_times
from faisceau.resolve.anchor import Anchor
from faisceau.resolve.calendar import easter
from faisceau.resolve.times import reading_of, resolve_times

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in files("faisceau.knowledge")
    .joinpath("languages/fr/dates.cases.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def resolved(text: str, published: str | None) -> tuple[Time, ...]:
    layers = Layers("a", "fr", published, times=find_times(text, "fr"))
    return resolve_times(layers, text).times


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['text'][:40]} {c['published']} {c.get('tense', '')}")
def test_cases(case: dict[str, Any]) -> None:
    expected = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    if "tense" in case:
        expression = scan_dates(case["text"], "fr")[0]
        reading = reading_of(expression, Anchor(date.fromisoformat(case["published"]), case["tense"]))
        assert reading is not None
        assert reading.value == expected[0]["value"]
        return
    found = {t.text: t.value for t in resolved(case["text"], case["published"])}
    if not expected:
        assert found == {}
    for one in expected:
        assert one["expr"] in found, found
        assert found[one["expr"]] == one["value"]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120


def test_every_value_names_its_rule_basis_and_precision() -> None:
    for case in CASES:
        for time in resolved(case["text"], case["published"]):
            assert time.rule
            if time.value is not None:
                assert time.basis in ("explicit", "relative", "contextual")
                assert time.precision in ("day", "month", "year", "range", "approx")


def test_without_a_publication_date_only_stated_dates_have_a_value() -> None:
    for case in CASES:
        for time in resolved(case["text"], None):
            assert time.value is None or time.basis in ("explicit", "contextual")
            assert time.value is None or str(date.today()) not in time.value


def token(start: int, text: str, dep: str = "obl", head: int = 0, pos: str = "NOUN", morph: str = "") -> Token:
    return Token(start, start + len(text), text, text, pos, morph, dep, head)


@pytest.mark.parametrize(
    ("pos", "morph", "value"),
    [
        ("VERB", "Mood=Ind|Tense=Fut|VerbForm=Fin", "2024-06-25"),
        ("VERB", "Mood=Ind|Tense=Imp|VerbForm=Fin", "2024-06-18"),
        ("VERB", "Mood=Ind|Tense=Past|VerbForm=Fin", "2024-06-18"),
        ("VERB", "Tense=Past|VerbForm=Part", "2024-06-18"),
    ],
)
def test_the_tree_decides_before_the_words(pos: str, morph: str, value: str) -> None:
    text = "verbe mardi"
    tokens = (token(0, "verbe", "ROOT", 0, pos, morph), token(6, "mardi"))
    layers = Layers(
        "a", "fr", "2024-06-20", tokens=tokens, sentences=(Sentence(0, 11, 0, 2),), times=find_times(text, "fr")
    )
    assert resolve_times(layers, text).times[0].value == value


def test_another_language_is_left_alone() -> None:
    layers = Layers("a", "xx", "2024-06-20", times=(Time(0, 5, "mardi"),))
    assert resolve_times(layers, "mardi") == layers


@pytest.mark.parametrize(
    ("year", "day"), [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2024, (3, 31)), (2038, (4, 25))]
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["lundi", "mercredi", "dimanche"]))
def test_a_weekday_is_within_a_week_on_the_side_of_its_tense(published: date, name: str) -> None:
    for tense, low, high in (("past", -5, 1), ("future", 0, 6)):
        reading = reading_of(scan_dates(name, "fr")[0], Anchor(published, tense))
        assert reading is not None
        found = date.fromisoformat(reading.value)
        assert timedelta(low) <= found - published <= timedelta(high)
        assert found.isoweekday() == {"lundi": 1, "mercredi": 3, "dimanche": 7}[name]


WORDS = st.sampled_from(
    [
        "le",
        "la",
        "du",
        "au",
        "de",
        "en",
        "18",
        "31",
        "2024",
        "99",
        "juin",
        "février",
        "mardi",
        "lundi",
        "dernier",
        "prochain",
        "depuis",
        "jusqu'à",
        "il",
        "y",
        "a",
        "trois",
        "mois",
        "ans",
        "fin",
        "début",
        "semaine",
        "week-end",
        "cette",
        "XXe",
        "siècle",
        "années",
        "1990",
        "Noël",
        "entre",
        "et",
        "à",
        "-",
        "/",
        ".",
        "29",
        "0",
        "99999999",
        "veille",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.one_of(st.none(), st.dates().map(str)))
def test_any_mixture_of_words_is_resolved_or_left(text: str, published: str | None) -> None:
    times = resolved(text, published)
    assert times == resolved(text, published)
    for time in times:
        assert text[time.start : time.end] == time.text
        assert published is not None or time.basis != "relative"


def test_what_had_to_be_done_was_done() -> None:
    text = "Les navires ont dû faire demi-tour vendredi. Les ministres devaient se voir vendredi."
    layers = resolve_times(parse(Article("a", text, "0" * 64, "2024-06-19", lang="fr")), text)
    assert [time.value for time in layers.times] == ["2024-06-14", "2024-06-21"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le sommet prévu le 10 mars a été annulé par Quito.", "2024-03-10"),
        ("Prévue en mars, la conférence a été reportée.", "2024-03"),
        ("Le sommet prévu le 10 mars sera annulé par Quito.", "2024-03-10"),
        ("Le sommet prévu le 10 mars réunira trois ministres.", "2025-03-10"),
    ],
)
def test_what_was_to_come_and_was_put_off_is_nearest(text: str, value: str) -> None:
    layers = resolve_times(parse(Article("a", text, "0" * 64, "2024-06-20", lang="fr")), text)
    assert [time.value for time in layers.times] == [value]
