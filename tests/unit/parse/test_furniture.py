"""Furniture: what is marked, what is left alone, and that marks are well formed on any text."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faisceau.knowledge.page import common, page_of, rules
from faisceau.model.text import UNKNOWN
from faisceau.parse.furniture import find_furniture


class Case(msgspec.Struct, frozen=True):
    text: str
    furniture: list[tuple[str, str]]
    lang: str = "fr"


def _cases() -> list[Case]:
    lines = files("faisceau.knowledge").joinpath("languages", "fr", "page.cases.jsonl").read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Case) for line in lines]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.text[-40:])
def test_cases(case: Case) -> None:
    marks = find_furniture(case.text, case.lang)
    assert [(case.text[m.start : m.end], m.reason) for m in marks] == [(q, r) for q, r in case.furniture]


def test_cases_hold_prose_that_looks_like_furniture() -> None:
    cases = _cases()
    assert len(cases) >= 60
    assert sum(not case.furniture for case in cases) >= 20


def test_every_rule_compiles() -> None:
    assert len(rules("fr")) == len(page_of("fr").rules) + len(common().rules)


def test_unknown_language_has_the_common_rules_only() -> None:
    text = "Un accord\n\nhttps://exemple.org/a\nPartager cet article"
    for lang in (UNKNOWN, "xx"):
        assert [m.reason for m in find_furniture(text, lang)] == ["link"]


def test_nothing_in_nothing() -> None:
    assert find_furniture("", "fr") == ()
    assert find_furniture(" \r\n\t\n", "fr") == ()


def test_offsets_count_code_points() -> None:
    text = "🚢 L’e\u0301quipage a signe\u0301.\r\n\r\nPartager sur Facebook\r\n"
    (mark,) = find_furniture(text, "fr")
    assert text[mark.start : mark.end] == "Partager sur Facebook"


def test_front_matter_with_carriage_returns() -> None:
    text = "---\r\ntitle: Un accord\r\n---\r\nLes deux pays ont signé.\r\n"
    (mark,) = find_furniture(text, "fr")
    assert text[mark.end :] == "Les deux pays ont signé.\r\n"


def test_a_title_that_looks_like_a_remnant_is_not_the_title() -> None:
    text = "Accueil\n\nUn accord\n\nUn accord - image 3 La ministre.\n\nLes deux pays ont signé."
    assert [text[m.start : m.end] for m in find_furniture(text, "fr")] == ["Accueil", "Un accord - image 3"]


def test_one_enormous_line_takes_no_time() -> None:
    text = "mot " * 500_000
    assert find_furniture(text, "fr") == ()


PIECES = st.sampled_from(
    [
        "Sur le même sujet", "Commentaires", "12 commentaires", "Les deux pays ont signé.", "\n", "\r\n", " - ảnh 1",
        "Photo: AFP", "PARIS (AFP) - ", "VIDÉO - ", "https://exemple.org ", "---\n", "titre: x\n", "\u2028", "é", "\U0001f6a2",
        "(lire page 3)", "par BFMTV", "?", "© AFP", "Par Lise Martin", "18 juin 2024", "Lire aussi : ", "… Lire la suite",
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)), st.sampled_from(["fr", UNKNOWN]))
def test_marks_are_ordered_disjoint_and_within_the_text(text: str, lang: str) -> None:
    end = 0
    for mark in find_furniture(text, lang):
        assert end <= mark.start < mark.end <= len(text)
        assert mark.reason
        end = mark.end
