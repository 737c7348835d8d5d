"""The taxonomy of goods that fusion and extraction share."""

from __future__ import annotations

import pytest
from fuse_making import article, claim, number

from faisceau.fuse import fuse
from faisceau.fuse.families import named_goods
from faisceau.knowledge.goods import categories, category_of, goods_named, label, narrowed
from faisceau.model.claims import Quantity


@pytest.mark.parametrize(
    ("name", "lang", "category"),
    [
        ("cinq mille obus de mortier", "fr", "arms_conventional"),
        ("missiles sol-air", "fr", "air_defence"),
        ("missiles à longue portée", "fr", "ballistic_missile"),
        ("missiles antichars", "fr", "arms_conventional"),
        ("systèmes antiaériens Akash", "fr", "air_defence"),
        ("Produits pétroliers raffinés", "fr", "oil_refined"),
        ("pétrole", "fr", "oil_crude"),
        ("aide alimentaire d'urgence", "fr", "food"),
        ("main-d’œuvre étrangère", "fr", "workers"),
        ("crude oil", "en", "oil_crude"),
        ("missile interceptor", "en", "air_defence"),
        ("quelque chose", "fr", None),
        ("", "fr", None),
    ],
)
def test_the_longest_term_decides(name: str, lang: str, category: str | None) -> None:
    assert category_of(name, lang) == category


def test_a_category_takes_its_directed_name_one_way_only() -> None:
    assert narrowed("food", "RUS", "PRK") == "food_to_dprk"
    assert narrowed("food", "PRK", "RUS") == "food_from_dprk"
    assert narrowed("food", "RUS", "CUB") == "food"
    assert narrowed("unknown", None, None) == "unknown"


def test_directed_categories_belong_to_one_that_exists_and_all_have_two_names() -> None:
    known = categories()
    assert len(known) >= 60
    assert sum(len(category.terms.get("fr", ())) for category in known.values()) >= 500
    assert all(category.of is None or category.of in known for category in known.values())
    assert all({"fr", "en"} <= set(category.name) for category in known.values())
    assert label("coal", "fr") == "Charbon"
    assert label("nothing known", "fr") == "nothing known"


def test_no_term_stands_for_two_categories() -> None:
    for lang in ("fr", "en"):
        terms = [term for category in categories().values() for term in category.terms.get(lang, ())]
        assert len(terms) == len(set(terms))


def test_packaging_stands_under_the_good_that_its_article_names() -> None:
    text = "Varle a expédié 300 conteneurs à Ombry. Le port parle de conteneurs de munitions."
    a = article("a.txt", text, "Un")
    shipped = claim(
        a, "Varle a expédié 300 conteneurs à Ombry", kind="exchange", subject=("VAR",), object=("OMB",),
        flow=("VAR", "OMB"), goods=(("conteneurs", number(300, "300 conteneurs", "container")),),
    )  # fmt: skip
    said = claim(
        a, "Le port parle de conteneurs de munitions", kind="statement",
        goods=(("conteneurs de munitions", number(2, "conteneurs de munitions", "container")),),
    )  # fmt: skip
    (line,) = [row for row in fuse([a], [shipped, said]).exchanges if shipped.id in row.claims]
    assert line.category == "arms_conventional"
    (alone,) = fuse([a], [shipped]).exchanges
    assert alone.category == "cargo_inspection"


@pytest.mark.parametrize(("root", "status"), [("AID", "asserted"), ("SANCTION", "denied"), ("REJECT", "denied")])
def test_what_is_refused_or_cut_off_is_no_delivery(root: str, status: str) -> None:
    a = article("a.txt", "Varle a mis fin à ses livraisons de blé à Ombry.", "Un")
    told = claim(
        a, "Varle a mis fin à ses livraisons de blé à Ombry", kind="exchange", plover=root, subject=("VAR",), object=("OMB",),
        flow=("VAR", "OMB"), goods=(("blé", None),),
    )  # fmt: skip
    (line,) = fuse([a], [told]).exchanges
    assert line.status == status


def test_the_goods_that_words_name() -> None:
    assert goods_named("Ombry manque de blé, de vaccins et de missiles antiaériens", "fr") == (
        "food",
        "medical",
        "air_defence",
    )
    assert goods_named("rien de tout cela", "fr") == ()


@pytest.mark.parametrize(
    ("text", "good", "got", "category"),
    [
        ("Varle livre du gaz à Ombry en échange de ces munitions.", "gaz", "munitions", "arms_conventional"),
        ("Moyennant 40 millions de dollars, Varle livre du gaz à Ombry.", "gaz", "40 millions de dollars", "money"),
    ],
)
def test_what_is_got_for_a_good_goes_the_other_way(text: str, good: str, got: str, category: str) -> None:
    a = article("a.txt", text, "Un")
    goods: list[tuple[str, Quantity | None]] = [(good, None)]
    if category == "money":
        goods.append(("dollars", number(40_000_000, got, "dollar")))
    told = claim(a, text, kind="exchange", subject=["VAR"], object=["OMB"], flow=("VAR", "OMB"), goods=goods)
    gas, price = sorted(fuse([a], [told]).exchanges, key=lambda row: row.category == category)
    assert ([each.id for each in price.from_], [each.id for each in price.to]) == (["OMB"], ["VAR"])
    assert (gas.good, price.good, price.category) == (good, got, category)
    assert (gas.counter_flow, price.counter_flow) == (price.id, gas.id)
    assert [quantity.text for quantity in price.quantity] == ([got] if category == "money" else [])
    assert gas.quantity == ()


