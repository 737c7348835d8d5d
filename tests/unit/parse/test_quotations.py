"""Where quoted words begin and end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faisceau.parse.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il a dit « oui ».", ["oui"]),
        ("Il a dit «\u00a0oui\u00a0».", ["oui"]),
        ("Il a dit “oui”.", ["oui"]),
        ('Il a dit "oui" puis "non".', ["oui", "non"]),
        ("Il a dit « le “grand” pont ».", ["le “grand” pont", "grand"]),
        ('Il a dit « le "grand" pont ».', ['le "grand" pont', "grand"]),
        ("« Un.\n« Deux. »", ["Un.\n« Deux."]),
        ("« Un.\n\nDeux. »", ["Un.\n\nDeux."]),
        ('Un pouce (") ouvert.\n"Deux"', ["Deux"]),
        ("« jamais fermé", []),
        ("« »", []),
        ("Rien.", []),
    ],
)
def test_the_words_between_marks(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text)] == found


@given(st.text(alphabet='ab «»“”„‹›"‘’\n.', max_size=200))
def test_spans_are_valid_and_in_order(text: str) -> None:
    found = find_quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert [q.start for q in found] == sorted(q.start for q in found)
    assert all(not text[q.start].isspace() and not text[q.end - 1].isspace() for q in found)


@pytest.mark.parametrize("mark", ["«", "“", '"', "„"])
def test_marks_left_open_cost_little(mark: str) -> None:
    began = time.perf_counter()
    find_quotations((mark + " mot ") * 3000)
    assert time.perf_counter() - began < 5
