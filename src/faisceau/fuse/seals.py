"""Seals: short digests of claims and of all that fusion knows of their articles.

Where the seals are the same as before, what was made of them is recalled and not made again (`model/memory.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from faisceau.fuse.features import Proposition
from faisceau.fuse.marks import Marks
from faisceau.model.claims import Claim
from faisceau.model.memory import digest
from faisceau.model.text import Article


class Seals:
    """Of every claim of `known`, and of the articles with their marks: 16 bytes each."""

    def __init__(
        self, known: Sequence[Proposition], articles: Mapping[str, Article], marks: Mapping[str, Marks]
    ) -> None:
        self._claims = {claim.id: seal for one in known for claim, seal in zip(one.claims, one.seals, strict=True)}
        self._articles = {
            name: digest(article, *(marks[name].told() if name in marks else ())) for name, article in articles.items()
        }

    def of(self, claims: Iterable[Claim]) -> bytes:
        """All of the claims, in their order, and all that fusion knows of their articles."""
        return b"".join(self._claims[claim.id] + self._articles.get(claim.article, b"") for claim in claims)
