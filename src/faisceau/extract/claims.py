"""The claims of one article: the candidates that state something, each as a row."""

from __future__ import annotations

from msgspec import structs

from faisceau.extract.attribution import Attribution
from faisceau.extract.candidates import candidates
from faisceau.extract.dating import settled
from faisceau.extract.reading import read
from faisceau.extract.weighing import weighed
from faisceau.model.claims import Claim, with_content_id
from faisceau.model.layers import Layers, Quotation
from faisceau.model.text import Article


def extract_claims(article: Article, layers: Layers) -> tuple[Claim, ...]:
    """The article's claims in text order, none twice on the same words."""
    reading = read(article, layers)
    if reading is None:
        return ()
    best: dict[tuple[int, int], Claim] = {}
    for each in weighed(reading, candidates(reading)):
        key = (each.claim.start, each.claim.end)
        if key not in best or _filled(each.claim) > _filled(best[key]):
            best[key] = each.claim
    ordered = [best[key] for key in sorted(best)]
    return tuple(with_content_id(claim) for claim in settled(reading.page, ordered))


def _filled(claim: Claim) -> int:
    return len(claim.subject) + len(claim.object)


def with_speakers(article: Article, layers: Layers) -> Layers:
    """`layers` whose quotations name their speaker, as far as the article says."""
    reading = read(article, layers)
    if reading is None:
        return layers
    return structs.replace(layers, quotations=tuple(_spoken(q, reading.voices, article) for q in layers.quotations))


def _spoken(quotation: Quotation, voices: Attribution, article: Article) -> Quotation:
    voice = voices.quotations.get(quotation.start)
    if voice is None:
        return quotation
    who = voice.by[0]
    cue = article.text[voice.start : voice.end]
    return structs.replace(quotation, speaker=who.name, speaker_span=who.span, cue=cue)
