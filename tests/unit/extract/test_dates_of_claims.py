"""When claims took place: from their own words, from the news of a dispatch, and left unknown where nothing tells."""

from __future__ import annotations

from faisceau.model.claims import Claim
from faisceau.model.ids import bytes_id
from faisceau.model.text import Article
from faisceau.run.analysis import analyse


def claims_of(text: str, published: str = "2024-06-20") -> list[Claim]:
    """The claims of a text published on a Thursday."""
    return list(analyse(Article("a", text, bytes_id(text.encode()), published, "given", lang="fr")).claims)


def dates(text: str, words: str) -> set[str | None]:
    """The dates of the claims whose quote holds `words`."""
    found = [c for c in claims_of(text) if words in c.quote]
    assert found, [c.quote for c in claims_of(text)]
    return {c.date.value if c.date else None for c in found}


DISPATCH = (
    "La Norvège a rappelé mercredi son ambassadeur en Finlande. Les deux pays partagent une longue frontière. "
    "Le port reste ouvert aux navires. Le trafic y est dense. "
    "La Suède a dénoncé cette décision. "
    "« Nous demandons des explications à Oslo », a déclaré le ministre finlandais Juha Virtanen."
)


def test_what_a_dispatch_tells_as_done_is_of_the_day_of_its_news() -> None:
    assert dates(DISPATCH, "a dénoncé") == {"2024-06-19"}


def test_what_a_dispatch_quotes_is_of_the_day_of_its_news() -> None:
    assert dates(DISPATCH, "demandons des explications") == {"2024-06-19"}


def test_a_text_that_names_no_day_dates_nothing() -> None:
    text = "La Norvège a rappelé son ambassadeur en Finlande. La Suède a dénoncé cette décision."
    assert {c.date for c in claims_of(text)} == {None}


def test_years_in_a_row_are_from_the_first_to_the_last() -> None:
    assert dates("La Norvège a attaqué la Suède en 2006 et en 2010.", "attaqué") == {"2006/2010"}


def test_the_date_of_the_verb_goes_before_that_of_a_noun() -> None:
    text = "La Norvège s'est retirée de l'accord de 2015 en 2018."
    assert dates(text, "retirée") == {"2018"}


def test_what_means_only_now_dates_nothing_else() -> None:
    text = "La Norvège produit désormais des missiles. La Suède achète des obus à la Finlande."
    assert dates(text, "achète") == {None}
