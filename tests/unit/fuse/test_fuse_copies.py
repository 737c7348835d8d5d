"""Copies: what is found, what is not, and that neither order nor further copies matter."""

from __future__ import annotations

import random

import pytest
from fuse_making import article
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from faisceau.fuse.copies import copies
from faisceau.fuse.words import stop_words
from faisceau.model.memory import Memory
from faisceau.model.text import Article

WORDS = """
capitainerie navire charbon quai grue docker syndicat ministre réunion matin pluie veille semaine issue
promesse cargaison douane équipage phare jetée tempête remorqueur pilote marée entrepôt convoi wagon gare pont
digue chantier contrat prix tonne facture banque assurance enquête juge témoin rapport commission conseil
maire habitant quartier école marché pêcheur
"""


def _text(seed: int, size: int = 120) -> list[str]:
    draw = random.Random(seed)
    return [draw.choice(WORDS.split()) + str(draw.randrange(40)) for _ in range(size)]


def _article(name: str, words: list[str]) -> Article:
    return article(name, " ".join(words) + ".", name)


def test_scattered_words_may_be_replaced() -> None:
    words = _text(1)
    edited = [word if number % 3 else f"autre{number}" for number, word in enumerate(words)]
    text = copies([_article("a", words), _article("b", edited), _article("c", _text(2))])
    assert text["a"] == text["b"] != text["c"]


def test_a_shared_passage_makes_no_copy() -> None:
    """A quotation of a fifth of the text, in two articles of different words."""
    one, other = _text(1), _text(2)
    text = copies([_article("a", one), _article("b", one[:24] + other[24:])])
    assert text["a"] != text["b"]


def test_short_notes_on_one_thing_are_no_copies() -> None:
    text = copies(
        [
            article("a", "Le port de Caldre a rouvert ce lundi matin après la grève.", "Un"),
            article("b", "Après la grève, des navires sont entrés lundi dans le port de Caldre.", "Deux"),
        ]
    )
    assert text["a"] != text["b"]


def test_texts_without_a_word_are_each_their_own() -> None:
    text = copies([article("a", "…", "Un"), article("b", "…", "Deux"), article("c", "", "Trois")])
    assert len(set(text.values())) == 3
    assert copies([]) == {}


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(6)), st.integers(0, 5))
def test_neither_order_nor_one_more_copy_matters(order: list[int], copied: int) -> None:
    texts = [_text(1), _text(1)[:80], _text(2), _text(2)[20:] + _text(2)[:20], _text(3), _text(3)[:90] + _text(4)[:30]]
    articles = [_article(f"{number}", words) for number, words in enumerate(texts)]
    groups = copies(articles)
    assert copies([articles[number] for number in order]) == groups
    more = copies([*articles, _article("more", texts[copied])])
    assert {name: more[name] for name in groups} == groups
    assert more["more"] == groups[f"{copied}"]
    assert len(set(groups.values())) == 3


@pytest.mark.parametrize("seed", range(12))
def test_a_decision_is_not_recalled_for_the_same_words_in_another_language(seed: int) -> None:
    draw = random.Random(seed)
    stops = sorted(word for word in stop_words("fr") if len(word) > 2 and word.isalpha())
    words = [f"mot{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(90)]
    plain = draw.randint(12, 24)
    padded = " ".join(
        " ".join([word, *(draw.sample(stops, 4) if place > plain else ())]) for place, word in enumerate(words[:60])
    )
    first, other = Article("a1", padded, "", lang="fr"), Article("b", " ".join(words), "", lang="fr")
    memory = Memory()
    copies([first, other], memory)
    told = [first, replace(first, id="a0", lang="en"), other]
    assert copies(told, Memory(dict(memory.new))) == copies(told)
