"""How two figures stand: what is counted is compared before the numbers are."""

from __future__ import annotations

from typing import Any

import pytest
from fuse_making import article, at_least, claim, number
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from faisceau.fuse import fuse
from faisceau.fuse.counted import Counted, counted_of, sentence_around
from faisceau.fuse.counts import sorts_of
from faisceau.fuse.figure_relations import relation
from faisceau.fuse.ground import Ground
from faisceau.fuse.rarity import Rarity
from faisceau.model.claims import Quantity
from faisceau.model.text import UNKNOWN, Article

DAYS = ("2031-05-04", "2031-05-09")


def counted(text: str, figure: Quantity, name: str, day: str = DAYS[0], house: str = "Un", **fields: Any) -> Counted:
    """The figure of a one-line article, the whole of its text one claim."""
    of = article(f"{house}-{day}-{len(text)}.txt", text, house, day)
    return _counted(of, figure, name, **fields)


def _counted(of: Article, figure: Quantity, name: str, **fields: Any) -> Counted:
    made = claim(of, of.text, goods=((name, figure),), **fields)
    found = counted_of("e", made, made.items[0], Ground({of.id: of}, {}, Rarity.of([])))
    assert found is not None
    return found


def two_of(
    text: str, first: tuple[Quantity, str], second: tuple[Quantity, str], **fields: Any
) -> tuple[Counted, Counted]:
    """Two figures of one article."""
    of = article("un.txt", text, "Un")
    return _counted(of, *first, **fields), _counted(of, *second, **fields)


def test_what_became_of_people_is_read_beside_the_figure() -> None:
    dead = counted("L'incendie a coûté la vie à 12 personnes.", number(12, "12 personnes"), "personnes")
    assert dead.sorts == {"kill"}
    assert not dead.words
    assert counted("Vingt ouvriers ont été blessés.", number(20, "Vingt ouvriers"), "ouvriers").sorts == {"injure"}


def test_articles_and_letters_before_a_name_are_none_of_it() -> None:
    told = counted(
        "La crue a fait 12 morts dans la Drenne, selon l'Institut de Caldre.", number(12, "12 morts"), "morts"
    )
    assert told.places == {"drenne"}
    assert told.names == {"drenne", "institut", "caldre"}
    far = counted("Hier à Port du Sel, 12 morts.", number(12, "12 morts"), "morts")
    assert far.places == {"port du sel"}


def test_a_language_without_words_for_figures_has_no_places() -> None:
    of = structs.replace(article("x.txt", "La crue a fait 12 morts dans la Drenne.", "Un"), lang=UNKNOWN)
    told = _counted(of, number(12, "12 morts"), "morts")
    assert not told.places
    assert told.names == {"drenne"}


def test_a_later_larger_toll_is_an_update_and_two_sorts_are_two_things() -> None:
    before = counted("La crue a fait 12 morts.", number(12, "12 morts"), "morts")
    after = counted("La crue a fait 19 morts.", number(19, "19 morts"), "morts", DAYS[1], "Deux")
    hurt = counted("La crue a fait 19 blessés.", number(19, "19 blessés"), "blessés", DAYS[1], "Deux")
    assert relation(before, after) == "update"
    assert relation(before, hurt) == "different_thing"


def test_what_one_sentence_sets_against_one_another_by_voice_is_contradicted() -> None:
    text = "Le défilé a réuni 8.000 manifestants selon la préfecture, 30.000 selon le comité."
    pair = two_of(text, (number(8000, "8.000 manifestants"), "manifestants"), (Quantity("30.000", 30000), "30.000"))
    assert pair[0].voices
    assert pair[1].voices
    assert relation(*pair) == "contradict"


def test_one_voice_counts_two_things_unless_its_words_say_otherwise() -> None:
    text = "Le port de Varle a perdu 12 grues et celui d'Ombry 30 grues."
    pair = two_of(text, (number(12, "12 grues", "crane"), "grues"), (number(30, "30 grues", "crane"), "grues"))
    assert relation(*pair) == "different_thing"
    text = "Le précédent bilan faisait état de 12 grues perdues, il y en a 30 désormais."
    pair = two_of(text, (number(12, "12 grues", "crane"), "grues"), (number(30, "30", "crane"), "grues"))
    assert relation(*pair) == "update"
    text = "Le nombre de grues est passé de 12 grues à 30 grues."
    pair = two_of(text, (number(12, "12 grues", "crane"), "grues"), (number(30, "30 grues", "crane"), "grues"))
    assert relation(*pair) == "update"


