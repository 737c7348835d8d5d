"""Rules and dated facts against the hand-made claims beside the project, where they are."""

from __future__ import annotations

import pytest

from evaluation.gold import GOLD
from evaluation.provisions import given, notes

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="no reference data beside the project")


def test_provisions_of_the_gold_s_exchanges() -> None:
    scored = given(GOLD)
    assert scored["exchanges"].f1 >= 0.90
    assert scored["exchanges"].precision >= 0.95
    assert scored["every kind, claim alone"].f1 >= 0.82


def test_notes_beside_claims_that_differ_from_a_fact_and_no_others() -> None:
    noted = notes(GOLD)
    assert len(noted.found) >= 6
    assert not noted.false
