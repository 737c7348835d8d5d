"""Network and weights together: probabilities that add up, shares that do what they say, reasons that name the words."""

from __future__ import annotations

import pytest
from extract_cases import article
from msgspec import structs

from faisceau.encode import encode
from faisceau.extract import explain_claims, extract_claims
from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.odds import WORDS, odds_of
from faisceau.extract.parties import Cast, parties
from faisceau.extract.reading import Reading, read
from faisceau.extract.roles import OBJECT, SUBJECT
from faisceau.knowledge.weights import Careful, Share, careful
from faisceau.parse import parse
from faisceau.resolve import resolve

TEXT = (
    "Lima a livré mardi douze camions à Quito. « Nous les attendions », a déclaré le ministre équatorien Luis Roa. "
    "Les chauffeurs seraient restés sur place. Selon des diplomates, La Paz aurait reçu des obus et menacerait Quito."
)
LABELLED = ("keep", "kind", "status", "root")


@pytest.fixture(scope="module")
def readings() -> tuple[Reading, Reading]:
    """With vectors and without."""
    layers = resolve(parse(article(TEXT)), TEXT)
    found = read(article(TEXT), layers, encode(layers)), read(article(TEXT), layers)
    assert found[0] is not None
    assert found[1] is not None
    assert (found[0].vectors is None, found[1].vectors is None) == (False, True)
    return found[0], found[1]


@pytest.mark.parametrize("place", [0, 1], ids=["with vectors", "without"])
def test_probabilities_add_up(readings: tuple[Reading, Reading], place: int) -> None:
    reading = readings[place]
    found = candidates(reading)
    cast = Cast(reading, found)
    assert len(found) > 3
    for at, odds in enumerate(odds_of(reading, found)):
        for decision in LABELLED:
            assert len(odds.labels(decision)) > 1
            assert sum(odds.labels(decision).values()) == pytest.approx(1)
        near = parties(cast, at)
        shares = odds.roles(near)
        assert near
        assert set(shares) == {SUBJECT, OBJECT}
        for each in shares.values():
            assert len(each) == len(near) + 1
            assert sum(each) == pytest.approx(1)


def of_weights_alone(lang: str) -> Careful:
    held = careful(lang)
    return structs.replace(held, shares=dict.fromkeys(held.shares, Share(0.0, 1.0)))


def test_a_network_without_share_says_nothing(
    readings: tuple[Reading, Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faisceau.extract.odds.careful", of_weights_alone)
    both = [(reading, candidates(reading)) for reading in readings]
    assert all(found for _, found in both)
    (with_vectors, first), (without, second) = ((odds_of(*each), Cast(*each)) for each in both)
    for at, (a, b) in enumerate(zip(with_vectors, without, strict=True)):
        assert a.seen == b.seen
        for decision in LABELLED:
            known = b.labels(decision)
            told = a.labels(decision)
            assert {label: told[label] for label in known} == pytest.approx(known, abs=1e-5)
        roles = b.roles(parties(second, at))
        for role, shares in a.roles(parties(first, at)).items():
            assert shares == pytest.approx(roles[role], abs=1e-5)


@pytest.mark.parametrize("decision", LABELLED)
def test_vectors_have_a_say(readings: tuple[Reading, Reading], decision: str) -> None:
    seen, unseen = ([each.labels(decision) for each in odds_of(r, candidates(r))] for r in readings)
    assert len(seen) == len(unseen) > 0
    for told, weighed in zip(seen, unseen, strict=True):
        assert {label: told[label] for label in weighed} != pytest.approx(weighed, abs=1e-5)


def test_the_words_stand_among_the_reasons_only_where_they_were_looked_at() -> None:
    layers = resolve(parse(article(TEXT)), TEXT)

    def named(vectors: object) -> set[str]:
        made = explain_claims(article(TEXT), layers, vectors)  # type: ignore[arg-type]
        return {weight.seen for each in made for field in each.fields for weight in field.weights}

    assert WORDS in named(encode(layers))
    assert WORDS not in named(None)


def test_an_explanation_is_of_the_claims_that_are_given() -> None:
    layers = resolve(parse(article(TEXT)), TEXT)
    vectors = encode(layers)
    assert [e.claim for e in explain_claims(article(TEXT), layers, vectors)] == list(
        extract_claims(article(TEXT), layers, vectors)
    )