@pytest.mark.parametrize(
    "text",
    [
        "Le naufrage a fait 40 morts, dont 12 enfants.",
        "Sur le quai, 12 enfants des 40 morts ont été identifiés.",
    ],
)
def test_a_part_is_told_by_the_words_between(text: str) -> None:
    pair = two_of(text, (number(12, "12 enfants"), "enfants"), (number(40, "40 morts"), "morts"))
    assert relation(*pair) == "part_of"
    assert relation(*reversed(pair)) == "part_of"


def test_two_tallies_in_one_sentence_contradict_each_other() -> None:
    text = "Un premier bilan parlait de 45 morts, un second de 60."
    first, second = two_of(text, (number(45, "45 morts"), "morts"), (Quantity("60", 60, unit="death"), "60"))
    assert first.sorts == second.sorts == {"kill"}
    assert relation(first, second) == "contradict"


def test_each_has_its_own_count_in_a_ranking_which_later_rankings_bring_up_to_date() -> None:
    text = "L'Ombrie est la région la plus touchée, en tête avec 900 morts. Viennent ensuite la Varle (410)."
    first, second = two_of(text, (number(900, "900 morts"), "morts"), (Quantity("410", 410, unit="death"), "410"))
    assert relation(first, second) == "different_thing"
    later = "Viennent ensuite la Varle avec 520 morts et la Morlande."
    assert relation(second, counted(later, number(520, "520 morts"), "morts", DAYS[1])) == "update"


def test_a_mark_that_is_passed_is_no_count() -> None:
    mark = counted("La barre des 300 blessés est passée.", number(300, "300 blessés"), "blessés")
    count = counted("On compte 352 blessés.", number(352, "352 blessés"), "blessés", house="Deux")
    assert relation(mark, count) == "different_thing"


def test_what_another_time_counted_is_no_whole() -> None:
    text = "La troupe n'a plus que 90 soldats, contre 170 auparavant."
    now, then = two_of(
        text, (number(90, "90 soldats", "soldier"), "soldats"), (Quantity("170", 170, unit="soldier"), "170")
    )
    assert relation(now, then) == "update"


def test_what_is_new_is_part_of_the_running_count_and_no_other_days() -> None:
    text = "Avec 7 nouveaux décès, le bilan atteint 90 décès."
    new, running = two_of(text, (number(7, "7 nouveaux décès"), "nouveaux décès"), (number(90, "90 décès"), "décès"))
    assert relation(new, running) == "part_of"
    later = counted("On compte 11 nouveaux décès.", number(11, "11 nouveaux décès"), "nouveaux décès", DAYS[1])
    assert relation(new, later) == "different_thing"


def test_bounds() -> None:
    exact = counted("On a arrêté 633 personnes.", number(633, "633 personnes"), "personnes")
    about = counted(
        "Plus de 600 personnes ont été arrêtées.", at_least(600, "Plus de 600 personnes"), "personnes", house="Deux"
    )
    assert relation(exact, about) == "compatible_bound"
    few = counted("Plus de 40 ponts sont fermés.", at_least(40, "Plus de 40 ponts", "bridge"), "ponts")
    many = counted("Il y a 900 ponts fermés.", number(900, "900 ponts", "bridge"), "ponts", house="Deux")
    assert relation(few, many) == "contradict"  # nobody says "more than 40" of 900


def test_a_round_number_stands_for_an_exact_one() -> None:
    exact = counted("La foire a reçu 10.624 visiteurs.", number(10_624, "10.624 visiteurs", "visitor"), "visiteurs")
    short = counted(
        "La foire a reçu 10.600 visiteurs.", number(10_600, "10.600 visiteurs", "visitor"), "visiteurs", house="Deux"
    )
    assert relation(exact, short) == "agree"
    small = counted("204 bateaux ont couru.", number(204, "204 bateaux", "boat"), "bateaux")
    other = counted("205 bateaux ont couru.", number(205, "205 bateaux", "boat"), "bateaux", house="Deux")
    assert relation(small, other) == "contradict"


