"""Who vouches: speakers of quotations and sources of claims."""

from __future__ import annotations

from typing import Any

import pytest
from extract_cases import article, cases, claim_on, claims

from faisceau.run.analysis import layers_of

CASES = cases("attribution.cases.jsonl")


@pytest.mark.parametrize("case", [c for c in CASES if "speakers" in c], ids=lambda c: c["text"])
def test_the_speaker_of_each_quotation(case: dict[str, Any]) -> None:
    assert [q.speaker for q in layers_of(article(case["text"])).quotations] == case["speakers"]


@pytest.mark.parametrize("case", [c for c in CASES if "source" in c], ids=lambda c: c["text"])
def test_the_source_of_a_claim(case: dict[str, Any]) -> None:
    claim = claim_on(case["text"], case["words"])
    by, expected = [ref.id for ref in claim.source.by], case["source"]
    assert by == expected if isinstance(expected, list) else expected in by
    if "chain" in case:
        assert [ref.id for ref in claim.source.chain] == case["chain"]
    if "status" in case:
        assert claim.status == case["status"]


@pytest.mark.parametrize("case", [c for c in CASES if "told" in c], ids=lambda c: c["text"])
def test_what_is_told_and_by_whom(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[text[q.start : q.end], q.type, q.speaker] for q in layers_of(article(text)).quotations]
    assert found == case["told"]


def test_the_cue_is_words_of_the_text() -> None:
    text = "Quito a livré des camions à La Paz, ont indiqué des témoins."
    cue = claim_on(text, "Quito a livré des camions").source.cue
    assert cue == "ont indiqué des témoins"
    assert cue in text


def test_a_voice_stays_in_its_paragraph() -> None:
    text = "« Le pont ne tiendra pas », a dit Karl Lind.\n\nQuito a livré des camions à La Paz."
    assert claim_on(text, "Quito a livré des camions").source.kind == "author"


def test_no_claim_of_an_empty_quotation() -> None:
    assert claims("« »") == ()
