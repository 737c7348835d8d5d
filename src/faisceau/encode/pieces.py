"""Words cut into the pieces that the encoder knows: the most probable way by its unigram model (Kudo 2018, arXiv:1804.10959).

Each word is cut by itself, so that the vectors of its pieces are the word's own. What SentencePiece gives for a running
text differs from this only where a piece would span two words that nothing separates ("l'" and "armée").
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from faisceau.encode.container import Container
from faisceau.model.text import as_seen

_SPACE = "▁"
_UNKNOWN = 10.0  # how much less probable than the rarest piece a letter is that no piece holds
_LONGEST = 48  # letters of a word that are looked at: what is longer is no word
_REMEMBERED = 1 << 16


class Pieces:
    """The tokeniser of one encoder; what it cut last it remembers, since words come back."""

    def __init__(self, container: Container) -> None:
        scores = container.scores.tolist()
        self._ids = {piece: n for n, piece in enumerate(container.pieces) if n not in container.signs}
        self._scores = scores
        self._widest = max(map(len, self._ids))
        self._unknown = container.unknown
        self._never = min(scores) - _UNKNOWN
        self._cut = lru_cache(_REMEMBERED)(self._best)

    def of(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        """The ids of the word's pieces, at least one. `spaced`: white space or the text's beginning goes before it."""
        plain = unicodedata.normalize("NFKC", as_seen(word)).strip()[:_LONGEST]
        text = _SPACE.join(plain.split())
        return self._cut(f"{_SPACE}{text}" if spaced or not text else text)

    def _best(self, text: str) -> tuple[int, ...]:
        """The cut of the highest probability, found from left to right (Viterbi)."""
        best = [0.0] + [float("-inf")] * len(text)
        back: list[tuple[int, int]] = [(0, self._unknown)] * (len(text) + 1)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - self._widest), end):
                piece = self._ids.get(text[start:end])
                if piece is not None:
                    score = best[start] + self._scores[piece]
                elif end - start == 1:
                    piece, score = self._unknown, best[start] + self._never
                else:
                    continue
                if score > best[end]:
                    best[end], back[end] = score, (start, piece)
        found: list[int] = []
        at = len(text)
        while at:
            at, piece = back[at]
            found.append(piece)
        return tuple(reversed(found))
