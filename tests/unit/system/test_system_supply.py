"""Dependence: coverage, who relies more by dominance only, what a supplier gone or a cap enforced takes away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faisceau.errors import FaisceauError
from faisceau.model.dependence import Lost, Need, Reliance, Supplier, Supplying, Words
from faisceau.model.passages import Passage
from faisceau.system.supply import coverage, dependences, relies_more, shortfalls

GRADES = ("vital", "important", "unstated")
reliances = st.lists(
    st.builds(Reliance, st.sampled_from(("grain", "fuel")), st.sampled_from(GRADES), st.integers(0, 3)), max_size=4
)
QUOTES = {n: Words(f"c{n}", "a", f"words {n}") for n in range(1, 9)}


def passage(number: int) -> Passage:
    return Passage(number, (number,), (), "asserted")


def supplier(actor: str, number: int, *provisions: str) -> Supplier:
    return Supplier(actor, (Supplying(f"x{number}", "asserted", passage(number), provisions),))


def need(actor: str, good: str, *suppliers: Supplier, needed: int | None = None, grade: str = "unstated") -> Need:
    told = passage(needed) if needed else None
    return Need(actor, good, told, grade, suppliers, coverage(suppliers))  # type: ignore[arg-type]


def test_coverage_is_of_what_is_quoted() -> None:
    assert coverage(()) == "none"
    assert coverage((supplier("NOR", 1),)) == "one"
    assert coverage((supplier("NOR", 1), supplier("EST", 2, "p"))) == "several"
    assert coverage((supplier("NOR", 1, "p"), supplier("EST", 2, "q"))) == "concerned"


@given(reliances, reliances)
def test_swapping_the_two_turns_the_answer(first: list[Reliance], second: list[Reliance]) -> None:
    turned = {"first": "second", "second": "first"}
    found = relies_more(first, second)
    assert relies_more(second, first) == turned.get(found, found)


@given(reliances.filter(bool))
def test_one_relies_on_itself_alike_and_more_with_more(first: list[Reliance]) -> None:
    assert relies_more(first, first) == "equal"
    assert relies_more([*first, Reliance("salt", "vital", 0)], first) in ("first", "equal")


def test_dominance_only() -> None:
    vital, weak = Reliance("grain", "vital", 0), Reliance("fuel", "important", 2)
    assert relies_more([vital], [weak]) == "first"
    assert relies_more([Reliance("grain", "vital", 2)], [Reliance("fuel", "important", 0)]) == "not_comparable"
    assert relies_more([Reliance("grain", "unstated", 0)], [weak]) == "not_comparable", "unstated is not less"
    assert relies_more([vital], []) == "one_way", "nothing says that the other needs nothing"


def test_pairs_come_from_quoted_supplies() -> None:
    grid = [
        need("LVA", "grain", supplier("NOR", 1), grade="vital"),
        need("NOR", "fuel", supplier("LVA", 2), supplier("EST", 3)),
    ]
    found = {(each.a, each.b): each for each in dependences(grid)}
    assert found["LVA", "NOR"].a_on_b == (Reliance("grain", "vital", 0),)
    assert found["LVA", "NOR"].b_on_a == (Reliance("fuel", "unstated", 1),)
    assert found["EST", "NOR"].relies_more == "one_way"


def test_a_supplier_gone_leaves_who_has_no_other() -> None:
    grid = [
        need("LVA", "grain", supplier("NOR", 1), needed=5),
        need("LVA", "fuel", supplier("NOR", 2), supplier("EST", 3)),
        need("LVA", "salt", supplier("EST", 4)),
    ]
    found = shortfalls(grid, {"NOR"}, (), QUOTES)
    assert [(each.category, each.last, each.left) for each in found] == [("grain", True, ()), ("fuel", False, ("EST",))]
    assert [words.quote for words in found[0].needed] == ["words 5"]
    assert [(lost.supplier, lost.because, lost.words[0].quote) for lost in found[0].lost] == [("NOR", "NOR", "words 1")]


def test_a_cap_takes_only_what_it_concerns() -> None:
    grid = [
        need("LVA", "grain", supplier("NOR", 1, "cap-1"), supplier("EST", 2)),
        need("LVA", "fuel", supplier("NOR", 3)),
    ]
    found = shortfalls(grid, (), {"cap-1"}, QUOTES)
    assert [(each.category, each.left, each.lost[0].because) for each in found] == [("grain", ("EST",), "cap-1")]
    assert shortfalls(grid, (), {"other"}, QUOTES) == ()


def test_no_loss_without_words() -> None:
    with pytest.raises(FaisceauError):
        Lost("NOR", "x1", "NOR", ())
