"""Reprints of articles: the same text as another outlet would run it, with a known share of it edited. Deterministic."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from faisceau.model.text import Article

MOST = 0.4
_END = re.compile(r"(?<=[.!?»])\s*(?=[A-ZÀÂÇÉÈÊÎÔ«])")
_CREDIT = re.compile(r"\(\s*(?:avec\s+)?[A-Z][A-Za-z]+(?:\s*/\s*[A-Z][A-Za-z]+)*\s*\)")
_WORD = re.compile(r"\w+")
WAYS = ("cut", "reordered", "replaced", "mixed")


class Reprint(Struct, frozen=True):
    """A reprint of `original`: `way` names what was done, `share` how much of the text it concerns (0 to `MOST`)."""

    article: Article
    original: str
    way: str
    share: float


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly; spaces after full stops are often missing in the corpus."""
    return [part for part in _END.split(text) if part.strip()]


def _cut(parts: list[str], share: float, draw: random.Random) -> list[str]:
    """The sentences less `share` of the words: from the end, as a page is filled, or here and there."""
    sizes = [len(part.split()) for part in parts]
    order = list(range(len(parts)))[::-1] if draw.random() < 0.5 else draw.sample(range(len(parts)), len(parts))
    budget, gone = share * sum(sizes), set[int]()
    for index in order:
        if sizes[index] <= budget and len(gone) < len(parts) - 1:
            gone.add(index)
            budget -= sizes[index]
    return [part for index, part in enumerate(parts) if index not in gone]


def _reordered(parts: list[str], share: float, draw: random.Random) -> list[str]:
    """The sentences with `share` of them moved to other places."""
    moved = draw.sample(range(len(parts)), round(share * len(parts)))
    kept = [part for index, part in enumerate(parts) if index not in moved]
    for index in moved:
        kept.insert(draw.randrange(len(kept) + 1), parts[index])
    return kept


def _replaced(text: str, share: float, words: Sequence[str], draw: random.Random) -> str:
    """The text with `share` of its words, scattered, replaced by words of other articles: the worst that an editor can do."""
    found = list(_WORD.finditer(text))
    for match in sorted(draw.sample(found, round(share * len(found))), key=lambda m: m.start(), reverse=True):
        text = text[: match.start()] + draw.choice(words) + text[match.end() :]
    return text


def reprint(original: Article, words: Sequence[str], number: int, seed: int) -> Reprint:
    """The reprint `number` of a series: the ways take turns, the share is drawn evenly from 0 to `MOST`.

    The first line, the headline, is always another; credits in brackets are removed. "mixed" spreads the share over cutting
    and replacing, with half of the sentences moved besides.
    """
    draw = random.Random(f"{seed}:{original.id}")
    way, share = WAYS[number % len(WAYS)], draw.uniform(0, MOST)
    _, _, body = original.text.partition("\n")
    parts = sentences(_CREDIT.sub("", body))
    if way == "cut":
        parts = _cut(parts, share, draw)
    elif way == "reordered":
        parts = _reordered(parts, share, draw)
    elif way == "mixed":
        parts = _reordered(_cut(parts, share / 2, draw), 0.5, draw)
    text = " ".join(part.strip() for part in parts)
    if way in {"replaced", "mixed"}:
        text = _replaced(text, share / (2 if way == "mixed" else 1), words, draw)
    headline = " ".join(draw.choice(words) for _ in range(8)).capitalize()
    made = replace(original, id=f"reprint-{original.id}", text=f"{headline}\n{text}", publisher=f"Gazette {number}")
    return Reprint(made, original.id, way, share)
