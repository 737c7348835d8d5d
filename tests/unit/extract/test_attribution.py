"""Who vouches: speakers of quotations and sources of claims."""

from __future__ import annotations

import time
from typing import Any

import pytest
from extract_cases import article, cases, claim_on, claims

from faisceau.extract import extract_claims
from faisceau.parse import parse
from faisceau.resolve import resolve
from faisceau.run.analysis import layers_of

CASES = cases("attribution.cases.jsonl")


@pytest.mark.parametrize("case", [c for c in CASES if "speakers" in c], ids=lambda c: c["text"])
def test_the_speaker_of_each_quotation(case: dict[str, Any]) -> None:
    assert [q.speaker for q in layers_of(article(case["text"])).quotations] == case["speakers"]


@pytest.mark.parametrize("case", [c for c in CASES if "source" in c], ids=lambda c: c["text"])
def test_the_source_of_a_claim(case: dict[str, Any]) -> None:
    claim = claim_on(case["text"], case["words"])
    assert case["source"] in [ref.id for ref in claim.source.by]
    if "status" in case:
        assert claim.status == case["status"]


def test_the_cue_is_words_of_the_text() -> None:
    text = "Quito a livré des camions à La Paz, ont indiqué des témoins."
    cue = claim_on(text, "Quito a livré des camions").source.cue
    assert cue == "ont indiqué des témoins"
    assert cue in text


def test_a_voice_stays_in_its_paragraph() -> None:
    text = "« Le pont ne tiendra pas », a dit Karl Lind.\n\nQuito a livré des camions à La Paz."
    assert claim_on(text, "Quito a livré des camions").source.kind == "author"


@pytest.mark.slow
def test_time_grows_with_length_not_with_its_square() -> None:
    line = "« Lima a livré des camions à Quito », a dit Karl Lind. Selon Lima, Quito a refusé cette aide.\n"

    def seconds(count: int) -> float:
        text = article(line * count)
        layers = resolve(parse(text), text.text)
        began = time.perf_counter()
        extract_claims(text, layers)
        return time.perf_counter() - began

    seconds(5)
    assert seconds(160) < 12 * seconds(40)


def test_no_claim_of_an_empty_quotation() -> None:
    assert claims("« »") == ()
