"""A story's reading as judged: judgements applied to its claims as read, then fusion, then the labels given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from faisceau.model.claims import Claim
from faisceau.model.fused import Reading
from faisceau.model.judgements import Judged, Judgement, standing
from faisceau.model.memory import Memory
from faisceau.model.text import Article
from faisceau.review import apply, labelled
from faisceau.run.keys import fused_key
from faisceau.run.remembering import uncollected
from faisceau.run.stages import Stages
from faisceau.store.view import View


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
    fuse = (stages or Stages()).fuse
    with uncollected():
        reading, waiting = labelled(fuse(articles, judged.claims, judged.ties, memory), judged)
    return AsJudged(replace(judged, waiting=(*judged.waiting, *waiting)), reading)


def judged_of(view: View, articles: Sequence[Article] | None = None, log: Sequence[Judgement] | None = None) -> Judged:
    """The story's claims as judged, without fusing them; quick where nothing was judged. `articles` are all of the view's.

    `log` is the view's unless given.
    """
    log = view.judgements() if log is None else log
    if not log:
        return Judged(tuple(view.claims()))
    return apply(articles if articles is not None else list(view.articles()), list(view.claims_as_read()), log)


def reading_key(view: View, log: Sequence[Judgement] | None = None) -> str:
    """The key that the stored reading has if it is of the view's claims, judged as `log` (the view's unless given) says.

    To accept what was never rejected changes no reading.
    """
    holding = standing(view.judgements() if log is None else log)
    rejecting = [each.number for each in holding if each.action == "reject"]
    first = min(rejecting, default=None)
    decided = [each for each in holding if each.action != "accept" or (first is not None and each.number > first)]
    return fused_key(view.claim_ids(), (stamp.content_key for stamp in view.stamps()), decided)
