"""The words that a claim has to itself, and the events that they keep apart."""

from __future__ import annotations

from fuse_making import article, claim
from msgspec.structs import replace

from faisceau.fuse import fuse
from faisceau.fuse.own_words import own_words
from faisceau.model.claims import Claim
from faisceau.model.text import Article

TOLD = article(
    "one.txt",
    "La police de Norve a arrêté le chimiste Brenn, accusé d'avoir empoisonné le grand puits de Caldre avec du mercure.",
    "Un",
)
SHORT = article("two.txt", "Le chimiste Brenn a empoisonné le grand puits de Caldre avec du mercure.", "Deux")
INNER = "avoir empoisonné le grand puits de Caldre avec du mercure"


def _arrest() -> Claim:
    return claim(TOLD, TOLD.text[:-1], predicate="arrêter", plover="COERCE", subject=("NOR",), object=("brenn",))


def _poisoning(of: Article, quote: str) -> Claim:
    return claim(
        of, quote, predicate="empoisonner", plover="ASSAULT", subject=("brenn",), object=("CAL",), kind="incident"
    )


def test_a_claim_that_holds_another_keeps_the_words_around_it() -> None:
    outer, inner = _arrest(), _poisoning(TOLD, INNER)
    words = own_words([inner, outer])
    assert set(words) == {outer.id}
    assert words[outer.id] == outer.quote.replace(INNER, " " * len(INNER))


def test_order_does_not_matter_and_another_article_s_claims_hold_nothing() -> None:
    outer, inner, other = _arrest(), _poisoning(TOLD, INNER), _poisoning(SHORT, SHORT.text[:-1])
    assert own_words([outer, inner, other]) == own_words([other, inner, outer])
    assert own_words([outer, other]) == {}


def test_the_same_words_marked_a_little_otherwise_and_the_same_predicate_are_no_claim_within() -> None:
    outer = _arrest()
    nearly = replace(outer, id="nearly", end=outer.end - 4, quote=outer.quote[:-4], predicate="saisir")
    same = replace(_poisoning(TOLD, INNER), predicate="arrêter")
    assert own_words([outer, nearly, same]) == {}


def test_a_claim_that_would_be_left_with_a_word_keeps_them_all() -> None:
    outer = claim(TOLD, "d'" + INNER + ".", predicate="accuser")
    first = claim(TOLD, "avoir empoisonné le grand puits", predicate="empoisonner")
    second = claim(TOLD, "de Caldre avec du mercure", predicate="mercure")
    assert own_words([outer, first, second]) == {}


def _events_of(claims: list[Claim]) -> list[frozenset[str]]:
    return [frozenset(event.claims) for event in fuse([TOLD, SHORT], claims).events]


def test_another_account_of_the_deed_is_one_with_the_clause_that_tells_it_and_not_with_the_arrest() -> None:
    outer, inner, other = _arrest(), _poisoning(TOLD, INNER), _poisoning(SHORT, SHORT.text[:-1])
    assert frozenset({inner.id, other.id}) in _events_of([outer, inner, other])
    coded_alike = replace(outer, plover="ASSAULT", kind="incident", subject=inner.subject)
    assert frozenset({coded_alike.id}) in _events_of([coded_alike, inner, other])
