"""Where quoted words begin and end."""

from __future__ import annotations

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
        ('"Le pont tient, a-t-il dit. "Le port", lui, est "fermé".', ["Le port", "fermé"]),
        ('Le pont tient", a-t-il dit. "Le port" est "fermé".', ["Le port", "fermé"]),
        (
            '"Il présente un ami "Paul Morel" et je dis oui", a-t-il dit.',
            ['Il présente un ami "Paul Morel" et je dis oui'],
        ),
        ('Il a dit " oui ", puis " non ".', ["oui", "non"]),
        ('Il a dit:"Oui".Puis:"Non".', ["Oui", "Non"]),
        ('l\'"accord" de fin', ["accord"]),
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
def test_marks_left_open_come_to_an_end(mark: str) -> None:
    text = (mark + " mot ") * 3000  # its cost is measured in benchmarks/linearity.py
    assert all(q.end <= len(text) for q in find_quotations(text))
