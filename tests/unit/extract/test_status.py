"""How firmly a claim is told."""

from __future__ import annotations

from typing import Any

import pytest
from extract_cases import cases, claim_on


@pytest.mark.parametrize("case", cases("modality.cases.jsonl"), ids=lambda c: c["text"])
def test_the_status_of_a_claim(case: dict[str, Any]) -> None:
    assert claim_on(case["text"], case["words"]).status == case["status"]


def test_what_decided_is_kept_as_cue() -> None:
    text = "Quito pourrait livrer des camions à La Paz."
    assert claim_on(text, text).status_cue == "pourrait"


@pytest.mark.parametrize(
    ("text", "words", "polarity"),
    [
        ("Quito a failli livrer des camions à La Paz.", "livrer", "-"),
        ("Quito aurait dû livrer des camions à La Paz en 2019.", "livrer", "-"),
        ("Quito doit livrer des camions à La Paz.", "livrer", "+"),
        ("Lima ne pense pas que Quito ait livré des camions à La Paz.", "ait livré", "-"),
        ("Lima pense que Quito a livré des camions à La Paz.", "a livré", "+"),
        ("Lima ne pense pas que Quito n'ait pas livré de camions à La Paz.", "n'ait pas livré", "+"),
    ],
)
def test_what_governs_an_act_may_turn_it(text: str, words: str, polarity: str) -> None:
    assert claim_on(text, words).polarity == polarity


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Rien n'indique que Quito a livré des camions à La Paz.", "Quito a livré", "hypothetical"),
        ("Aucun témoin ne confirme que Quito ait bombardé Lima.", "Quito ait bombardé", "hypothetical"),
        ("Lima n'a pas dit que Quito ait bombardé le port de Tumbes.", "Quito ait bombardé", "hypothetical"),
        ("Lima ne savait pas que Quito avait bombardé le port de Tumbes.", "Quito avait bombardé", "asserted"),
        ("Quito doit démontrer qu'il respecte la trêve avec Lima.", "il respecte la trêve", "forecast"),
    ],
)
def test_what_nobody_says_yet_is_not_told_as_so(text: str, words: str, status: str) -> None:
    assert claim_on(text, words).status == status


def test_a_negated_act_is_asserted_with_its_polarity() -> None:
    text = "Quito n'a pas livré de camions à La Paz."
    claim = claim_on(text, text)
    assert (claim.status, claim.polarity) == ("asserted", "-")


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Quito n'a pas tardé à livrer des camions à La Paz.", "+"),
        ("Quito n'hésite pas à frapper les ports de Lima.", "+"),
        ("Quito n'a pas manqué de condamner Lima.", "+"),
        ("Quito n'a pas attendu pour livrer des camions à La Paz.", "+"),
        ("Quito n'a pas attendu la réponse de Lima.", "-"),
    ],
)
def test_who_does_not_hesitate_to_act_acts(text: str, polarity: str) -> None:
    assert claim_on(text, text.rstrip(".")).polarity == polarity
