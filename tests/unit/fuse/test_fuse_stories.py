"""A mixed pile into stories: who is with whom, what they are called, what does not matter."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pile_making import FLOOD, STRAYS, article, pile

from faisceau.export.as_stories import name_of, records_of
from faisceau.fuse.stories import stories_of
from faisceau.fuse.stories.days import Time, day_of
from faisceau.fuse.stories.linkage import MARGIN, cluster
from faisceau.fuse.stories.neighbours import neighbours
from faisceau.fuse.stories.salience import salience
from faisceau.fuse.stories.terms import MOST, Vector, dot, terms_of, total
from faisceau.model.stories import PileStory


def groups(stories: tuple[PileStory, ...]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in stories}


def story_with(stories: tuple[PileStory, ...], identity: str) -> PileStory:
    return next(story for story in stories if identity in story.articles)


@pytest.mark.parametrize("dated", [True, False])
def test_what_tells_one_matter_is_one_story_and_the_rest_stands_alone(dated: bool) -> None:
    found = groups(stories_of(pile(dated=dated)))
    assert frozenset(f"flood-{number}" for number in range(4)) in found
    assert frozenset(f"{time}-{number}" for time in ("spring", "autumn") for number in range(3)) in found
    assert {frozenset({f"stray-{number}"}) for number in range(3)} < found
    assert len(found) == 5


def test_a_story_has_its_dates_its_name_and_its_articles_in_time_order() -> None:
    flood = story_with(stories_of(pile()), "flood-2")
    assert (flood.from_, flood.to) == ("2031-03-01", "2031-03-04")
    assert flood.articles == ("flood-0", "flood-1", "flood-2", "flood-3")
    assert {actor.name for actor in flood.actors} == {"Varmont", "Orvale"}
    assert set(flood.topics) <= {"digues", "crue", "habitants", "pompiers"}
    assert flood.topics
    assert flood.origins == 4
    for lang, colon in (("fr", " : "), ("en", ": ")):
        assert colon in name_of(flood, lang)
    assert not any(name_of(flood, "fr") in text for text in (*FLOOD, *STRAYS))


def test_moments_part_a_story_in_time() -> None:
    far = [replace(each, published=f"2031-05-1{number}") for number, each in enumerate(pile()[7:10])]
    strike = story_with(stories_of([*pile()[:7], *far, *pile()[10:]]), "spring-0")
    assert [moment.articles for moment in strike.moments] == [
        ("spring-0", "spring-1", "spring-2"),
        ("autumn-0", "autumn-1", "autumn-2"),
    ]
    assert (strike.moments[1].from_, strike.moments[1].to) == ("2031-05-10", "2031-05-12")


def test_every_article_is_in_one_story_and_in_one_moment_of_it() -> None:
    stories = stories_of(pile())
    told = [identity for story in stories for identity in story.articles]
    assert sorted(told) == sorted(each.id for each in pile())
    for story in stories:
        assert sorted(identity for moment in story.moments for identity in moment.articles) == sorted(story.articles)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sets(st.integers(0, 12), min_size=1))
def test_order_does_not_matter(seed: int, chosen: set[int]) -> None:
    some = [each for number, each in enumerate(pile()) if number in chosen]
    shuffled = list(some)
    random.Random(seed).shuffle(shuffled)
    assert stories_of(some) == stories_of(shuffled)


def test_a_copy_joins_its_story_and_makes_it_no_more_salient() -> None:
    before = story_with(stories_of(pile()), "flood-0")
    copy = replace(pile()[0], id="copy", publisher="Le Relais")
    after = story_with(stories_of([*pile(), copy]), "flood-0")
    assert set(after.articles) == {*before.articles, "copy"}
    assert (after.origins, after.salience, after.id) == (before.origins, before.salience, before.id)


def test_one_text_published_again_years_later_is_a_story_with_an_id_of_its_own() -> None:
    again = replace(pile()[0], id="again", published="2035-03-01")
    first, second = stories_of([pile()[0], again])
    assert {first.articles, second.articles} == {("flood-0",), ("again",)}
    assert first.id != second.id


def test_articles_of_one_house_are_one_origin() -> None:
    of_one_house = [replace(each, publisher="Le Relais") for each in pile()]
    flood = story_with(stories_of(of_one_house), "flood-0")
    assert flood.origins == 1
    assert flood.salience < story_with(stories_of(pile()), "flood-0").salience


def test_the_most_salient_come_first() -> None:
    stories = stories_of(pile())
    assert [len(story.articles) for story in stories] == [4, 6, 1, 1, 1]  # autumn's are spring's, reprinted
    assert [story.salience for story in stories] == sorted((story.salience for story in stories), reverse=True)


def test_strange_piles() -> None:
    assert stories_of([]) == ()
    blank = article("blank", "…", None)
    (story,) = stories_of([blank])
    assert (story.articles, story.from_, story.salience) == (("blank",), None, 1.0)
    assert name_of(story, "fr") == "Sans nom"
    assert len(stories_of([blank, article("other", "?!", "2031")])) == 2
    foreign = article("en", "The river burst its banks at Varmont.", "2031-03")
    assert len(stories_of([replace(foreign, lang="xx"), *pile()])) >= 5


def test_a_story_as_the_contract_has_it() -> None:
    record = records_of(stories_of(pile()), "fr")[0]
    assert list(record)[:5] == ["id", "name", "articles", "from", "to"]


def test_one_word_said_often_does_not_make_a_vector() -> None:
    (vector,) = terms_of([article("a", "Varmont " * 50 + " ".join(STRAYS), None)]).vectors
    assert vector.weights.max() <= 1.2 * MOST
    assert vector.weights @ vector.weights == pytest.approx(1.0)


def test_dates_of_any_precision() -> None:
    assert day_of("2031-03-02") == day_of("2031-03-02T10:00:00+01:00")
    assert day_of("2031") == day_of("2031-01") == day_of("2031-01-01")
    assert day_of(None) is day_of("mardi") is None


def test_time_parts_only_what_is_dated() -> None:
    early, late, undated = Time.of(0), Time.of(10), Time.of(None)
    assert early.closeness(late, 10.0) == pytest.approx(np.exp(-1))
    assert early.with_(late).with_(undated).closeness(late, 10.0) == pytest.approx(np.exp(-0.5))
    assert early.closeness(undated, 10.0) == early.closeness(early, 10.0) == 1.0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=1, max_size=12))
def test_the_likeness_of_clusters_is_the_mean_of_their_articles(rows: list[list[float]]) -> None:
    vectors = [Vector(np.arange(4), np.array(row)) for row in rows]
    left, right = vectors[: len(vectors) // 2 + 1], vectors[len(vectors) // 2 :]
    mean = sum(dot(a, b) for a in left for b in right) / (len(left) * len(right))
    assert dot(total(left), total(right)) / (len(left) * len(right)) == pytest.approx(mean)


def test_only_pairs_that_are_given_are_joined() -> None:
    same = [Vector(np.array([0]), np.array([1.0]))] * 4
    assert cluster(same, [(0, 1)], 0.5, [None] * 4, 9.0) == [[0, 1], [2], [3]]
    assert cluster(same, [(0, 1), (1, 2), (2, 3)], 0.5, [None] * 4, 9.0) == [[0, 1, 2, 3]]
    assert cluster(same, [(0, 1)], 0.5, [0, 9, 0, 0], 9.0) == [[0], [1], [2], [3]]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=2, max_size=12), st.data())
def test_products_kept_while_joining_are_those_of_the_sums(rows: list[list[float]], data: st.DataObject) -> None:
    """Against clusters found by comparing every pair of articles anew at each step."""
    vectors = [Vector(np.arange(4), np.array(row)) for row in rows]
    pairs = list(itertools.combinations(range(len(rows)), 2))
    days = data.draw(st.lists(st.none() | st.integers(0, 30), min_size=len(rows), max_size=len(rows)))
    groups = [[number] for number in range(len(rows))]

    def alike(left: list[int], right: list[int]) -> float:
        size = len(left) * len(right)
        mean = sum(dot(vectors[a], vectors[b]) for a in left for b in right) / size
        known = [[day for member in side if (day := days[member]) is not None] for side in (left, right)]
        apart = float(abs(np.mean(known[0]) - np.mean(known[1]))) if all(known) else 0.0
        return mean * math.exp(-apart / 9.0) - MARGIN / math.sqrt(size)

    values = {(a, b): alike([a], [b]) for a, b in pairs}
    assume(all(abs(value - other) > 1e-6 for value, other in itertools.combinations([*values.values(), 0.3], 2)))
    while len(groups) > 1:
        value, left, right = max((alike(a, b), a, b) for a, b in itertools.combinations(groups, 2))
        assume(abs(value - 0.3) > 1e-6)
        if value < 0.3:
            break
        groups = [each for each in groups if each not in (left, right)] + [sorted(left + right)]
    assert cluster(vectors, pairs, 0.3, days, 9.0) == sorted(groups)


def test_neighbours_are_found_in_a_long_block() -> None:
    """All share one term; each also has a term with exactly one other, far away in time."""
    size = 400
    vectors = [Vector(np.array([0, 1 + number % (size // 2)]), np.array([0.3, 0.95])) for number in range(size)]
    found = neighbours(vectors, list(range(size)), 0.5)
    assert found == [(number, number + size // 2) for number in range(size // 2)]


def test_salience_grows_with_witnesses_more_than_with_texts() -> None:
    assert salience(1, 1) == 1.0
    assert salience(3, 3) == 2.0
    assert salience(4, 4) > salience(1, 4) > salience(1, 1)
