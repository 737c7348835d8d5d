"""Sentences beside the words that they try: read from the language's folder, analysed once each."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.reading import read
from faisceau.model.claims import Claim
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import resolve


def cases(name: str) -> list[dict[str, Any]]:
    """The rows of `name` in the French folder."""
    text = files("faisceau.knowledge").joinpath(f"languages/fr/{name}").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def article(text: str) -> Article:
    """A French article of a known day."""
    return Article("case", text, "0" * 64, "2024-06-20", lang="fr")


@cache
def claims(text: str) -> tuple[Claim, ...]:
    """What the rules make of a text, before anything is weighed."""
    reading = read(article(text), resolve(parse(article(text)), text))
    return () if reading is None else tuple(c.claim for c in candidates(reading))


def claim_on(text: str, words: str) -> Claim:
    """The claim that best covers `words`."""
    start = text.index(words)
    end = start + len(words)

    def fit(claim: Claim) -> float:
        inside = min(claim.end, end) - max(claim.start, start)
        return inside - 0.1 * (claim.end - claim.start)

    return max((c for c in claims(text) if c.start < end and start < c.end), key=fit)
