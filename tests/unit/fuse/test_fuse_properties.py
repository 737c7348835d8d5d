"""What must hold of fusion whatever the story: order, copies, removal, nobody left out."""

from __future__ import annotations

import random

from fuse_story import story
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from faisceau.fuse import fuse
from faisceau.model.claims import Claim, Item, Quantity, with_content_id
from faisceau.model.fused import Reading
from faisceau.model.text import Article

ARTICLES, CLAIMS = story()
SUBSETS = st.lists(st.sampled_from(range(len(CLAIMS))), min_size=1, max_size=len(CLAIMS), unique=True)


def _copied(original: Article, claims: list[Claim], name: str, publisher: str) -> tuple[Article, list[Claim]]:
    copy = replace(original, id=name, publisher=publisher)
    told = [with_content_id(replace(claim, article=name)) for claim in claims if claim.article == original.id]
    return copy, told


def _counts(reading: Reading) -> dict[str, int]:
    return {claim: event.independent for event in reading.events for claim in event.claims}


@settings(max_examples=25, deadline=None)
@given(SUBSETS, st.integers(0, 1000))
def test_order_of_arrival_does_not_matter(chosen: list[int], seed: int) -> None:
    claims = [CLAIMS[index] for index in chosen]
    shuffled_claims, shuffled_articles = list(claims), list(ARTICLES)
    random.Random(seed).shuffle(shuffled_claims)
    random.Random(seed).shuffle(shuffled_articles)
    assert fuse(ARTICLES, claims) == fuse(shuffled_articles, shuffled_claims)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(ARTICLES), st.integers(1, 3), st.sampled_from(["Le Relais", "Gazette d'Ormuz", "AFP"]))
def test_a_copy_never_raises_a_count(original: Article, times: int, publisher: str) -> None:
    before = fuse(ARTICLES, CLAIMS)
    articles, claims = list(ARTICLES), list(CLAIMS)
    for number in range(times):
        copy, told = _copied(original, CLAIMS, f"copy-{number}.txt", publisher)
        articles.append(copy)
        claims += told
    after = _counts(fuse(articles, claims))
    assert all(after[claim] <= count for claim, count in _counts(before).items())


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(ARTICLES))
def test_removing_an_article_gives_the_reading_of_the_rest(gone: Article) -> None:
    """Adding and removing leave no trace: the reading depends on nothing but what is there."""
    rest = [article for article in ARTICLES if article != gone]
    told = [claim for claim in CLAIMS if claim.article != gone.id]
    first = fuse(rest, told)
    fuse(ARTICLES, CLAIMS)
    assert fuse(rest, told) == first
    assert gone.id not in {article for event in first.events for origin in event.origins for article in origin}


@settings(max_examples=25, deadline=None)
@given(SUBSETS)
def test_every_claim_is_in_one_event_and_only_denials_in_more(chosen: list[int]) -> None:
    claims = [CLAIMS[index] for index in chosen]
    held = [claim for event in fuse(ARTICLES, claims).events for claim in event.claims]
    assert set(held) == {claim.id for claim in claims}
    denials = {claim.id for claim in claims if claim.status == "denied"}
    assert all(held.count(claim) == 1 for claim in held if claim not in denials)


def test_nothing_gives_nothing() -> None:
    assert fuse([], []) == Reading()
    assert fuse(ARTICLES, []) == Reading()


def test_claims_without_their_article_are_still_read() -> None:
    assert {claim for event in fuse([], CLAIMS).events for claim in event.claims} == {claim.id for claim in CLAIMS}


NUMBERS = st.lists(
    st.tuples(
        st.sampled_from(["", "9 000", "hommes", "personnes tuées", "des caisses"]),
        st.sampled_from([None, "person", "crate"]),
        st.integers(1, 4),
    ),
    max_size=5,
)


@settings(max_examples=50, deadline=None)
@given(SUBSETS, NUMBERS)
def test_ids_are_unique(chosen: list[int], counts: list[tuple[str, str | None, int]]) -> None:
    """Whatever is counted, twice in one claim included."""
    items = tuple(Item(name, quantity=Quantity(f"{value}", value=value, unit=unit)) for name, unit, value in counts)
    claims = [with_content_id(replace(CLAIMS[index], items=CLAIMS[index].items + items)) for index in chosen]
    reading = fuse(ARTICLES, claims)
    for values in (reading.events, reading.figures, reading.exchanges):
        assert len({value.id for value in values}) == len(values)
