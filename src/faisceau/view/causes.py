"""What articles say brings about what."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.errors import Code, FaisceauError
from faisceau.model.causes import Cause
from faisceau.view.ground import Ground


def causes_in_order(ground: Ground, causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """The causal claims in reading order, each once. Raises `FaisceauError` (bad_evidence) where an article does not say so."""
    known = {cause.id: cause for cause in causes}.values()
    for cause in known:
        if cause.article not in ground.article:
            raise FaisceauError(
                Code.BAD_EVIDENCE, f"Cause {cause.id} is of {cause.article}, which is not in the story."
            )
        cause.check(ground.article[cause.article].text)
    return tuple(sorted(known, key=lambda each: (ground.rank[each.article], each.start, each.end, each.id)))
