"""The claims of one article: the candidates that state something, each as a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.candidates.stated import Candidate
from faisceau.extract.causes.claims import causes_of
from faisceau.extract.counterparts import with_counterparts
from faisceau.extract.dates_chosen import ChosenDate, chosen_dates
from faisceau.extract.dating import settled
from faisceau.extract.reading import Reading, read
from faisceau.extract.told import quotations_told
from faisceau.extract.weighing import Weighed, weighed
from faisceau.model.causes import Cause
from faisceau.model.claims import ActorRef, Claim, with_content_id
from faisceau.model.layers import Layers
from faisceau.model.text import Article


def extract_claims(article: Article, layers: Layers, vectors: NDArray[np.float32] | None = None) -> tuple[Claim, ...]:
    """The article's claims in text order, none twice on the same words. `vectors`: of its tokens, if they are to decide too."""
    reading = read(article, layers, vectors)
    return () if reading is None else tuple(each.claim for each in decided(reading))


def extract_told(
    article: Article, layers: Layers, vectors: NDArray[np.float32] | None = None
) -> tuple[tuple[Claim, ...], tuple[Cause, ...]]:
    """The article's claims and its causal claims, from one reading: as `extract_claims` and `extract_causes` give them."""
    reading = read(article, layers, vectors)
    if reading is None:
        return (), ()
    found = candidates(reading)
    return tuple(each.claim for each in decided(reading, found)), causes_of(reading, found)


@dataclass
class Decided:
    """A claim with what it was decided from: the weighed candidate, the rules' claim with its date, and the date chosen."""

    claim: Claim
    weighed: Weighed
    ruled: Claim
    date: ChosenDate


def decided(reading: Reading, found: Sequence[Candidate] | None = None) -> list[Decided]:
    """Each claim of the article with what it was decided from, in text order. `found` are its candidates, if at hand."""
    chosen, claims = dated_by_rules(reading, found)
    dates = chosen_dates(reading, chosen, claims)
    return [
        Decided(with_content_id(structs.replace(claim, date=date.when)), each, claim, date)
        for each, claim, date in zip(chosen, claims, dates, strict=True)
    ]


def dated_by_rules(reading: Reading, found: Sequence[Candidate] | None = None) -> tuple[list[Weighed], list[Claim]]:
    """The candidates that are claims and, in their order, these claims as decided but for their dates: the rules' ones."""
    chosen = with_counterparts(reading, weighed(reading, candidates(reading) if found is None else found))
    return chosen, settled(reading.page, [_as_written(each.claim, reading.page.text) for each in chosen])


def _as_written(claim: Claim, text: str) -> Claim:
    """The claim with every actor named by the words at its span."""

    def named(refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        return tuple(r if r.span is None else ActorRef(r.id, text[r.span.start : r.span.end], r.span) for r in refs)

    source = structs.replace(claim.source, by=named(claim.source.by), chain=named(claim.source.chain))
    return structs.replace(claim, subject=named(claim.subject), object=named(claim.object), source=source)


def with_speakers(article: Article, layers: Layers) -> Layers:
    """`layers` whose quotations are what somebody is told to have said, direct and indirect, with their speaker."""
    reading = read(article, layers)
    return layers if reading is None else structs.replace(layers, quotations=quotations_told(reading))
