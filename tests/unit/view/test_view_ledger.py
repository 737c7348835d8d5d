"""The ledger: both ways of a counter-flow, totals of one origin, needs and who supplies them."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from view_making import actor, article, claim, event

from faisceau.model.claims import Claim, Item, Quantity
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Exchange, Figure, FigureAccount, Reading
from faisceau.model.text import Article
from faisceau.view import dossier_of

TEXT = (
    "Varle a livré 300 tonnes de blé à Ombry le 2 mars. Varle a livré 200 tonnes de blé à Ombry le 9 mars. "
    "Ombry a besoin de blé et de vaccins. Ombry a donné du charbon à Varle."
)
A = article("a.txt", TEXT, "2031-04-02", "Le Phare")
B = article("b.txt", TEXT.replace("300", "350"), "2031-04-03", "La Digue")


def wheat(of: Article, number: int, day: str, **fields: Any) -> Claim:
    """A delivery of wheat as one article tells it."""
    start = of.text.index(f"Varle a livré {number}")
    quote = of.text[start : of.text.index(".", start)]
    quantity = Quantity(f"{number} tonnes", float(number), unit="tonne")
    made = claim(of, quote, kind="exchange", subject=["VAR"], object=["OMB"], **fields)
    return replace(made, items=(Item("blé", "food", quantity),), id=f"{of.id}-{day}")


def row(identity: str, claims: list[Claim], day: str | None, **fields: Any) -> Exchange:
    """A line of the ledger for wheat from Varle to Ombry."""
    given: dict[str, Any] = {
        "from_": (actor("VAR"),),
        "to": (actor("OMB"),),
        "good": "blé",
        "category": "food",
        "quantity": tuple(item.quantity for each in claims for item in each.items if item.quantity),
        "counter_flow": None,
        "status": "asserted",
    } | fields
    return Exchange(
        id=identity,
        date=day,
        verdict="single_source",
        event=f"e-{identity}",
        claims=tuple(each.id for each in claims),
        **given,
    )


def told(first_day: str | None = "2031-03-02", figures: tuple[Figure, ...] = (), status: str = "asserted") -> Dossier:
    """Two deliveries told by one paper, the first of them by another too."""
    first, again, second = wheat(A, 300, "1"), wheat(B, 350, "1"), wheat(A, 200, "2", status=status)
    rows = (
        row("x1", [first, again], first_day),
        row("x2", [second], "2031-03-09", status=status),
    )
    events = (event("e-x1", [first, again], "corroborated"), event("e-x2", [second]))
    reading = Reading(events=events, figures=figures, exchanges=rows)
    return dossier_of("Le blé", [A, B], [first, again, second], reading, [])


def test_two_deliveries_of_one_origin_are_added_and_witnesses_of_one_are_not() -> None:
    (total,) = told().totals
    assert (total.low, total.high, total.unit, total.origin) == (500, 500, "tonne", ("a.txt",))
    assert total.blocks == (("x1",), ("x2",))
    assert len(total.notes) == 2


def test_what_may_be_one_delivery_counts_once() -> None:
    assert not told(first_day=None).totals
    assert not told(first_day="2031-03").totals
    accounts = tuple(
        FigureAccount(name, Quantity("", 1.0, unit="tonne"), ("author",), None) for name in ("a.txt-1", "a.txt-2")
    )
    assert not told(figures=(Figure("f", "blé", "tonne", "e-x1", accounts),)).totals


def test_what_is_only_planned_is_not_added() -> None:
    assert not told(status="promised").totals


@pytest.mark.parametrize(
    "apart", [{"status": "promised"}, {"status": "forecast"}, {"status": "denied"}, {"polarity": "-"}]
)
def test_a_number_only_planned_or_denied_of_what_was_done_is_not_added(apart: dict[str, Any]) -> None:
    first, second = wheat(A, 300, "1"), wheat(A, 200, "2")
    most = Quantity("5 000 tonnes", 5000.0, unit="tonne")
    planned = replace(wheat(A, 200, "3", **apart), items=(Item("blé", "food", most),))
    rows = (row("x1", [first], "2031-03-02"), row("x2", [second, planned], "2031-03-09"))
    events = (event("e-x1", [first]), event("e-x2", [second, planned]))
    told_all = dossier_of("Le blé", [A], [first, second, planned], Reading(events=events, exchanges=rows), [])
    assert [(total.low, total.high) for total in told_all.totals] == [(500, 500)]


def test_an_open_bound_leaves_the_total_open() -> None:
    first, second = wheat(A, 300, "1"), wheat(A, 200, "2")
    least = Quantity("au moins 200 tonnes", min=200.0, unit="tonne")
    second = replace(second, items=(Item("blé", "food", least),))
    rows = (row("x1", [first], "2031-03-02"), row("x2", [second], "2031-03-09"))
    events = (event("e-x1", [first]), event("e-x2", [second]))
    (total,) = dossier_of("Le blé", [A], [first, second], Reading(events=events, exchanges=rows), []).totals
    assert (total.low, total.high) == (500, None)


def test_needs_stand_beside_who_supplies_them_each_with_its_words() -> None:
    given = wheat(A, 300, "1")
    need = claim(A, "Ombry a besoin de blé et de vaccins", kind="need", subject=["OMB"])
    reading = Reading(
        events=(event("e-x1", [given]), event("e-n", [need])), exchanges=(row("x1", [given], "2031-03-02"),)
    )
    cells = {
        (cell.actor, cell.category): cell for cell in dossier_of("Le blé", [A], [given, need], reading, []).supplies
    }
    assert set(cells) == {("OMB", "food"), ("OMB", "medical")}
    both = cells["OMB", "food"]
    assert both.needed is not None
    assert both.needed.notes
    assert [(each.exchange, each.from_) for each in both.supplied] == [("x1", ("VAR",))]
    assert not cells["OMB", "medical"].supplied


def test_what_answers_an_exchange_is_linked_both_ways() -> None:
    first, back = wheat(A, 300, "1"), claim(A, "Ombry a donné du charbon à Varle", kind="exchange")
    rows = (
        row("x1", [first], "2031-03-02"),
        row("x2", [back], None, counter_flow="x1", good="charbon", category="coal", quantity=()),
    )
    reading = Reading(events=(event("e-x1", [first]), event("e-x2", [back])), exchanges=rows)
    ledger = {line.exchange: line for line in dossier_of("Le blé", [A], [first, back], reading, []).ledger}
    assert ledger["x1"].answers == ("x2",)
    assert ledger["x2"].answers == ("x1",)


def test_the_spread_of_a_figure_over_numbers_days_and_voices() -> None:
    first, again = wheat(A, 300, "1"), wheat(B, 350, "1")
    accounts = tuple(
        FigureAccount(each.id, each.items[0].quantity or Quantity(""), ("author",), day)
        for each, day in ((first, "2031-04-02"), (again, "2031-04-03"))
    )
    figure = Figure("f", "blé", "tonne", "e-x1", accounts)
    reading = Reading(events=(event("e-x1", [first, again]),), figures=(figure,))
    (line,) = dossier_of("Le blé", [A, B], [first, again], reading, []).figure_rows
    assert line.spread is not None
    spread = line.spread
    assert (spread.low, spread.high, spread.first, spread.last, spread.voices) == (
        300,
        350,
        "2031-04-02",
        "2031-04-03",
        2,
    )
