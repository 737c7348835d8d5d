"""Why one claim of a story is as it is: its article is analysed again, and the claim found in it."""

from __future__ import annotations

from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.explained import Explanation
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view


def explain_claim(folder: StoryFolder, claim: str) -> Explanation:
    """The explanation of the one claim whose id begins so: see `Story.explain`. Raises `FaisceauError` (no_claim)."""
    from faisceau.run.analysis import explain  # noqa: PLC0415 - the language model's library is slow to import

    with open_view(folder) as view:
        found = view.read_like(claim) if claim else ()
        if not found or (len(found) > 1 and found[0].id != claim):
            several = "Several claims have" if found else "No claim has"
            raise FaisceauError(Code.NO_CLAIM, f"{several} an id that begins with {claim[:60]!r}.")
        article = view.article(found[0].article)
        by = next((number for number, each in view.rejected() if each.id == found[0].id), None)
        rejected = next((each for each in view.judgements() if each.number == by), None)
    made = explain(article, quick=folder.settings().quick) if article is not None else ()
    for explanation in made:
        if explanation.claim.id == found[0].id:
            return replace(explanation, rejected=rejected)
    raise FaisceauError(Code.NO_CLAIM, f"Claim {found[0].id} is not what this version reads.")
