"""The claims of one article: the candidates that state something, each as a row."""

from __future__ import annotations

from msgspec import structs

from faisceau.extract.candidates import candidates
from faisceau.extract.dating import settled
from faisceau.extract.reading import read
from faisceau.extract.told import quotations_told
from faisceau.model.claims import Claim, with_content_id
from faisceau.model.layers import Layers
from faisceau.model.text import Article


def extract_claims(article: Article, layers: Layers) -> tuple[Claim, ...]:
    """The article's claims in text order, none twice on the same words."""
    reading = read(article, layers)
    if reading is None:
        return ()
    best: dict[tuple[int, int], Claim] = {}
    for claim in (c.claim for c in candidates(reading) if not c.doubts):
        key = (claim.start, claim.end)
        if key not in best or _filled(claim) > _filled(best[key]):
            best[key] = claim
    ordered = [best[key] for key in sorted(best)]
    return tuple(with_content_id(claim) for claim in settled(reading.page, ordered))


def _filled(claim: Claim) -> int:
    return len(claim.subject) + len(claim.object)


def with_speakers(article: Article, layers: Layers) -> Layers:
    """`layers` whose quotations are what somebody is told to have said, direct and indirect, with their speaker."""
    reading = read(article, layers)
    return layers if reading is None else structs.replace(layers, quotations=quotations_told(reading))
