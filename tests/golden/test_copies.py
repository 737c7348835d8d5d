"""Copies among other articles, where the reference corpus is there: found, not invented, counted once."""

from __future__ import annotations

import pytest

from evaluation.copies import corpus, measure
from evaluation.gold import SHARED

CORPUS = SHARED / "data" / "orange-dev.jsonl.gz"
pytestmark = pytest.mark.slow


@pytest.mark.skipif(not CORPUS.is_file(), reason="no reference corpus beside the repository")
def test_reprints_are_found_and_counted_once() -> None:
    found = measure(corpus(CORPUS), "report", seed=1)
    assert found.reprints == 500
    assert found.recall >= 0.99
    assert found.false_share <= 0.005
    assert found.counted_twice == 0
