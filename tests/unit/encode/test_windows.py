"""Windows: every word in exactly one, in order, with no more context than is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faisceau.encode.windows import CONTEXT, OWN, windows

SENTENCES = st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=90), max_size=30)


@given(SENTENCES)
def test_every_word_stands_in_one_window(sentences: list[list[int]]) -> None:
    sizes = [size for sentence in sentences for size in sentence]
    ranges, at = [], 0
    for sentence in sentences:
        ranges.append((at, at + len(sentence)))
        at += len(sentence)
    found = windows(sizes, ranges)
    assert [word for window in found for word in range(window.first, window.last)] == list(range(len(sizes)))
    for window in found:
        assert window.context <= window.first
        assert sum(sizes[window.context : window.first]) <= CONTEXT
        assert sum(sizes[window.first : window.last]) <= OWN


def test_windows_are_of_about_one_size() -> None:
    sizes = [1] * 480
    found = windows(sizes, [(n, n + 12) for n in range(0, 480, 12)])
    assert len(found) == 3
    assert max(w.last - w.first for w in found) - min(w.last - w.first for w in found) <= 24


def test_no_words_no_windows() -> None:
    assert windows([], []) == []
