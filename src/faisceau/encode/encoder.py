"""Words as vectors in their context: what the encoder makes of one article, a vector a token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faisceau.encode.container import Container, Floats
from faisceau.encode.layers import Layer, Stack
from faisceau.encode.pieces import Pieces
from faisceau.encode.windows import windows
from faisceau.model.layers import Layers


@dataclass(frozen=True)
class Laid:
    """One window as the encoder takes it: the ids of its pieces, and for each the word that it is a piece of.

    `words` is -1 for the pieces that are only context and for the signs that open and close a window.
    """

    pieces: NDArray[np.int64]
    words: NDArray[np.int64]


class Encoder:
    """A tokeniser and a stack of layers. Pure: the same layers of an article give the same vectors."""

    def __init__(self, container: Container, layers: Sequence[Layer]) -> None:
        self._pieces = Pieces(container)
        self._ends = container.opens, container.closes
        self.stack = Stack(container, layers)
        self.width = container.width

    def vectors(self, layers: Layers) -> Floats:
        """The vector of each token of the article, the mean of its pieces': `(tokens, width)`."""
        found = np.zeros((len(layers.tokens), self.width), dtype=np.float32)
        for laid in self.laid_out(layers):
            gather(found, laid, self.stack.run(laid.pieces))
        return found

    def laid_out(self, layers: Layers) -> Iterator[Laid]:
        """The article's windows, which hold every token once besides what they repeat as context."""
        ids = [
            self._pieces.of(token.text, spaced=n == 0 or layers.tokens[n - 1].end < token.start)
            for n, token in enumerate(layers.tokens)
        ]
        sentences = [(s.first, s.last) for s in layers.sentences if s.last > s.first]
        opens, closes = self._ends
        for window in windows([len(each) for each in ids], sentences):
            pieces, words = [opens], [-1]
            for word in range(window.context, window.last):
                pieces += ids[word]
                words += [word if word >= window.first else -1] * len(ids[word])
            yield Laid(np.array([*pieces, closes]), np.array([*words, -1]))


def gather(found: Floats, laid: Laid, vectors: Floats) -> None:
    """Put the mean of its pieces' vectors in the row of each word of the window."""
    own = np.flatnonzero(laid.words >= 0)
    if not len(own):
        return
    words = laid.words[own]
    starts = np.flatnonzero(np.diff(words, prepend=-1))  # a word's pieces are neighbours
    sums = np.add.reduceat(vectors[own], starts, axis=0)
    sizes = np.diff([*starts, len(words)])
    found[words[starts]] = sums / sizes[:, None].astype(np.float32)
