"""Articles that nobody annotated, with what the network and the weights together find in them.

The two are right more often than the network alone: a network that learns to answer as both do keeps what each knows
(distillation; Hinton, Vinyals and Dean 2015, arXiv:1503.02531).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.annotated import published, text_of
from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.network import DECISIONS
from faisceau.extract.odds import odds_of
from faisceau.extract.parties import Cast, parties
from faisceau.extract.reading import Reading
from faisceau.model.text import Article

LISTED = Path(__file__).resolve().parents[1] / "annotated" / "taught.txt"


@dataclass
class Answer:
    """Of one candidate the probability of each label of each decision, and of each side, nobody last, in each role."""

    labels: dict[str, dict[str, float]]
    sides: dict[str, list[float]]


def untold() -> Iterator[Article]:
    """The articles that are listed. Raises `FileNotFoundError` where the corpus is missing."""
    for name in LISTED.read_text(encoding="utf-8").split():
        day = published(name)
        yield Article(name, text_of(name, "orange-dev"), name, day, "given" if day else None, lang="fr")


def answers(reading: Reading, found: Sequence[Candidate]) -> list[Answer]:
    """What is found of each candidate of an article that was read with vectors; who vouches by the network alone."""
    cast = Cast(reading, found)
    made = []
    for at, odds in enumerate(odds_of(reading, found)):
        near = parties(cast, at)
        told, _ = odds.role_parts(near)
        made.append(Answer({d: odds.labels(d) for d in DECISIONS}, odds.roles(near) | {"source": told["source"]}))
    return made
