"""Provisions concerned and dated facts: the cases beside the data (every regime's and the facts' cases.jsonl), and the laws."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from fuse_making import article, claim, number
from hypothesis import given
from hypothesis import strategies as st

from faisceau.fuse import fuse
from faisceau.fuse.checks import as_written, checks_of
from faisceau.fuse.provisions import claim_concerns, rules_of_claim
from faisceau.knowledge.dated_facts import all_series, fact, facts
from faisceau.knowledge.provisions import is_bound, provision, regimes
from faisceau.model.claims import Claim, When
from faisceau.model.rules import Concern, merged

KNOWLEDGE = files("faisceau.knowledge")
Row = dict[str, Any]


def cases(folder: str) -> list[Row]:
    text = KNOWLEDGE.joinpath(*folder.split("/"), "cases.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def told(row: Row, **more: Any) -> Claim:
    goods = tuple((name, None) for name in row.get("goods", ()))
    fields = {name: row[name] for name in ("kind", "plover", "status")}
    return claim(
        article("a", row["text"]), row["text"], subject=row["subject"], object=row["object"], flow=row.get("flow"),
        goods=goods, date=row["date"], **fields, **more,
    )  # fmt: skip


RULED = [row for regime in regimes() for row in cases(f"regimes/{regime.id}")]
FACTS = cases("facts")


@pytest.mark.parametrize("row", RULED, ids=lambda row: row["text"])
def test_a_case_concerns_what_it_says_and_not_what_it_excludes(row: Row) -> None:
    found = {concern.id for concern in claim_concerns(told(row), "fr", row["published"])}
    assert set(row["has"]) <= found
    assert not found & set(row["not"])
    if not row["has"]:
        assert not found


def test_every_provision_of_a_case_exists() -> None:
    assert all(provision(each) for row in RULED for each in (*row["has"], *row["not"]))


@pytest.mark.parametrize("row", FACTS, ids=lambda row: row["text"])
def test_a_fact_is_noted_beside_what_differs_only(row: Row) -> None:
    made = told(row)
    if row["date"]:
        assert row["words"] in row["text"]
        made = Claim(**{name: getattr(made, name) for name in made.__struct_fields__} | {
            "date": When(row["date"], row["words"], "explicit")
        })  # fmt: skip
    found = [(check.fact, check.differs) for check in checks_of(made, "fr", row["published"])]
    assert found == ([(row["check"], row["differs"])] if row["check"] else [])


def test_the_regimes_are_whole() -> None:
    by_id = {regime.id: regime for regime in regimes()}
    assert {"un-dprk", "national-russia"} <= by_id.keys()
    assert sum(len(regime.provisions) for regime in by_id.values()) >= 143
    for regime in by_id.values():
        for each in regime.provisions.values():
            assert each.title("fr") != each.title("en")
            assert each.seen != "paragraph_and_substance" or each.sources
            assert not (each.from_ and each.to and each.to < each.from_)
            assert (each.cap is None) <= (each.unit is None)


def test_the_facts_lie_in_the_time_for_which_their_series_is_whole() -> None:
    assert len(all_series()) >= 40
    for name, series in all_series().items():
        for each in facts()[name]:
            assert series.since <= each.date[:10] <= series.until
            assert fact(each.id) == (series, each)
            assert each.source
            assert each.seen != "page" or each.source.startswith("http")


def test_membership_has_its_days() -> None:
    assert is_bound("FRA", ("EU",), "2022-01-01")
    assert is_bound("GBR", ("EU",), "2019-01-01")
    assert not is_bound("GBR", ("EU",), "2021-01-01")
    assert not is_bound("BLR", ("EU", "G7"), None)


SHIPS = "La Russie a livré 700000 barils de gazole à la Corée du Nord."


def concern_of(identity: str, **more: Any) -> Concern:
    of = article("a", SHIPS)
    items = (("gazole", number(700000, "700000 barils", "barrel")),)
    made = claim(of, SHIPS, **{"kind": "exchange", "flow": ("RUS", "PRK"), "goods": items, **more})
    (found,) = [each for each in claim_concerns(made, "fr", "2024-06-18") if each.id == identity]
    return found


def test_what_would_decide_stands_beside_it() -> None:
    found = concern_of("unscr-2397-op5", date="2024-03")
    assert found.course == "to"
    assert found.goods == ("oil_refined",)
    assert found.others == ("RUS",)
    assert found.open[0] == "cap"
    assert "notified" in found.open
    assert found.amounts == ("700000 barils",)


@pytest.mark.parametrize(
    ("status", "question"),
    [("promised", "done"), ("hypothetical", "done"), ("alleged", "alleged"), ("denied", "denied")],
)
def test_the_status_is_a_question(status: str, question: str) -> None:
    assert question in concern_of("unscr-2397-op5", status=status).open


def test_an_unknown_date_is_listed_with_its_question() -> None:
    assert "undated" in concern_of("unscr-2397-op5").open
    assert "undated" not in concern_of("unscr-2397-op5", date="2024-03").open


def test_a_period_that_begins_before_the_provision_is_a_question() -> None:
    assert "partly" in concern_of("unscr-2397-op5", date="2017-06/2018-06").open


def test_a_mandate_that_had_ended_is_a_question() -> None:
    text = "En mai, Moscou a mis son veto au mandat du groupe d'experts sur la Corée du Nord."
    made = claim(article("a", text), text, kind="sanction_act", subject=("RUS",), object=("UNSC",), date="2024-05")
    by_id = {each.id: each for each in claim_concerns(made, "fr", "2024-06-18")}
    assert "ended" in by_id["unscr-2680-op1"].open


def test_a_negated_act_concerns_nothing() -> None:
    text = "La Russie n'a pas livré d'obus à la Corée du Nord."
    fields: dict[str, Any] = {"kind": "exchange", "flow": ("RUS", "PRK"), "goods": (("obus", None),)}
    assert not claim_concerns(claim(article("a", text), text, polarity="-", **fields), "fr", "2024-06-18")


def test_a_leader_stands_for_the_state() -> None:
    text = "Kim Jong-un a livré des obus à Vladimir Poutine."
    fields: dict[str, Any] = {"kind": "exchange", "flow": ("kim-jong-un", "vladimir-putin"), "goods": (("obus", None),)}
    found = claim_concerns(claim(article("a", text), text, **fields), "fr", "2024-06-18")
    assert "unscr-1718-op8b" in {each.id for each in found}


def test_a_claim_takes_its_categories_where_a_regime_is_in_play() -> None:
    of = article("a", SHIPS)
    made = claim(of, SHIPS, kind="exchange", flow=("RUS", "PRK"), goods=(("gazole", None),))
    assert rules_of_claim(made, "fr", None) == (("oil_refined",), ("unscr-2397-op5",))
    elsewhere = "Le Chili a livré du gazole au Pérou."
    other = claim(article("a", elsewhere), elsewhere, kind="exchange", flow=("CHL", "PER"), goods=(("gazole", None),))
    assert rules_of_claim(other, "fr", None) == ((), ())


def test_the_ledger_and_the_events_carry_them() -> None:
    visit = "Le 3 mai 2021, Vladimir Poutine a fait une visite à Pyongyang."
    of = article("a", f"{SHIPS} {visit}", published="2024-06-18")
    made = [
        claim(of, SHIPS, kind="exchange", plover="AID", subject=("RUS",), object=("PRK",), flow=("RUS", "PRK"),
              goods=(("gazole", None),)),
        claim(of, visit, plover="CONSULT", subject=("vladimir-putin", "RUS"), object=("PRK",)),
    ]  # fmt: skip
    dated = {name: getattr(made[1], name) for name in made[1].__struct_fields__}
    made[1] = Claim(**dated | {"date": When("2021-05-03", "Le 3 mai 2021")})
    reading = fuse([of], made)
    (line,) = reading.exchanges
    assert [each.id for each in line.provisions] == ["unscr-2397-op5"]
    (event,) = [event for event in reading.events if made[1].id in event.claims]
    assert [each.id for each in event.concerns] == ["none-diplomacy"]
    assert [(check.claim, check.differs) for check in event.checks] == [(made[1].id, "date")]


def test_the_words_are_given_back_as_written() -> None:
    assert as_written("comite surveillance", "le Comité de surveillance siège", "fr") == "Comité de surveillance"
    assert as_written("memorandum", "un mémorandum", "fr") == "mémorandum"
    assert as_written("absent", "un mémorandum", "fr") == "absent"


@given(st.permutations([concern_of("unscr-2397-op5"), concern_of("unscr-2397-op5", status="alleged")]))
def test_concerns_merge_the_same_in_any_order(concerns: list[Concern]) -> None:
    (found,) = merged(concerns)
    assert {"alleged", "undated", "cap"} <= set(found.open)
    assert found == merged(list(reversed(concerns)))[0]
