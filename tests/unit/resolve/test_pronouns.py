"""What takes up an actor already named, and what must not."""

from __future__ import annotations

import pytest

from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import resolve


def taken_up(text: str) -> list[tuple[str, tuple[str, ...]]]:
    layers = resolve(parse(Article("a", text, "0" * 64, "2023-05-01", lang="fr")), text)
    return [(m.text, m.actors) for m in layers.mentions if m.kind == "pronoun" or "already named" in (m.rule or "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le Kremlin a parlé. Il a menti.", ("Il", ("RUS",))),
        ("La Slovénie a dit oui. Elle attend.", ("Elle", ("SVN",))),
        ("La Bolivie a défendu ses frontières.", ("ses", ("BOL",))),
        ("Le Hamas a publié une liste. Le mouvement attend.", ("mouvement", ("HAMAS",))),
        ("Hugh Todd a saisi l'ONU. L'armateur grec Minerva a fait savoir qu'il attendrait.", ("il", ("MINERVA",))),
        ("Le Pérou et le Chili négocient. Les deux pays hésitent.", ("pays", ("PER", "CHL"))),
    ],
)
def test_taken_up(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert expected in taken_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le Canada a dit non. Il faut attendre.",
        "Le Canada a dit non. Il y a des raisons.",
        "Le Canada a dit non. Elles attendent.",
        "Il pleut. Les deux pays hésitent.",
        "Le Canada a dit non. L'AFP le rapporte. Les deux pays hésitent.",
        "La Bolivie a parlé. « Nous défendrons notre territoire », a répondu le président péruvien.",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    assert not [actors for words, actors in taken_up(text) if words in ("Il", "Elles", "pays", "notre")]


def test_far_is_forgotten() -> None:
    text = "Le Kremlin a parlé. " + "La pluie tombe. " * 4 + "Il a menti."
    assert taken_up(text) == []


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Jean Morel et Paul Lenoir se sont vus. Puis le milliardaire a parlé.", "milliardaire"),
        ("Jean Morel est revenu. Depuis son arrivée au pouvoir, il se tait. La Suisse aussi.", "pouvoir"),
        ("L'Otan et l'ONU en ont parlé. Puis le journal a publié la liste.", "journal"),
        ("Jean Morel se tait. Mais un opposant a parlé.", "opposant"),
    ],
)
def test_a_noun_that_may_mean_several_means_nobody(text: str, noun: str) -> None:
    assert not [words for words, _ in taken_up(text) if words == noun]
