"""Who vouches for a claim: the voice that the rules find, or where they find the author's only, one that the network is sure of."""

from __future__ import annotations

from collections.abc import Iterator

from faisceau.extract.candidates.stated import kind_of_source, source_of_voice
from faisceau.extract.odds import Odds
from faisceau.extract.parties import Party
from faisceau.extract.reading import Reading
from faisceau.extract.voices.zones import Voice
from faisceau.model.claims import AUTHOR, Claim, Source


def vouched(reading: Reading, claim: Claim, parties: tuple[Party, ...], odds: Odds) -> Source:
    """The claim's source. Where the rules leave it to the author, words that go on with somebody's are often theirs: one who
    is named near takes it if the network finds it more probable than the cut, with the words by which they speak nearest."""
    found = odds.vouching(parties)
    if found is None or claim.source.by[0].id != AUTHOR or not parties:
        return claim.source
    shares, cut = found
    best = max(range(len(parties)), key=lambda n: (round(shares[n], 6), -n))
    if shares[best] <= cut:
        return claim.source
    ref = parties[best].ref
    heard = min(
        (voice for voice in _voices(reading) if voice.by[0].id == ref.id),
        key=lambda voice: (abs(voice.start - claim.start), voice.start),
        default=None,
    )
    if heard is not None:
        return source_of_voice(reading.page, heard)
    named = reading.page.text[ref.span.start : ref.span.end] if ref.span is not None else None
    return Source((ref,), kind_of_source(ref.id), named)


def _voices(reading: Reading) -> Iterator[Voice]:
    """Every voice of the article, by report, by quotation, by remark and by cue."""
    found = reading.voices
    yield from found.reports.values()
    yield from found.quotations.values()
    for _, voice in found.remarks:
        yield voice
    for zones in found.zones.values():
        for zone in zones:
            yield zone.voice
