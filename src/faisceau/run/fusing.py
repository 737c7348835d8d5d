"""A story's reading as judged: judgements applied to its claims as read, then fusion, then the labels given.

Nothing here, nor in what it imports, sees the store: a reading is a function of what is given. `run/keys.py` hashes this code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from msgspec.structs import replace

from faisceau.model.claims import Claim
from faisceau.model.fused import Reading
from faisceau.model.judgements import Judged, Judgement
from faisceau.model.memory import Memory
from faisceau.model.text import Article
from faisceau.model.ties import Ties
from faisceau.review import apply, labelled
from faisceau.run.uncollected import uncollected

if TYPE_CHECKING:
    from faisceau.run.stages import Stages

FREE = Ties()


class Fusing(Protocol):
    """How claims are fused."""

    def __call__(
        self, articles: Sequence[Article], claims: Sequence[Claim], ties: Ties = FREE, memory: Memory | None = None, /
    ) -> Reading:
        """What the claims of the articles amount to; `memory` spares work and changes nothing."""


def fuse_claims(
    articles: Sequence[Article], claims: Sequence[Claim], ties: Ties = FREE, memory: Memory | None = None, /
) -> Reading:
    """What the claims of several articles amount to, with what is decided of them."""
    from faisceau.fuse import fuse  # noqa: PLC0415 - its parts are slow to import

    return fuse(articles, claims, ties, memory)


class AsJudged(NamedTuple):
    """A reading, and the claims that it was made of."""

    judged: Judged
    reading: Reading


def read_as_judged(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    log: Sequence[Judgement],
    stages: Stages | None = None,
    memory: Memory | None = None,
) -> AsJudged:
    """What the claims, as they were read, amount to after the judgements of `log`. `memory` spares work."""
    judged = apply(articles, claims, log)
    fuse: Fusing = stages.fuse if stages is not None else fuse_claims
    with uncollected():
        reading, waiting = labelled(fuse(articles, judged.claims, judged.ties, memory), judged)
    return AsJudged(replace(judged, waiting=(*judged.waiting, *waiting)), reading)
