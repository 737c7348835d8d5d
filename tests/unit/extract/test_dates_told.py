"""The dates that an article tells, where each stands for a claim, and which is taken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faisceau.extract import explain_claims, extract_claims
from faisceau.extract.claims import dated_by_rules
from faisceau.extract.dates_chosen import chosen_dates, date_options
from faisceau.extract.dates_told import ZONES, Calendar, Dated
from faisceau.extract.odds import DATE
from faisceau.extract.reading import Reading, read
from faisceau.knowledge.weights import weights
from faisceau.model.layers import Layers
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import resolve

PUBLISHED = "2024-06-20"  # a Thursday
TEXT = (
    "Lima a livré mardi douze camions à Quito. La Bolivie a dénoncé cette livraison. "
    "En 2019, Lima avait vendu des obus à Quito, qui les avait payés en mars 2020."
)


def given_text(text: str) -> tuple[Article, Layers]:
    article = Article("a", text, "0", PUBLISHED, "given", lang="fr")
    return article, resolve(parse(article), text)


def read_text(text: str) -> Reading:
    found = read(*given_text(text))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_text(TEXT)


def dated(reading: Reading, words: str) -> Dated:
    """The first claim whose quote holds `words`, with the dates that may be its own."""
    chosen, claims = dated_by_rules(reading)
    calendar = Calendar(reading, claims)
    return next(Dated(calendar, e, c) for e, c in zip(chosen, claims, strict=True) if words in c.quote)


def zones(found: Dated) -> dict[str, str]:
    return {option.when.value: option.zone for option in found.options}


def test_every_value_that_may_date_it_is_an_option_the_nearest_first(reading: Reading) -> None:
    found = dated(reading, "avait vendu")
    assert [o.when.value for o in found.options] == ["2019", "2020-03", "2024-06-18"]
    assert zones(found) == {"2019": "own", "2020-03": "right", "2024-06-18": "back2"}


def test_a_date_of_the_sentence_before_stands_one_back(reading: Reading) -> None:
    assert zones(dated(reading, "a dénoncé")) == {"2024-06-18": "back1", "2019": "ahead1", "2020-03": "ahead1"}


def test_a_date_told_outside_the_claim_is_contextual_and_keeps_its_words(reading: Reading) -> None:
    chosen, claims = dated_by_rules(reading)
    told = {}
    for claim, options in zip(claims, date_options(reading, chosen, claims), strict=True):
        assert options.whens[-1] is None
        assert len(options.whens) == len(options.moments)
        assert options.moments[-1].words == ()
        whens = [when for when in options.whens if when is not None]
        told[claim.quote] = [(when.expr, when.basis) for when in whens]
        for when in whens:
            assert when.span is not None
            assert TEXT[when.span.start : when.span.end] == when.expr
    of_2019, of_march, of_tuesday = (("2019", "contextual"), ("mars 2020", "contextual"), ("mardi", "contextual"))
    assert told == {
        "Lima a livré mardi douze camions à Quito": [("mardi", "relative")],
        "La Bolivie a dénoncé cette livraison": [of_tuesday, of_2019, of_march],
        "En 2019, Lima avait vendu des obus à Quito": [("2019", "explicit"), of_march, of_tuesday],
        "qui les avait payés en mars 2020": [("mars 2020", "explicit"), of_2019, of_tuesday],
    }


def test_the_most_probable_date_is_taken_and_not_the_nearest() -> None:
    reading = read_text(
        "Lima a livré mardi douze camions à Quito. La Bolivie a dénoncé cette livraison, que Quito avait payée en mars 2020."
    )
    chosen, claims = dated_by_rules(reading)
    all_options, choices = date_options(reading, chosen, claims), chosen_dates(reading, chosen, claims)
    assert [each.when and each.when.expr for each in choices] == ["mardi", "mardi", "mars 2020"]
    assert [each.whens[0] and each.whens[0].expr for each in all_options] == ["mardi", "mars 2020", "mars 2020"]
    for options, taken in zip(all_options, choices, strict=True):
        odds = weights("fr", DATE).choice([moment.seen for moment in options.moments])
        assert taken.options == options
        assert options.whens[taken.taken] == taken.when
        assert taken.probability == pytest.approx(max(odds))


def test_a_reaction_is_of_the_day_of_what_it_answers() -> None:
    text = (
        "Le Pérou a fermé mardi sa frontière avec l'Équateur. Le gouvernement équatorien a condamné cette fermeture. "
        "« Nous saisirons l'ONU », a déclaré le ministre équatorien Luis Paredes."
    )
    found = [c for c in extract_claims(*given_text(text)) if "a condamné" in c.quote]
    assert [c.date.value for c in found if c.date] == ["2024-06-18"]
    assert {c.date.basis for c in found if c.date} == {"contextual"}


def test_the_day_on_which_a_deed_is_told_is_not_its_own() -> None:
    text = "Le Pérou a protesté mardi à Quito. Selon Lima, l'Équateur a livré des obus à la Bolivie."
    found = [c for c in extract_claims(*given_text(text)) if "a livré" in c.quote]
    assert found
    assert {c.date for c in found} == {None}


@pytest.mark.parametrize(
    ("text", "words", "day", "is_option"),
    [
        ("Quito a voté la reprise des vols à partir du 15 juillet.", "a voté", "2024-07-15/..", False),
        ("Quito votera la reprise des vols le 15 juillet.", "votera", "2024-07-15", True),
        ("Quito a reporté le sommet au 15 juillet.", "a reporté", "2024-07-15", True),
    ],
)
def test_what_has_been_done_is_not_of_a_day_to_come(text: str, words: str, day: str, is_option: bool) -> None:
    found = dated(read_text(text), words)
    assert (day in {option.when.value for option in found.options}) is is_option


def test_a_language_without_weights_keeps_the_dates_of_the_rules(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faisceau.extract.weighing.has_weights", lambda lang: False)
    chosen, claims = dated_by_rules(reading)
    assert any(claim.date for claim in claims)
    taken = chosen_dates(reading, chosen, claims)
    assert [t.when for t in taken] == [c.date for c in claims]
    assert {t.probability for t in taken} == {None}


def test_a_text_that_tells_no_date_dates_nothing() -> None:
    reading = read_text("Lima a livré douze camions à Quito. La Bolivie a dénoncé cette livraison.")
    chosen, claims = dated_by_rules(reading)
    assert claims
    assert {t.when for t in chosen_dates(reading, chosen, claims)} == {None}


def test_an_article_without_a_day_of_publication_takes_what_is_told() -> None:
    article = Article("a", TEXT, "0", None, None, lang="fr")
    found = extract_claims(article, resolve(parse(article), TEXT))
    assert "2019" in {c.date.value for c in found if c.date and "avait vendu" in c.quote}


def test_the_choice_is_explained(reading: Reading) -> None:
    explained = explain_claims(*given_text(TEXT))
    reasons = [f for e in explained if "a livré" in e.claim.quote for f in e.fields if f.field == "date"]
    assert [r.value for r in reasons] == ["2024-06-18"]
    assert reasons[0].rule == "2024-06-18 relative day"
    assert reasons[0].probability is not None
    assert reasons[0].weights
    assert [c.text for c in reasons[0].cues] == ["mardi"]


def test_zones_are_told_apart() -> None:
    assert len(set(ZONES)) == len(ZONES)


@given(st.integers(min_value=-4000, max_value=4000))
def test_how_far_a_day_lies_follows_the_calendar(reading: Reading, days: int) -> None:
    calendar = Calendar(reading, ())
    day = (date.fromisoformat(PUBLISHED) + timedelta(days=days)).isoformat()
    told = calendar.distance(day)
    assert (told == "future") == (days > 0)
    assert (told == "0") == (days == 0)
    assert (told == "1") == (days == -1)
    assert calendar.distance(f"{day}/..") == "since"
    assert calendar.distance(f"../{day}") == "until"
    assert (calendar.distance(day[:7]) == "future") == (day[:7] > PUBLISHED[:7])
    assert (calendar.distance(day[:4]) == "year.past") == (day[:4] < PUBLISHED[:4])


def test_a_date_told_far_away_dates_nothing_here() -> None:
    text = (
        "Le 3 mai 2023, Lima a fermé son ambassade. Quito se tait. Les routes sont coupées. "
        "Quatre mille habitants ont déjà fui vers le Brésil."
    )
    fled = next(claim for claim in extract_claims(*given_text(text)) if "fui" in claim.quote)
    assert fled.date is None
