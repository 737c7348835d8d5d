"""What is moved or counted: a good's name is the good, without where it goes, when, or who sends it."""

from __future__ import annotations

import pytest
from extract_cases import article

from faisceau.extract.claims import extract_claims
from faisceau.model.claims import Claim
from faisceau.parse import parse
from faisceau.resolve import resolve


def exchange(text: str) -> Claim:
    made = extract_claims(article(text), resolve(parse(article(text)), text))
    (found,) = [claim for claim in made if claim.kind == "exchange"]
    return found


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("L'Iran livre des drones à la Russie depuis l'automne 2022.", ["drones"]),
        ("La France s'est engagée à fournir douze canons Caesar à l'Arménie.", ["douze canons Caesar"]),
        ("Les drones que l'Iran a livrés à la Russie ont frappé Kiev.", ["drones"]),
        ("En échange, Ankara fournit du blé et des médicaments.", ["blé", "médicaments"]),
        ("La Russie a reçu de l'Iran quelque 400 missiles balistiques.", ["400 missiles balistiques"]),
        ("Le Niger n'exporte plus d'uranium vers la France depuis juillet.", ["uranium"]),
        ("Les Emirats arabes unis auraient expédié des blindés vers le Soudan depuis l'été.", ["blindés"]),
        ("Le Qatar a offert un Boeing au président américain lors de sa visite.", ["Boeing"]),
        (
            "Le Tchad livre du coton au Bénin ainsi que de grandes quantités de riz.",
            ["coton", "grandes quantités de riz"],
        ),
        (
            "Le Laos jouit du soutien chinois pour ses mines ainsi que de livraisons de gaz.",
            ["soutien chinois", "livraisons de gaz"],
        ),
        ("Le Kenya fournit du thé à l'Ouganda en échange d'électricité.", ["thé"]),
        ("La Suède a vendu pour 90 millions d'euros de machines-outils au Ghana en mai.", ["machines-outils"]),
        (
            "Le Japon envoie des missiles à courte portée et des tentes aux villages de Samar.",
            ["missiles à courte portée", "tentes"],
        ),
        ("Depuis mars, le Kazakhstan livre à la Mongolie du carburant au-delà de ce plafond.", ["carburant"]),
    ],
)
def test_a_good_is_named_by_its_own_words(text: str, goods: list[str]) -> None:
    claim = exchange(text)
    assert [item.name for item in claim.items] == goods
    for item in claim.items:
        assert item.span is not None
        assert text[item.span.start : item.span.end] == item.name


@pytest.mark.parametrize(
    ("text", "giver", "receiver"),
    [
        ("Le Pentagone évalue à 2 000 le nombre de drones livrés par l'Iran à la Russie.", "IRN", "RUS"),
        ("Selon Londres, la Turquie a livré quelque 3 000 fusils au Soudan.", "TUR", "SDN"),
        ("La Russie a reçu de l'Iran quelque 400 missiles balistiques.", "IRN", "RUS"),
    ],
)
def test_who_counts_what_others_give_gives_nothing(text: str, giver: str, receiver: str) -> None:
    flow = exchange(text).flow
    assert flow is not None
    assert (flow.from_, flow.to) == (giver, receiver)


def test_what_is_promised_to_somebody_has_its_goods() -> None:
    text = "Le Brésil a promis au Mozambique du carburant et des engrais."
    made = extract_claims(article(text), resolve(parse(article(text)), text))
    assert ["oil_refined", "chemicals"] in [[item.category for item in claim.items] for claim in made]


@pytest.mark.parametrize(
    ("text", "category", "value", "unit"),
    [
        (
            "La Suède a vendu pour 90 millions d'euros de machines-outils au Ghana en mai.",
            "dual_use",
            90_000_000,
            "euro",
        ),
        (
            "Le Gabon fournira à la Zambie deux milliards de mètres cubes de gaz par an.",
            "gas_condensates",
            2_000_000_000,
            None,
        ),
    ],
)
def test_a_sum_or_a_measure_is_of_its_good(text: str, category: str, value: int, unit: str | None) -> None:
    (good,) = exchange(text).items
    assert good.quantity is not None
    assert (good.category, good.quantity.value) == (category, value)
    assert unit in (None, good.quantity.unit)


def test_an_event_is_no_good() -> None:
    claim = exchange("Le Qatar a offert son aide au président américain lors de sa visite.")
    assert [(item.name, item.category) for item in claim.items] == [("aide", "humanitarian")]


BEFORE = "L'Iran a livré 400 missiles à la Russie en mars."


@pytest.mark.parametrize(
    ("after", "receiver"),
    [
        ("En échange, Moscou fournit des avions de chasse.", "IRN"),
        ("Le Parlement n'en dit rien. Dans l'autre sens, la Russie a expédié du blé.", "IRN"),
        ("Moscou fournit des avions de chasse.", None),
        ("En échange, la Turquie fournit des camions.", None),
        ("Le vote a eu lieu. La séance fut longue. On parla du budget. En échange, Moscou fournit du blé.", None),
    ],
)
def test_what_goes_back_goes_to_who_gave(after: str, receiver: str | None) -> None:
    text = f"{BEFORE} {after}"
    made = extract_claims(article(text), resolve(parse(article(text)), text))
    flow = [claim for claim in made if claim.kind == "exchange"][-1].flow
    assert flow is not None
    assert flow.to == receiver
