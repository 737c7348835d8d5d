"""Words into pieces: the most probable cut, always at least one piece, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_container import PIECES, write

from faisceau.encode.container import Container
from faisceau.encode.pieces import Pieces

IDS = {piece: n for n, piece in enumerate(PIECES)}
UNKNOWN = IDS["<unk>"]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Pieces:
    path: Path = tmp_path_factory.mktemp("encoder") / "e.bin"
    write(path)
    return Pieces(Container(path))


def cuts(text: str) -> Iterator[list[str]]:
    """Every way to cut a text into pieces; a letter of no piece stands for itself."""
    if not text:
        yield []
    for end in range(1, len(text) + 1):
        if text[:end] in PIECES or (end == 1 and text[0] not in PIECES):
            for rest in cuts(text[end:]):
                yield [text[:end], *rest]


def score(cut: list[str]) -> float:
    return sum(PIECES.get(piece, min(PIECES.values()) - 10) for piece in cut)


@given(st.text("abcz'", min_size=1, max_size=7), st.booleans())
def test_no_other_cut_is_more_probable(pieces: Pieces, word: str, spaced: bool) -> None:
    text = "▁" * spaced + word
    found = pieces.of(word, spaced=spaced)
    best = max(score(cut) for cut in cuts(text))
    names = list(PIECES)
    ours = sum(min(PIECES.values()) - 10 if i == UNKNOWN else PIECES[names[i]] for i in found)
    assert ours == pytest.approx(best)


def test_the_space_before_a_word_belongs_to_its_first_piece(pieces: Pieces) -> None:
    assert pieces.of("ab", spaced=True) == (IDS["▁ab"],)
    assert pieces.of("ab", spaced=False) == (IDS["ab"],)


@pytest.mark.parametrize("word", ["", " ", "\u00a0", "\ufffd", "z" * 10_000])
def test_whatever_the_word_it_has_a_piece(pieces: Pieces, word: str) -> None:
    assert pieces.of(word, spaced=False)
    assert len(pieces.of(word, spaced=True)) < 100
