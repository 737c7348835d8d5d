"""The last word on candidates: what is kept, what grammar keeps, and that every decision can be explained."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import get_args

import pytest
from extract_cases import article
from msgspec.structs import replace

from faisceau import knowledge
from faisceau.errors import FaisceauError
from faisceau.extract import explain_claims, extract_claims
from faisceau.extract.candidates.proposing import candidates
from faisceau.extract.parties import Cast, parties
from faisceau.extract.reading import Reading, read
from faisceau.extract.seen import seen
from faisceau.knowledge.weights import cuts, goes_with, weights, word_classes
from faisceau.model.claims import Claim, Kind, Status
from faisceau.model.layers import Layers
from faisceau.parse import parse
from faisceau.resolve import resolve

TEXT = (
    "Lima a livré mardi douze camions à Quito. Le président équatorien a salué ce geste et promis d'en parler à l'ONU. "
    "Selon des diplomates, La Paz aurait reçu des obus. « Nous n'avons rien vendu », a répondu Lima. "
    "Quito pourrait demander des explications à La Paz, qui craint un embargo."
)


@pytest.fixture(scope="module")
def layers() -> Layers:
    return resolve(parse(article(TEXT)), TEXT)


@pytest.fixture(scope="module")
def reading(layers: Layers) -> Reading:
    found = read(article(TEXT), layers)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def claims(layers: Layers) -> tuple[Claim, ...]:
    return extract_claims(article(TEXT), layers)


def test_what_grammar_marks_is_not_weighed(claims: tuple[Claim, ...]) -> None:
    told = {c.status for c in claims if "aurait reçu" in c.quote}
    assert told == {"reported_conditional"}
    assert {c.status for c in claims if "pourrait demander" in c.quote} == {"hypothetical"}


def most_shared(claims: Sequence[Claim]) -> float:
    """The largest share of their words, taken together, that two of the claims both have."""
    return max(
        (min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))
        for a, b in combinations(claims, 2)
    )


def test_no_two_claims_share_most_of_their_words(
    reading: Reading, layers: Layers, claims: tuple[Claim, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(claims) > 1
    assert most_shared(claims) <= cuts("fr").same
    assert most_shared([candidate.claim for candidate in candidates(reading)]) > cuts("fr").same
    monkeypatch.setattr("faisceau.extract.odds.cuts", lambda lang: replace(cuts(lang), keep=0.0))
    assert most_shared(extract_claims(article(TEXT), layers)) <= cuts("fr").same


def test_what_is_reported_stands_beside_the_report_where_both_are_probable(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Lima a accusé jeudi Quito d'avoir reçu trente caisses d'obus de La Paz par le lac."
    layers = resolve(parse(article(text)), text)
    assert len(extract_claims(article(text), layers)) == 1
    monkeypatch.setattr("faisceau.extract.odds.cuts", lambda lang: replace(cuts(lang), both=0.1, keep=0.05))
    assert {c.kind for c in extract_claims(article(text), layers)} >= {"exchange", "statement"}


def test_every_actor_of_a_claim_is_named_at_its_span(claims: tuple[Claim, ...]) -> None:
    refs = [ref for claim in claims for ref in (*claim.subject, *claim.object)]
    assert {"PER", "ECU", "BOL", "UN"} <= {ref.id for ref in refs}
    for ref in refs:
        assert ref.span is not None
        assert TEXT[ref.span.start : ref.span.end] == ref.name


@pytest.mark.parametrize(
    ("text", "words", "gives_or_gets", "silent"),
    [
        ("Lima a livré mardi douze camions à Quito, selon le ministre équatorien Luis Roa.", "Lima", "ECU", "luis-roa"),
        ("Le ministère bolivien évoque cent obus livrés à Lima par Quito.", "cent obus livrés", "PER", "BOL"),
        ("Selon La Paz, Lima a expédié des milliers d'obus.", "Lima", "PER", "BOL"),
    ],
)
def test_who_tells_of_an_exchange_is_in_it_only_by_other_words(
    text: str, words: str, gives_or_gets: str, silent: str
) -> None:
    (claim,) = (
        c
        for c in extract_claims(article(text), resolve(parse(article(text)), text))
        if c.kind == "exchange" and words in c.quote
    )
    ids = {ref.id for ref in (*claim.subject, *claim.object)}
    assert gives_or_gets in ids
    assert silent not in ids


def test_who_is_named_in_another_sentence_receives_nothing_that_goes_elsewhere() -> None:
    text = "Lima a menacé la Bolivie. Le Brésil, qui redoute la guerre, a envoyé vingt blindés à Boa Vista."
    (claim,) = (
        c for c in extract_claims(article(text), resolve(parse(article(text)), text)) if "vingt blindés" in c.quote
    )
    assert [ref.id for ref in claim.subject] == ["BRA"]
    assert claim.object == ()


def test_every_claim_is_explained(layers: Layers, claims: tuple[Claim, ...]) -> None:
    made = explain_claims(article(TEXT), layers)
    assert [e.claim for e in made] == list(claims)
    assert any(reason.cues for explanation in made for reason in explanation.fields)
    assert any(reason.probability is not None for explanation in made for reason in explanation.fields)
    for explanation in made:
        fields = {reason.field for reason in explanation.fields}
        assert {"claim", "kind", "plover", "status", "subject", "object", "source"} <= fields
        for reason in explanation.fields:
            assert reason.probability is None or 0 <= reason.probability <= 1
            for cue in reason.cues:
                assert TEXT[cue.span.start : cue.span.end] == cue.text


def test_what_is_seen_does_not_depend_on_the_run(reading: Reading) -> None:
    found = candidates(reading)
    again = candidates(reading)
    assert found
    for at in range(len(found)):
        names = seen(reading, found, at)
        assert names == tuple(sorted(set(names))) == seen(reading, again, at)
        for party in parties(Cast(reading, found), at):
            assert party.seen == tuple(sorted(set(party.seen)))


def test_what_words_mean_is_seen(reading: Reading) -> None:
    found = candidates(reading)
    at = next(n for n, c in enumerate(found) if c.claim.quote.startswith("Lima a livré"))
    names = seen(reading, found, at)
    assert "means.head.root=AID" in names
    assert f"after={found[at + 1].claim.plover}" in names
    assert f"like.head={word_classes('fr')['livrer'][1]}" in names


def test_words_of_like_use_share_a_class() -> None:
    classes = word_classes("fr")
    assert classes["janvier"] == classes["février"]
    assert classes["janvier"] != classes["condamner"]
    assert word_classes("en") == {}


def test_a_language_without_weights_keeps_what_the_rules_say(layers: Layers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faisceau.extract.weighing.has_weights", lambda lang: False)
    found = extract_claims(article(TEXT), layers)
    assert any(c.kind == "exchange" and c.subject[0].id == "PER" for c in found)
    assert [e.claim for e in explain_claims(article(TEXT), layers)] == list(found)


def test_probabilities_add_up_and_ignore_what_was_never_seen() -> None:
    table = weights("fr", "kind")
    known = table.probabilities(["rule.kind=exchange", "quoted=out"])
    assert sum(known.values()) == pytest.approx(1)
    assert table.probabilities(["rule.kind=exchange", "quoted=out", "never seen"]) == known
    assert known["exchange"] > table.probabilities([])["exchange"]


def test_a_kind_and_a_status_that_never_go_together_are_not_given_together(
    layers: Layers, claims: tuple[Claim, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = (c for c in claims if "salué ce geste" in c.quote)
    ratios = {kind: dict.fromkeys(get_args(Status), 0.0) for kind in get_args(Kind)}
    ratios[before.kind][before.status] = -100.0
    joined = replace(cuts("fr"), together=0.2)
    monkeypatch.setattr("faisceau.extract.weighing.goes_with", lambda lang: ratios)
    monkeypatch.setattr("faisceau.extract.odds.cuts", lambda lang: joined)
    (after,) = (c for c in extract_claims(article(TEXT), layers) if "salué ce geste" in c.quote)
    assert (after.kind, after.status) != (before.kind, before.status)


def test_a_table_that_lacks_a_status_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "load_lines", lambda path: ["kind\tasserted", *(f"{k}\t0" for k in get_args(Kind))])
    with pytest.raises(FaisceauError, match="every status"):
        goes_with.__wrapped__("fr")


@pytest.mark.parametrize("lines", [["feature\tclaim\tnone", "a\t1"], ["feature\tclaim\tnone", "a\t1\t2"]])
def test_malformed_weights_say_so(lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "load_lines", lambda path: lines)
    weights.cache_clear()
    with pytest.raises(FaisceauError, match=r"bias|weights"):
        weights("fr", "keep")
    weights.cache_clear()
