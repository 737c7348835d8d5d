"""What judgements make of a stored story without fusing it: its claims as judged, and the key of the reading of them."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.model.judgements import Judged, Judgement, standing
from faisceau.model.text import Article
from faisceau.review import apply
from faisceau.run.keys import fused_key
from faisceau.store.view import View


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
