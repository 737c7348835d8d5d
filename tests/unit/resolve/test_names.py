"""Names on the page: capitals, what touches a name, and offices by date."""

from __future__ import annotations

import pytest

from faisceau.knowledge.gazetteer import Entry, gazetteer, words_of
from faisceau.model.layers import Mention
from faisceau.model.text import Article
from faisceau.parse import parse
from faisceau.resolve import resolve


def mentions(text: str, published: str | None = None) -> dict[str, Mention]:
    return {m.text: m for m in resolve(parse(Article("a", text, "0" * 64, published, lang="fr")), text).mentions}


@pytest.mark.parametrize(
    ("surface", "written", "fits"),
    [
        ("Le Monde", "Le Monde", True),
        ("Le Monde", "Le monde", False),
        ("Le Monde", "le Monde", False),
        ("Corée du Nord", "Corée du Nord", True),
        ("Corée du Nord", "corée du nord", False),
        ("EI", "EI", True),
        ("EI", "Ei", False),
        ("russe", "Russe", True),
        ("russe", "russe", True),
    ],
)
def test_every_capital_counts(surface: str, written: str, fits: bool) -> None:
    assert Entry("X", "state", None, surface).fits(written) is fits


@pytest.mark.parametrize(
    "text",
    [
        "Ewa Nowak estime que la trêve tiendra.",
        "Selon l'agronome Ewa Nowak, la récolte sera bonne.",
        "La sinologue Ewa Nowak juge la trêve fragile.",
        "Pour la syndicaliste Ewa Nowak, la grève durera.",
    ],
)
def test_people_are_known_by_what_they_do_or_say(text: str) -> None:
    assert mentions(text)["Ewa Nowak"].actors == ("ewa-nowak",)


@pytest.mark.parametrize("text", ["La piste Ewa Nowak est fermée.", "Le dialogue Nowak n'a rien donné."])
def test_what_only_ends_like_a_calling_names_nobody(text: str) -> None:
    assert not any(m.kind == "person" for m in mentions(text).values())


def test_a_listed_name_stays_whole_after_another_word() -> None:
    assert mentions("Côté Maison Blanche, on se tait.")["Maison Blanche"].actors == ("USA",)


@pytest.mark.parametrize("text", ["Elle a vu Paris Hilton.", "La statue de George Washington a disparu."])
def test_a_name_is_not_the_city_inside_it(text: str) -> None:
    assert not {"FRA", "USA"} & {a for m in mentions(text).values() for a in m.actors}


def test_a_courtesy_is_no_part_of_the_name() -> None:
    found = mentions("Aldo Ferri est parti. M. Ferri n'a rien dit.")
    assert found["M. Ferri"].actors == ("aldo-ferri",)


def test_a_thing_named_after_its_noun_is_nobody() -> None:
    assert not any(m.kind == "person" for m in mentions("Le traité New Horizon expire.").values())


@pytest.mark.parametrize(
    ("on", "holder"), [("2010-06-01", "dmitri-medvedev"), ("2015-06-01", "vladimir-putin"), (None, None)]
)
def test_an_office_has_its_holder_by_date(on: str | None, holder: str | None) -> None:
    assert gazetteer("fr").holder("RUS", "head_of_state", on) == holder


def test_a_term_that_is_over_speaks_for_nobody() -> None:
    assert gazetteer("fr").behalf("nicolas-sarkozy", "2010-01-01") is not None
    assert gazetteer("fr").behalf("nicolas-sarkozy", "2020-01-01") is None


def test_an_office_named_in_full_needs_no_state() -> None:
    term = gazetteer("fr").holder_of(words_of("guide suprême"), "2012-01-01")
    assert term is not None
    assert term.acts_for == "IRN"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Selon des journalistes du Monde, la trêve tient.", {"Monde": ("LE-MONDE",)}),
        ("Il l'a dit aux Échos et au Figaro.", {"Échos": ("LES-ECHOS",), "Figaro": ("LE-FIGARO",)}),
        ("Des habitants du monde entier ont écrit au journal.", {}),
        ("La Croix-Rouge est arrivée à Lima.", {}),
        ("Selon La Croix, la trêve tient.", {"La Croix": ("LA-CROIX",)}),
    ],
)
def test_a_medium_is_known_by_its_article_contracted_or_not(text: str, named: dict[str, tuple[str, ...]]) -> None:
    assert {m.text: m.actors for m in mentions(text).values() if m.kind == "medium"} == named


@pytest.mark.parametrize(
    "text",
    [
        "Le Comité pour la paix internationale (CPI) a déposé les armes. La CPI négocie.",
        "La CPI (Comité pour la paix internationale) a déposé les armes.",
    ],
)
def test_an_abbreviation_that_the_article_spells_out_is_not_the_listed_one(text: str) -> None:
    assert {a for m in mentions(text).values() for a in m.actors} == {"CPI"}


@pytest.mark.parametrize(
    "text",
    [
        "La Cour pénale internationale (CPI) a ouvert une enquête.",
        "La cour internationale pénale (CPI) a ouvert une enquête.",
        "La juridiction de La Haye (CPI) a ouvert une enquête.",
    ],
)
def test_an_abbreviation_that_is_spelt_out_as_the_list_does_is_the_listed_one(text: str) -> None:
    assert "ICC" in {a for m in mentions(text).values() for a in m.actors}


def test_a_body_is_not_meant_before_it_was_founded() -> None:
    text = "Le CNSP a fermé la frontière."
    assert mentions(text, "2023-08-02")["CNSP"].actors == ("CNSP-NIGER", "NER")
    assert mentions(text, "2020-08-19")["CNSP"].actors == ("CNSP",)


def test_a_title_tells_two_people_of_one_family_name_apart() -> None:
    text = "Le général Moussa Keïta a été arrêté au Mali. La foule réclamait le départ du président Keïta. Keïta a démissionné."
    found = mentions(text, "2020-08-21")
    assert found["Moussa Keïta"].actors[0] == "moussa-keita"
    assert found["Keïta"].actors[0] == "ibrahim-boubacar-keita"


def test_who_is_called_by_the_office_in_full_is_meant_by_the_family_name() -> None:
    text = "Le président Moussa Keïta du club parle au Mali. Le président Keïta a démissionné."
    assert mentions(text, "2020-08-21")["Keïta"].actors[0] == "moussa-keita"


def test_a_second_office_after_the_name_is_another_ones() -> None:
    text = "Ewa Nowak, conseillère du président Pérez et cheffe de la Convention nationale (CNV), a démissionné."
    assert mentions(text)["Pérez"].actors == ("perez",)


@pytest.mark.parametrize(
    "text",
    [
        "L'ancien ministre des Finances et de l'Economie Ali Berger a été arrêté.",
        "La ministre du Travail et de la Santé Ana Berger a été arrêtée.",
    ],
)
def test_a_name_begins_after_what_its_bearer_is_in_charge_of(text: str) -> None:
    assert {m.text for m in mentions(text).values() if m.kind == "person"} <= {"Ali Berger", "Ana Berger"}
