"""Folding: what only the writing of a word adds is gone."""

from __future__ import annotations

import pytest

from faisceau.knowledge.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élève", "eleve"),
        ("cœur", "coeur"),
        ("Ex æquo", "ex aequo"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_case_accents_and_ligatures_are_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_composed_and_decomposed_letters_are_one() -> None:
    assert fold("caf\u00e9") == fold("cafe\u0301") == "cafe"
