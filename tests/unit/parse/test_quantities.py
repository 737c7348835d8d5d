"""Quantities: every case beside the data, and what may never happen."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faisceau.knowledge.numbers import numerals
from faisceau.parse.quantities import find_quantities

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in files("faisceau.knowledge")
    .joinpath("languages/fr/numbers.cases.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_cases(case: dict[str, Any]) -> None:
    found = find_quantities(case["text"], "fr")
    expected = case["expect"]
    if expected is None:
        assert found == ()
        return
    assert [q.text for q in found] == [expected["expr"]]
    quantity = found[0]
    assert (quantity.value, quantity.min, quantity.max) == tuple(expected.get(k) for k in ("value", "min", "max"))
    assert (quantity.unit, quantity.of) == (expected.get("unit"), expected.get("of"))
    assert quantity.approx is expected.get("approx", False)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("quatre-vingt-un", 81),
        ("deux cent mille", 200_000),
        ("mille neuf cent quatre-vingt-quatorze", 1994),
        ("trois milliards deux cents millions", 3_200_000_000),
        ("zéro", 0),
        ("deux trois", None),
        ("vingt vingt", None),
    ],
)
def test_numbers_in_words(words: str, value: float | None) -> None:
    assert numerals("fr").value(words) == value


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Le Pérou compte 4.120 morts. Suivent la Bolivie (2.310) et le Chili (940).", ["death"] * 3),
        ("La région annonce 830 morts, contre 790 la veille.", ["death"] * 2),
        ("Un premier bilan parlait de 45 blessés, un second de 60.", ["injured person"] * 2),
        ("La banque a perdu 2,4 milliards d'euros en mars, puis 1,1 milliard en avril.", ["euro", "euro"]),
        (
            "Elle doit 3 milliards de dollars et 2 milliards d'euros, sans compter 5 milliards gelés.",
            ["US dollar", "euro", None],
        ),
        ("Le port a reçu 12 conteneurs. L'équipe a gagné avec Ruiz (7).", ["container", None]),
        ("La ville déplore 30 morts. Ruiz (7) a marqué.", ["death", None]),
        ("Le Pérou compte 4.120 morts. Le scrutin a donné 60 voix au non.", ["death", "vote"]),
    ],
)
def test_a_bare_figure_counts_what_the_figure_before_it_does(text: str, units: list[str | None]) -> None:
    assert [q.unit for q in find_quantities(text, "fr")] == units


def test_a_number_between_marks_counts_what_stands_behind_them() -> None:
    text = 'Bakou parle de « plusieurs dizaines » de missiles, Erevan de "trois" caisses.'
    dozens, three = find_quantities(text, "fr")
    assert (dozens.text, dozens.min, dozens.unit) == ("« plusieurs dizaines » de missiles", 20, "missile")
    assert (three.value, three.of) == (3, "caisses")


def test_a_unit_is_of_one_kind() -> None:
    kinds: dict[str, set[str]] = {}
    for unit in numerals("fr").units.values():
        kinds.setdefault(unit.unit, set()).add(unit.kind)
    assert {unit for unit, found in kinds.items() if len(found) > 1} == set()


def spell(n: int) -> str:
    """French words for 1 to 999,999: an independent reading of the rules, to test the reader against."""
    small = [
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
    ]
    tens = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 7: "soixante", 8: "quatre-vingt"}
    if n <= 16:
        return small[n - 1]
    if n < 20:
        return "dix-" + small[n - 11]
    if n < 100:
        ten, one = divmod(n, 10)
        if ten in (7, 9):
            ten, one = ten - 1, one + 10
        if one == 0:
            return tens[ten] + ("s" if ten == 8 else "")
        joint = " et " if one in (1, 11) and ten != 8 else "-"
        return tens[ten] + joint + spell(one)
    if n < 1000:
        hundred, rest = divmod(n, 100)
        head = "cent" if hundred == 1 else small[hundred - 1] + (" cents" if rest == 0 else " cent")
        return head + (" " + spell(rest) if rest else "")
    thousand, rest = divmod(n, 1000)
    head = "mille" if thousand == 1 else re.sub("(cent|vingt)s$", r"\1", spell(thousand)) + " mille"
    return head + (" " + spell(rest) if rest else "")


@given(st.integers(2, 999_999))
def test_any_number_in_words_is_read_back(n: int) -> None:
    found = find_quantities(f"Il y a {spell(n)} soldats ici.", "fr")
    assert [q.value for q in found] == [n]


@given(st.integers(0, 10**9), st.sampled_from([".", " ", "\u00a0", "\u202f"]))
def test_any_number_in_figures_is_read_back(n: int, mark: str) -> None:
    found = find_quantities(f"Le port compte {n:,} conteneurs.".replace(",", mark), "fr")
    assert [q.value for q in found] == [n]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    check(text)


WORDS = st.sampled_from(
    [
        "un",
        "deux",
        "cents",
        "vingt",
        "et",
        "mille",
        "millions",
        "de",
        "d'",
        "près",
        "au",
        "moins",
        "plus",
        "entre",
        "à",
        "5",
        "5.000",
        "10,5",
        "%",
        "€",
        "$",
        "km",
        "mm",
        "h",
        "30",
        "-",
        ".",
        ",",
        "la",
        "moitié",
        "tiers",
        "dizaines",
        "des",
        "plusieurs",
        "aucun",
        "mort",
        "morts",
        "demi-heure",
        "kilomètre",
        "et",
        "demi",
        "999999999999",
        "résolution",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_mixture_of_words_gives_spans_inside_it(text: str) -> None:
    check(text)


def check(text: str) -> None:
    found = find_quantities(text, "fr")
    assert found == find_quantities(text, "fr")
    end = 0
    for quantity in found:
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.of is None or quantity.of in text
        assert (quantity.value, quantity.min, quantity.max) != (None, None, None)
        end = quantity.end


@pytest.mark.parametrize("piece", ["a ", "5 ", "vingt ", "des dizaines de ", "1.000.000.", "entre 1 et ", "' ", "  "])
def test_long_repetitions_come_to_an_end(piece: str) -> None:
    text = piece * 4000  # its cost is measured in benchmarks/linearity.py
    assert all(text[one.start : one.end] == one.text for one in find_quantities(text, "fr"))


def test_another_language_has_none() -> None:
    assert find_quantities("5 soldats", "xx") == ()
