"""The moments of a story without dates: what is told first, what days are told, and when not to part."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pile_making import article

from faisceau.fuse.stories.moments import MOST, moments
from faisceau.fuse.stories.parting import parted
from faisceau.fuse.stories.terms import soon, terms_of
from faisceau.fuse.stories.told import YEAR, Told, days_gained, likelihoods, nearness, told_in
from faisceau.model.text import Article

BREACH = "La digue de Varmont a cédé, l'Orvale a envahi le quartier des Tanneurs."
RUPTURE = (
    "Les pompiers évacuent les habitants en barque.",
    "Les pompiers ont hissé des habitants sur les toits.",
    "Une barque des pompiers a chaviré près des toits inondés.",
    "Le gymnase accueille les habitants évacués en barque.",
    "Au gymnase, les habitants inondés attendent une barque des pompiers.",
)
TRIAL = (
    "Le procureur accuse l'ingénieur d'avoir maquillé l'expertise.",
    "L'ingénieur a nié devant le tribunal avoir maquillé l'expertise.",
    "Le tribunal a entendu l'expertise qui accable l'ingénieur.",
    "L'avocat de l'ingénieur réclame au tribunal une contre-expertise.",
    "Le procureur et l'avocat s'opposent au tribunal sur l'expertise.",
)
WEATHER = " ".join(f"Le {bird} niche encore dans le marais voisin." for bird in ("héron", "grèbe", "râle", "butor"))


def told_twice(*, days: tuple[str, str] = ("", "")) -> list[Article]:
    """The breach told by five, and its trial by five who tell the breach after it; each may tell a day."""
    fresh = [f"{BREACH} {text} {days[0]} {WEATHER}" for text in RUPTURE]
    later = [f"{text} {days[1]} {WEATHER} {BREACH}" for text in TRIAL]
    return [article(f"a{number}", text, None) for number, text in enumerate([*fresh, *later])]


def parts(articles: list[Article]) -> list[list[int]]:
    return moments(articles, terms_of(articles).vectors, [None] * len(articles))


def test_what_is_news_in_some_and_background_in_others_parts_them() -> None:
    assert parts(told_twice()) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]


def test_a_story_on_one_burst_is_not_parted() -> None:
    texts = [f"{BREACH} {one} {other} {WEATHER}" for one, other in itertools.combinations(RUPTURE, 2)]
    assert parts([article(str(number), text, None) for number, text in enumerate(texts)]) == [list(range(10))]


@pytest.mark.parametrize("seed", range(5))
def test_the_days_told_decide_where_the_words_leave_doubt(seed: int) -> None:
    chance = random.Random(seed)
    often = [
        [0.4] * 200 + [0.6 if number % 2 == which else 0.0 for which in (0, 1) for _ in range(8)]
        for number in range(10)
    ]
    words = [{f"word{at}": 1.0 for at, share in enumerate(row) if chance.random() < share} for row in often]
    assert parted(words, [Told()] * 10) is None
    side = parted(words, [Told((60 + number if number % 2 else 200 + number,)) for number in range(10)])
    assert side is not None
    assert side.tolist() == [number % 2 == 0 for number in range(10)]


def test_few_and_very_many_are_not_parted() -> None:
    assert parts(told_twice()[3:10]) == [list(range(7))]
    many = [article(str(number), "", None) for number in range(MOST + 1)]
    assert parts(many) == [list(range(MOST + 1))]


def test_publication_dates_are_the_strongest_sign() -> None:
    """Half of the articles are dated, across what the words and the days told say."""
    days: list[int | None] = [1, None, 90, None, 1, None, 90, None, 1, 90]
    told = told_twice(days=("C'était le 3 mars.", "C'était le 8 septembre."))
    found = moments(told, terms_of(told).vectors, days)
    assert not any({days[number] for number in moment} >= {1, 90} for moment in found)


def test_articles_that_say_nothing_are_one_moment() -> None:
    assert parts([article(str(number), "…", None) for number in range(9)]) == [list(range(9))]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_which_articles_part_does_not_depend_on_their_order(seed: int) -> None:
    shuffled = told_twice(days=("Le 3 mars.", "Le 8 septembre."))
    random.Random(seed).shuffle(shuffled)
    found = {frozenset(shuffled[number].id for number in moment) for moment in parts(shuffled)}
    assert found == {frozenset(f"a{number}" for number in side) for side in (range(5), range(5, 10))}


def test_what_is_told_first_is_told_soonest() -> None:
    found = soon(article("a", "Varmont " + "le " * 400 + "tribunal", None))
    assert found["varmon"] == pytest.approx(1.0, abs=0.01)
    assert 0 < found["tribun"] < 0.2
    assert soon(replace(article("a", "Le tribunal", None), title="Varmont"))["varmon"] == 1.0


def test_days_told_are_those_without_a_year() -> None:
    told = told_in(
        article("a", "Le mardi 3 mars, puis du 9 au 11 juin ; le 5 mai 2029 est loin. En octobre, rien.", None)
    )
    assert told == Told((62, 160, 162), (288,))
    assert told_in(article("a", "Le 12 octobre, la fin du mois d'octobre.", None)).months == ()
    assert told_in(article("a", "Le 31 juin n'existe pas.", None)) == Told()
    assert told_in(replace(article("a", "On 3 March.", None), lang="xx")) == Told()


def test_a_day_that_all_tell_dates_none() -> None:
    likely = likelihoods([Told((10, 100)), Told((10, 300)), Told((10,))], months=True)
    assert likely.shape == (3, YEAR)
    assert (likely.argmax(axis=1)[:2] == [100, 300]).all()
    assert not likely[2].any()


def test_the_year_is_a_circle() -> None:
    near = nearness([Told((364,)), Told((2,)), Told((180,)), Told((184,))])
    assert near[0, 1] > 0 > near[0, 2]
    assert near[2, 3] > 0 > near[1, 3]


def test_a_month_says_less_than_a_day() -> None:
    day, month = likelihoods([Told((74,)), Told((), (74,))], months=True)
    assert day.min() < month.min() < 0
    assert month[74] == month[80] > month[150]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, YEAR - 1), max_size=4), min_size=2, max_size=8), st.data())
def test_two_days_are_never_less_likely_than_one(days: list[list[int]], data: st.DataObject) -> None:
    told = [Told(tuple(sorted(set(each)))) for each in days]
    side = np.array(data.draw(st.lists(st.booleans(), min_size=len(days), max_size=len(days))))
    assert days_gained(told, side) >= -1e-9
