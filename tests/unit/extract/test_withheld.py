"""Acts that the words say are not done, or not said to be so: decided claims, words in their context read too."""

from __future__ import annotations

import pytest
from extract_cases import article

from faisceau.encode import encode
from faisceau.extract import extract_claims
from faisceau.model.claims import Claim
from faisceau.parse import parse
from faisceau.resolve import resolve

_GIVEN_UP = {"REJECT", "SANCTION", "RETREAT", "CONCEDE"}


def claim_of(text: str, words: str) -> Claim:
    layers = resolve(parse(article(text)), text)
    (claim,) = (c for c in extract_claims(article(text), layers, encode(layers)) if words in c.quote)
    return claim


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Quito a renoncé à livrer des missiles à La Paz.", "livrer"),
        ("Quito rechigne à livrer des missiles à La Paz.", "livrer"),
        ("Quito a évité de bombarder les ports de Lima.", "bombarder"),
        ("Quito s'est engagé à cesser de bombarder les ports de Lima.", "bombarder"),
    ],
)
def test_an_act_that_is_said_not_to_be_done_is_negated_or_given_up(text: str, words: str) -> None:
    claim = claim_of(text, words)
    assert claim.polarity == ("+" if claim.plover in _GIVEN_UP else "-")


@pytest.mark.parametrize(
    "text",
    ["Quito a commencé à livrer des missiles à La Paz.", "Quito n'hésite pas à livrer des missiles à La Paz."],
)
def test_an_act_that_is_begun_or_not_held_back_is_done(text: str) -> None:
    claim = claim_of(text, "livrer")
    assert claim.polarity == "+"
    assert claim.plover not in _GIVEN_UP


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rien n'indique que Quito a livré des missiles à La Paz.", "a livré"),
        ("Aucun élément ne prouve que Quito ait bombardé Lima.", "bombardé"),
    ],
)
def test_what_nobody_says_to_be_so_is_not_asserted_by_weights_either(text: str, words: str) -> None:
    assert claim_of(text, words).status == "hypothetical"