def test_who_is_freed_for_others_goes_each_their_way() -> None:
    text = "Varle a relâché 500 captifs contre un millier de soldats d'Ombry."
    a = article("a.txt", text, "Un")
    goods = [
        ("captifs", number(500, "500 captifs", "person")),
        ("soldats", number(1000, "un millier de soldats", "person")),
    ]
    told = claim(a, text, kind="exchange", subject=["VAR"], object=["OMB"], flow=("VAR", "OMB"), goods=goods)
    assert {(row.from_[0].id, row.to[0].id, row.good) for row in fuse([a], [told]).exchanges} == {
        ("VAR", "OMB", "captifs"),
        ("OMB", "VAR", "soldats"),
    }


def test_what_is_got_is_not_given_where_its_number_begins_with_a_word_that_says_little() -> None:
    text = "Varle a relâché un caporal en échange d'un millier de détenus d'Ombry."
    a = article("a.txt", text, "Un")
    goods = [("caporal", None), ("détenus", number(1000, "un millier de détenus", "person"))]
    told = claim(a, text, kind="exchange", subject=["VAR"], object=["OMB"], flow=("VAR", "OMB"), goods=goods)
    assert ("VAR", "détenus") not in {(row.from_[0].id, row.good) for row in fuse([a], [told]).exchanges}


def test_a_swap_goes_both_ways_and_nothing_says_how_much_goes_which() -> None:
    text = "Un échange de 500 prisonniers entre Varle et Ombry a eu lieu."
    a = article("a.txt", text, "Un")
    goods = [("500 prisonniers", number(500, "500 prisonniers", "person"))]
    told = claim(a, text, kind="exchange", subject=["VAR", "OMB"], flow=(None, None), goods=goods)
    rows = fuse([a], [told]).exchanges
    assert {(row.from_[0].id, row.to[0].id, row.category) for row in rows} == {
        ("VAR", "OMB", "prisoners"),
        ("OMB", "VAR", "prisoners"),
    }
    assert not any(row.quantity for row in rows)


def test_what_goes_does_not_come_back_where_no_comma_ends_what_is_got() -> None:
    text = "En échange de munitions Varle livre du gaz à Ombry."
    a = article("a.txt", text, "Un")
    told = claim(a, text, kind="exchange", subject=["VAR"], object=["OMB"], flow=("VAR", "OMB"), goods=[("gaz", None)])
    assert {(row.from_[0].id, row.category) for row in fuse([a], [told]).exchanges} == {
        ("VAR", "gas_condensates"),
        ("OMB", "arms_conventional"),
    }


def test_a_claim_of_what_is_got_alone_is_not_turned_round() -> None:
    text = "En échange de munitions, Varle livre du gaz à Ombry."
    a = article("a.txt", text, "Un")
    got = claim(
        a,
        "En échange de munitions",
        kind="exchange",
        subject=["OMB"],
        object=["VAR"],
        flow=("OMB", "VAR"),
        goods=[("munitions", None)],
    )
    (line,) = fuse([a], [got]).exchanges
    assert [each.id for each in line.from_] == ["OMB"]


def test_a_good_that_one_witness_alone_tells_of_has_a_single_source() -> None:
    both, one = "Varle a livré du gaz à Ombry lundi", "Varle a livré du gaz et des obus à Ombry lundi"
    first, second = article("a.txt", f"{both}.", "Un"), article("b.txt", f"{one}, selon le port.", "Deux")
    known = {"kind": "exchange", "subject": ["VAR"], "object": ["OMB"], "flow": ("VAR", "OMB"), "date": "2031-05-04"}
    told = [
        claim(first, both, goods=[("gaz", None)], **known),
        claim(second, one, goods=[("gaz", None), ("obus", None)], **known),
    ]
    reading = fuse([first, second], told)
    assert [event.verdict for event in reading.events] == ["corroborated"]
    assert {row.category: row.verdict for row in reading.exchanges} == {
        "gas_condensates": "corroborated",
        "arms_conventional": "single_source",
    }


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Varle hésite, mais Ombry veut avoir sa place en Bourse", set()),
        ("Varle gèle les avoirs d'Ombry", {"asset_freeze"}),
        ("Ombry reçoit des chars et des vaccins", {"arms_conventional", "medical"}),
    ],
)
def test_a_homonym_in_running_text_names_no_good(words: str, named: set[str]) -> None:
    assert named_goods(words, "fr") == named


def test_a_line_is_called_by_its_item_and_not_by_another_good_of_its_words() -> None:
    text = "Les mines de Varle verseront à Ombry une redevance."
    a = article("a.txt", text, "Un")
    known = {"kind": "exchange", "subject": ("VAR",), "object": ("OMB",), "flow": ("VAR", "OMB")}
    (line,) = fuse([a], [claim(a, text[:-1], **known, goods=(("redevance", None),))]).exchanges
    assert (line.good, line.category) == ("redevance", None)


def test_persons_are_no_good_because_a_word_tells_of_them() -> None:
    text = "Varle a promis mieux aux salariés d'Ombry."
    a = article("a.txt", text, "Un")
    known = {"kind": "exchange", "subject": ("VAR",), "object": ("OMB",), "flow": ("VAR", "OMB")}
    assert not fuse([a], [claim(a, text[:-1], **known)]).exchanges
    (line,) = fuse([a], [claim(a, text[:-1], **known, goods=(("salariés", None),))]).exchanges
    assert line.category == "workers"


def test_sanctions_are_no_line_of_the_ledger() -> None:
    text = "Varle a promis des sanctions à Ombry."
    a = article("a.txt", text, "Un")
    known = {"kind": "exchange", "status": "promised", "subject": ("VAR",), "object": ("OMB",), "flow": ("VAR", "OMB")}
    assert not fuse([a], [claim(a, text[:-1], **known, goods=(("sanctions", None),))]).exchanges
