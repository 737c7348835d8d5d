"""The tree of an article's tokens: children, subtrees, the token at a code point. Built once, read many times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Self

from faisceau.model.layers import Layers, Sentence, Token


class Tree(tuple[Token, ...]):
    """The tokens themselves, named by their index in `Layers.tokens`; bounds are code points, half-open."""

    def __new__(cls, layers: Layers) -> Self:
        """The tree of the tokens of `layers`. A tuple: tokens are looked up hundreds of thousands of times an article."""
        return super().__new__(cls, layers.tokens)

    def __init__(self, layers: Layers) -> None:
        self.tokens = layers.tokens
        self.sentences = layers.sentences
        self._starts = [t.start for t in layers.tokens]
        self.children: list[list[int]] = [[] for _ in layers.tokens]
        for i, token in enumerate(layers.tokens):
            if token.head != i:
                self.children[token.head].append(i)
        self._sentence_of = [0] * len(layers.tokens)
        for n, sentence in enumerate(layers.sentences):
            for i in range(sentence.first, sentence.last):
                self._sentence_of[i] = n
        self._deps = [(token.dep, token.dep.partition(":")[0]) for token in layers.tokens]
        self._subtrees: dict[int, list[int]] = {}

    def at(self, offset: int) -> int | None:
        """Index of the token that holds the code point `offset`, None between tokens."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.tokens[i].end else None

    def within(self, start: int, end: int) -> range:
        """Indices of the tokens that begin inside `start:end`."""
        return range(bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1))

    def sentence_index(self, i: int) -> int:
        """Index of the sentence that holds token `i`."""
        return self._sentence_of[i]

    def sentence(self, i: int) -> Sentence:
        """The sentence that holds token `i`."""
        return self.sentences[self._sentence_of[i]]

    def is_root(self, i: int) -> bool:
        """Whether token `i` heads its sentence."""
        return self.tokens[i].head == i

    def kids(self, i: int, *deps: str) -> Iterator[int]:
        """Children of `i` in text order whose relation is one of `deps` or a subtype of it (`nsubj:pass`)."""
        for c in self.children[i]:
            dep, base = self._deps[c]
            if dep in deps or base in deps:
                yield c

    def kid(self, i: int, *deps: str) -> int | None:
        """The first of `kids`, None if there is none."""
        for c in self.children[i]:
            dep, base = self._deps[c]
            if dep in deps or base in deps:
                return c
        return None

    def subtree(self, i: int, prune: frozenset[int] = frozenset()) -> list[int]:
        """Token `i` and all below it, in text order, without the subtrees headed by a token in `prune`."""
        if prune:
            return self._below(i, prune)
        found = self._subtrees.get(i)
        if found is None:
            found = self._subtrees[i] = self._below(i, prune)
        return found.copy()

    def _below(self, i: int, prune: frozenset[int]) -> list[int]:
        out: list[int] = []
        stack = [i]
        while stack:
            at = stack.pop()
            out.append(at)
            below = self.children[at]
            if below:
                stack.extend([c for c in below if c not in prune] if prune else below)
        out.sort()
        return out

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of `i`, nearest first, the root last."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def has(self, i: int, feature: str) -> bool:
        """Whether token `i` has the morphological feature, as in `has(i, "Mood=Cnd")`."""
        return feature in self.tokens[i].morph.split("|")
