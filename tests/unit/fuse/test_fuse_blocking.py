"""How many pairs are compared, and that weights stay where they are when one claim comes in."""

from __future__ import annotations

from fuse_making import article, claim

from faisceau.fuse.blocking import BLOCK, WINDOW, pair_codes
from faisceau.fuse.features import Proposition, propositions
from faisceau.fuse.held import Held
from faisceau.fuse.rarity import Rarity
from faisceau.model.claims import Claim

PORTS = ("Caldre", "Ormuz", "Lugmont", "Vorville")


def _arrivals(count: int) -> list[Claim]:
    """Claims that all share their act and actors, each with a word of its own."""
    made = []
    for number in range(count):
        told = article(f"{number:04}.txt", f"Le cargo n{number:04} a livré du blé à {PORTS[number % 4]}.")
        made.append(claim(told, told.text[:-1], kind="exchange", plover="AID", subject=("VAL",), object=("ORM",)))
    return made


def _known(count: int) -> list[Proposition]:
    return propositions(_arrivals(count), {})


def _pairs(known: list[Proposition]) -> list[tuple[int, int]]:
    codes = pair_codes(known, Held.of(known, lambda each: each.stems))
    return [divmod(code, len(known)) for code in codes.tolist()]


def test_a_frequent_key_costs_no_more_than_its_window() -> None:
    for count in (4 * BLOCK, 16 * BLOCK):
        known = _known(count)
        pairs = _pairs(known)
        keys_of_one = 40
        assert len(pairs) <= count * keys_of_one * WINDOW
        assert len(pairs) < count * (count - 1) / 4


def test_pairs_are_each_given_once_and_do_not_depend_on_order() -> None:
    claims = _arrivals(60)
    there = _pairs(propositions(claims, {}))
    back = _pairs(propositions(claims[::-1], {}))
    assert there == back
    assert len(set(there)) == len(there)
    assert all(a < b for a, b in there)


def test_one_more_claim_moves_no_weight_between_powers_of_two() -> None:
    before, after = Rarity.of(_known(40)), Rarity.of(_known(41))
    assert {word: after.words[word] for word in before.words} == before.words
    assert {actor: after.actors[actor] for actor in before.actors} == before.actors
