"""The shipped story, built with the real stages, against what an analyst expects of it (pyongyang.json).

What fusion promises must hold outright. What is found of the expected events, exchanges and figures is counted, and the counts
in pyongyang.floors.json may only rise; faults that it lists as known may only go. `python -m evaluation.example` prints all.
"""

from __future__ import annotations

from typing import Any

import pytest

from evaluation import example
from evaluation.example_built import Built, built, golden
from evaluation.must_not import entries, violated

pytestmark = pytest.mark.slow
EXPECTED: dict[str, Any] = golden()
FLOORS: dict[str, Any] = example.floors()


@pytest.fixture(scope="module")
def made() -> Built:
    return built()


def test_a_dispatch_and_its_reprints_are_one_origin(made: Built) -> None:
    assert not example.origin_faults(made, EXPECTED)


def test_every_quote_is_in_its_article(made: Built) -> None:
    assert made.claims
    for claim in made.claims.values():
        claim.check(made.articles[claim.article].text)


def test_every_event_exchange_and_figure_rests_on_claims(made: Built) -> None:
    held = [event.claims for event in made.events] + [row.claims for row in made.exchanges]
    held += [tuple(account.claim for account in figure.accounts) for figure in made.figures]
    assert all(claims and set(claims) <= set(made.claims) for claims in held)


def test_nothing_is_contested_that_nobody_denies(made: Built) -> None:
    assert len(example.contest_faults(made, EXPECTED)) <= FLOORS["contests"]


def test_nothing_is_told_that_must_not_be(made: Built) -> None:
    assert set(violated(made, EXPECTED)) <= set(FLOORS["violated"])


@pytest.mark.parametrize("name", ["events", "exchanges", "figures"])
def test_what_is_found_does_not_fall(made: Built, name: str) -> None:
    assert example.counts(made, EXPECTED)[name] >= FLOORS[name]


def test_the_floors_are_of_what_is_expected() -> None:
    assert all(0 < FLOORS[name] <= len(EXPECTED[name]) for name in ("events", "exchanges", "figures"))
    assert set(FLOORS["violated"]) <= {entry["id"] for entry in EXPECTED["must_not"]}


def test_every_expected_quote_is_in_the_text_that_was_read(made: Built) -> None:
    told = [
        row.get(field, {}) for row in (*EXPECTED["events"], *EXPECTED["exchanges"]) for field in ("quotes", "denials")
    ]
    quotes = [(article, quote) for each in told for article, listed in each.items() for quote in listed]
    quotes += [(row[side]["article"], row[side]["quote"]) for row in EXPECTED["figures"] for side in ("a", "b")]
    quotes += [(entry.article, entry.quote) for entry in entries(EXPECTED) if entry.quote]
    assert [(article, quote) for article, quote in quotes if made.start_of(article, quote) < 0] == []


def test_boilerplate_of_a_page_is_not_in_the_text_that_was_read(made: Built) -> None:
    found = [entry for entry in entries(EXPECTED) if entry.boilerplate]
    assert found
    assert [entry.id for entry in found if made.start_of(entry.article, entry.boilerplate) >= 0] == []
