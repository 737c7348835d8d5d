"""Figures side by side, and the ledger of exchanges."""

from __future__ import annotations

import pytest
from fuse_making import article, at_least, claim, number
from fuse_story import story

from faisceau.fuse import fuse
from faisceau.model.claims import Quantity
from faisceau.model.fused import Reading

QUOTE = "L'effondrement du pont de Caldre a tué des ouvriers"


def _two(first: Quantity, second: Quantity, name: str = "morts", one_house: bool = False, days: int = 0) -> Reading:
    a = article("a.txt", f"{QUOTE} dimanche.", "Un", "2031-05-04")
    b = article("b.txt", f"Drame : {QUOTE}.", "Un" if one_house else "Deux", f"2031-05-{4 + days:02}")
    known = {"kind": "incident", "date": "2031-05-04", "place": "Caldre"}
    return fuse(
        [a, b], [claim(a, QUOTE, goods=((name, first),), **known), claim(b, QUOTE, goods=((name, second),), **known)]
    )


@pytest.mark.parametrize(
    ("first", "second", "options", "relation"),
    [
        (number(12, "12 morts"), number(12, "douze morts"), {}, "agree"),
        (at_least(12, "au moins 12"), at_least(12, "plus de 12"), {}, "agree"),
        (at_least(4, "au moins 4"), number(5, "5"), {}, "compatible_bound"),
        (number(4, "4 morts"), number(7, "7 morts"), {"one_house": True, "days": 1}, "update"),
        (number(4, "4 ponts", "bridge"), number(7, "7 ponts", "bridge"), {"name": "ponts"}, "contradict"),
        (
            number(4, "4 ponts", "bridge"),
            number(7, "7 ponts", "bridge"),
            {"name": "ponts", "one_house": True, "days": 1},
            "update",
        ),
    ],
)
def test_relations(first: Quantity, second: Quantity, options: dict[str, object], relation: str) -> None:
    (figure,) = _two(first, second, **options).figures  # type: ignore[arg-type]
    assert [row.relation for row in figure.relations] == [relation]


def test_figures_in_other_units_are_never_set_together() -> None:
    reading = _two(
        number(5_000_000, "cinq millions d'obus", "shell"), number(10_000, "dix mille conteneurs", "container"), "obus"
    )
    assert {figure.unit for figure in reading.figures} == {"shell", "container"}
    assert not any(figure.relations for figure in reading.figures)


def test_dead_and_injured_are_two_things() -> None:
    a = article("a.txt", QUOTE + ".", "Un")
    goods = (("morts", number(3, "3 morts")), ("blessés", number(9, "9 blessés")))
    assert len(fuse([a], [claim(a, QUOTE, kind="incident", goods=goods)]).figures) == 2


def test_verdicts_of_figures() -> None:
    four, seven = number(4, "4 ponts", "bridge"), number(7, "7 ponts", "bridge")
    (contradicted,) = _two(four, seven, "ponts").events
    assert (contradicted.verdict, contradicted.differs) == ("contradicted", ("figure",))
    (superseded,) = _two(four, seven, "ponts", one_house=True, days=1).events
    assert (superseded.verdict, superseded.independent) == ("superseded", 1)


def test_the_ledger_has_a_line_for_each_way_and_what_came_back() -> None:
    articles, claims = story()
    reading = fuse(articles, claims)
    rows = {(row.from_[0].id, row.to[0].id, row.category): row for row in reading.exchanges}
    arms, wheat = rows["VAL", "ORM", "arms_conventional"], rows["ORM", "VAL", "food"]
    assert arms.verdict == "contested"
    assert arms.status == "asserted"
    assert [quantity.text for quantity in arms.quantity] == ["trois mille canons"]
    assert arms.counter_flow == wheat.id
    assert wheat.counter_flow == arms.id
