"""Which articles are one source on a map, whatever they tell."""

from __future__ import annotations

import random

from faisceau.fuse.sources import source_groups
from faisceau.model.text import Article

LONG = " ".join(
    f"Le convoi numéro {n} a quitté le port de Riga avec {n * 7} sacs de blé pour la ville voisine."
    for n in range(1, 30)
)
OTHER = " ".join(
    f"La digue {n} du canal a cédé sous {n + 3} mètres d'eau et les maisons du quai furent vidées."
    for n in range(1, 30)
)


def article(name: str, text: str, publisher: str | None = None) -> Article:
    return Article(name, text, "0" * 64, "2031-01-02", publisher=publisher, lang="fr")


def test_copies_and_articles_of_one_house_are_one_source() -> None:
    pile = [
        article("a", LONG, "Le Relais"),
        article("b", LONG, "La Borne"),
        article("c", OTHER, "La Borne"),
        article("d", OTHER[:900] + " Rien de plus.", "Le Phare"),
    ]
    groups = source_groups([*pile, article("e", "Une tout autre affaire, contée par personne.", "Le Quai")])
    assert groups["a"] == groups["b"] == groups["c"] == "a"
    assert groups["e"] == "e"


def test_the_order_of_articles_does_not_count() -> None:
    pile = [article("a", LONG, "X"), article("b", OTHER, "Y"), article("c", LONG, "Z")]
    expected = source_groups(pile)
    random.Random(2).shuffle(pile)
    assert source_groups(pile) == expected == {"a": "a", "b": "b", "c": "a"}


def test_every_article_has_a_group_that_is_in_the_story() -> None:
    pile = [article("a", "", None), article("b", "", None)]
    groups = source_groups(pile)
    assert set(groups) == {"a", "b"}
    assert set(groups.values()) <= {"a", "b"}
