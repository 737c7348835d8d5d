"""Verdicts as of any day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from fuse_making import article, claim, number
from fuse_story import story
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from faisceau.fuse import fuse
from faisceau.model.claims import Claim
from faisceau.model.fused import Event, Standing
from faisceau.model.text import Article

ARTICLES, CLAIMS = story()
DAYS = st.lists(st.one_of(st.none(), st.dates(date(2031, 5, 1), date(2031, 5, 9))), min_size=4, max_size=4)


def _paper(name: str, published: str | None) -> Article:
    return replace(article(name, f"{name} : le pont de Caldre a cédé.", f"Journal {name}"), published=published)


def _told(of: Article, **fields: Any) -> Claim:
    return claim(of, "le pont de Caldre a cédé", date="2031-05-03", place="Caldre", **fields)


def _standing_on(day: str, entries: Sequence[Standing]) -> Standing | None:
    """How an event with this history stood on a day, None where nothing had been published of it."""
    return next((entry for entry in reversed(entries) if entry.date is not None and entry.date <= day), None)


def _event(articles: list[Article], claims: list[Claim]) -> Event:
    (event,) = fuse(articles, claims).events
    return event


def test_a_verdict_changes_on_the_day_of_the_account_that_changes_it() -> None:
    first, second, third = _paper("a", "2031-05-03"), _paper("b", "2031-05-05T08:00"), _paper("c", "2031-05-05T23:00")
    denying = article("d", "La ville dément : le pont de Caldre a cédé, c'est faux.", "Journal d", "2031-05-07")
    denial = claim(
        denying, "le pont de Caldre a cédé", date="2031-05-03", place="Caldre", by=("gen:ville",), status="denied"
    )
    event = next(
        event
        for event in fuse([first, second, third, denying], [*map(_told, (first, second, third)), denial]).events
        if event.independent == 3
    )
    expected = [Standing("2031-05-03", "single_source", 1), Standing("2031-05-05", "corroborated", 3)]
    assert list(event.history[:2]) == expected
    assert event.history[-1].verdict == event.verdict


def test_a_later_figure_of_the_same_paper_supersedes_from_its_day_on() -> None:
    papers = [
        article("a", "Le pont de Caldre a cédé, il y a huit morts.", "Le Phare", "2031-05-03"),
        article("b", "Le pont de Caldre a cédé, il y a onze morts.", "Le Phare", "2031-05-04"),
    ]
    claims = [
        claim(of, of.text[:-1], kind="incident", date="2031-05-03", goods=(("morts", number(count, text)),))
        for of, count, text in zip(papers, (8, 11), ("huit morts", "onze morts"), strict=True)
    ]
    assert _event(papers, claims).history == (
        Standing("2031-05-03", "single_source", 1),
        Standing("2031-05-04", "superseded", 1),
    )


def test_a_day_that_changes_nothing_is_no_entry() -> None:
    papers = [replace(_paper(name, f"2031-05-0{day}"), publisher="Le Phare") for name, day in (("a", 3), ("b", 5))]
    event = _event(papers, [_told(paper) for paper in papers])
    assert len(event.claims) == 2
    assert event.history == (Standing("2031-05-03", "single_source", 1),)


def test_an_article_of_unknown_date_counts_from_no_day_on() -> None:
    dated, undated = _paper("a", "2031-05-03"), _paper("b", None)
    event = _event([dated, undated], [_told(dated), _told(undated)])
    assert event.history == (Standing("2031-05-03", "single_source", 1), Standing(None, "corroborated", 2))
    assert _standing_on("2031-12-31", event.history) == event.history[0]
    assert _event([undated], [_told(undated)]).history == (Standing(None, "single_source", 1),)


@pytest.mark.parametrize(("published", "day"), [("2031-05", "2031-05-31"), ("2031", "2031-12-31")])
def test_an_article_dated_by_its_month_or_year_counts_from_the_end_of_it(published: str, day: str) -> None:
    dated, vague = _paper("a", "2031-05-03"), _paper("b", published)
    event = _event([dated, vague], [_told(dated), _told(vague)])
    assert event.history == (Standing("2031-05-03", "single_source", 1), Standing(day, "corroborated", 2))


def test_nothing_stood_before_the_first_account() -> None:
    paper = _paper("a", "2031-05-03")
    event = _event([paper], [_told(paper)])
    assert _standing_on("2031-05-02", event.history) is None
    assert _standing_on("2031-05-03", event.history) == event.history[0]


@settings(max_examples=30, deadline=None)
@given(DAYS)
@example([date(2031, 5, day) for day in (3, 4, 5, 6)])
@example([date(2031, 5, 6), date(2031, 5, 3), None, None])
def test_the_last_state_is_the_verdict_and_days_only_go_forward(days: list[date | None]) -> None:
    articles = [
        replace(known, published=day.isoformat() if day else None) for known, day in zip(ARTICLES, days, strict=True)
    ]
    events = fuse(articles, CLAIMS).events
    assert {claim for event in events for claim in event.claims} == {claim.id for claim in CLAIMS}
    if len({*days, None}) == 5:  # each article on a day of its own
        assert any(len(event.history) > 1 for event in events)
    for event in events:
        last = event.history[-1]
        assert (last.verdict, last.independent) == (event.verdict, event.independent)
        dated = [entry.date for entry in event.history if entry.date]
        assert dated == sorted(set(dated))
        assert all(entry.date for entry in event.history[:-1])
        states = [(entry.verdict, entry.independent) for entry in event.history]
        assert all(a != b for a, b in pairwise(states))


@settings(max_examples=30, deadline=None)
@given(DAYS, st.integers(0, 9))
def test_what_stood_on_a_day_is_what_the_claims_published_by_then_amount_to(
    days: list[date | None], after: int
) -> None:
    """Where the articles of one event are told by all, in the same words: what is grouped does not change with the days."""
    papers = [_paper(name, day.isoformat() if day else None) for name, day in zip("abcd", days, strict=True)]
    event = _event(papers, [_told(paper) for paper in papers])
    day = (date(2031, 5, 1) + timedelta(days=after)).isoformat()
    by_then = [paper for paper in papers if paper.published and paper.published <= day]
    stood = _standing_on(day, event.history)
    if not by_then:
        assert stood is None
    else:
        then = _event(by_then, [_told(paper) for paper in by_then])
        assert stood is not None
        assert (stood.verdict, stood.independent) == (then.verdict, then.independent)