def test_other_places_and_years_are_other_things() -> None:
    there = counted("On compte 120 incendies depuis 2029.", number(120, "120 incendies", "fire"), "incendies")
    here = counted("On compte 55 incendies depuis 2030.", number(55, "55 incendies", "fire"), "incendies", house="Deux")
    assert relation(there, here) == "different_thing"
    north = counted("Au Varland, 531 civils ont été tués.", number(531, "531 civils"), "civils")
    south = counted("Au Morland, 514 civils ont été tués.", number(514, "514 civils"), "civils", house="Deux")
    assert relation(north, south) == "different_thing"


def test_a_sentence_ends_also_where_no_space_follows_its_stop() -> None:
    text = "La crue recule.Elle a fait 1.200 victimes à Ombry.Le pont tient."
    start = text.index("1.200")
    assert text[slice(*sentence_around(text, start, start + 5))] == "Elle a fait 1.200 victimes à Ombry."


def test_sorts_are_told_by_beginnings_of_words_with_their_accents() -> None:
    assert sorts_of("des ouvriers tués") == {"kill"}
    assert sorts_of("arrestations") == {"arrest"}
    assert sorts_of("un arrêt de bus") == set()


COUNTS = st.builds(
    counted,
    st.sampled_from(
        [
            "La crue a fait des morts.", "La crue a fait 12 morts, dont 3 enfants.", "Selon la mairie, 12 morts.",
            "Au total, 12 personnes sont mortes depuis 2030.", "On compte 12 nouveaux cas à Ombry.",
        ]
    ),
    st.builds(
        lambda low, high, approx: Quantity("12", low, None if low is not None else 3.0, high, "person", approx),
        st.one_of(st.none(), st.integers(0, 10**7).map(float)), st.none(), st.booleans(),
    ),
    st.sampled_from(["morts", "personnes", "nouveaux cas", "enfants", "12"]),
    st.sampled_from(DAYS),
    st.sampled_from(["Un", "Deux"]),
)  # fmt: skip


@given(COUNTS, COUNTS)
def test_the_relation_is_the_same_whichever_is_given_first(a: Counted, b: Counted) -> None:
    assert relation(a, b) == relation(b, a)


@given(COUNTS)
def test_a_figure_agrees_with_itself(a: Counted) -> None:
    assert relation(a, a) == "agree"


def test_a_count_of_an_earlier_time_set_beside_this_one_is_another_thing() -> None:
    text = "Selon la préfecture, 9.000 manifestants ont défilé. La semaine dernière, ils étaient 21.000 selon la préfecture."
    now, then = two_of(text, (number(9000, "9.000 manifestants"), "manifestants"), (number(21000, "21.000"), "21.000"))
    assert "earlier" in then.roles
    assert "earlier" not in now.roles
    assert relation(now, then) == "different_thing"
    alone = counted(
        "La semaine dernière, 21.000 manifestants ont défilé.", number(21000, "21.000 manifestants"), "manifestants"
    )
    assert "earlier" not in alone.roles


def test_what_a_sentence_breaks_down_is_part_of_what_was_told_before_it() -> None:
    text = "La crue a tué 340 personnes. Dans le détail, 210 personnes sont mortes dans la plaine."
    whole, part = two_of(text, (number(340, "340 personnes"), "personnes"), (number(210, "210 personnes"), "personnes"))
    assert relation(whole, part) == "part_of"
    apart = counted("La crue a tué 210 personnes dans la plaine.", number(210, "210 personnes"), "personnes")
    assert relation(whole, apart) != "part_of"


def test_a_corrected_number_is_borne_out_by_nobody() -> None:
    text = "La crue a tué 21 personnes, et non 23, a corrigé la préfecture."
    right, wrong = two_of(text, (number(21, "21 personnes"), "personnes"), (number(23, "23"), "23"))
    before = counted("La crue a tué 23 personnes.", number(23, "23 personnes"), "personnes", house="Deux")
    assert relation(right, wrong) == "update"
    assert relation(before, wrong) == "contradict"
    assert relation(before, right) != "agree"
    told = article("b.txt", text, "Un")
    goods = (("personnes", number(21, "21 personnes")), ("23", number(23, "23")))
    (figure,) = fuse([told], [claim(told, text, kind="incident", goods=goods)]).figures
    assert [account.quantity.value for account in figure.accounts] == [21]
