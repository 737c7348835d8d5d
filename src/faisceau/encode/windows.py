"""An article's words in windows that the encoder reads: whole sentences, with some words before as context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OWN = 232  # pieces of a window at most, unless one sentence alone has more
CONTEXT = 24  # pieces before them that are read along


@dataclass(frozen=True)
class Window:
    """Words `first:last` of an article, half-open, read after those from `context` on."""

    context: int
    first: int
    last: int


def windows(sizes: Sequence[int], sentences: Sequence[tuple[int, int]]) -> list[Window]:
    """Windows that hold every word once. `sizes` are the pieces of each word, `sentences` half-open ranges of words.

    Windows are of about one size as far as sentences allow; a sentence too long for one is cut between words.
    """
    parts = [part for first, last in sentences for part in _cut(sizes, first, last)]
    total = sum(sizes)
    count = max(1, -(-total // OWN))
    target = total / count
    found: list[Window] = []
    start, held = 0, 0
    for n, (first, last) in enumerate(parts):
        size = sum(sizes[first:last])
        if held and held + size > OWN:
            found.append(_window(sizes, start, first))
            start, held = first, 0
        held += size
        if held >= target and n + 1 < len(parts):
            found.append(_window(sizes, start, last))
            start, held = last, 0
    if held:
        found.append(_window(sizes, start, parts[-1][1]))
    return found


def _cut(sizes: Sequence[int], first: int, last: int) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    held, start = 0, first
    for word in range(first, last):
        if held and held + sizes[word] > OWN:
            parts.append((start, word))
            start, held = word, 0
        held += sizes[word]
    return [*parts, (start, last)] if last > start else parts


def _window(sizes: Sequence[int], first: int, last: int) -> Window:
    context, held = first, 0
    while context > 0 and held + sizes[context - 1] <= CONTEXT:
        context -= 1
        held += sizes[context]
    return Window(context, first, last)
