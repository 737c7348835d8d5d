"""The claims of one article: the candidates that state something, each as a row."""

from __future__ import annotations

from msgspec import structs

from faisceau.extract.attribution import Attribution
from faisceau.extract.candidates import candidates
from faisceau.extract.dating import settled
from faisceau.extract.reading import Reading, read
from faisceau.extract.weighing import Weighed, weighed
from faisceau.model.claims import Claim, with_content_id
from faisceau.model.layers import Layers, Quotation
from faisceau.model.text import Article


def extract_claims(article: Article, layers: Layers) -> tuple[Claim, ...]:
    """The article's claims in text order, none twice on the same words."""
    reading = read(article, layers)
    return () if reading is None else tuple(claim for _, claim in decided(reading))


def decided(reading: Reading) -> list[tuple[Weighed, Claim]]:
    """Each claim of the article with what it was decided from, in text order."""
    chosen = weighed(reading, candidates(reading))
    claims = settled(reading.page, [each.claim for each in chosen])
    return [(each, with_content_id(claim)) for each, claim in zip(chosen, claims, strict=True)]


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
