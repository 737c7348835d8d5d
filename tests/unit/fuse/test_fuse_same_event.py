"""What is one event, and the neighbours that must stay apart."""

from __future__ import annotations

from typing import Any

import pytest
from fuse_making import article, claim, number
from fuse_story import story
from msgspec.structs import replace

from faisceau.fuse import fuse
from faisceau.fuse.clusters import average_link
from faisceau.fuse.features import propositions
from faisceau.fuse.words import acts
from faisceau.model.claims import Item, with_content_id
from faisceau.model.fused import Event, Reading


def _with(reading: Reading, claim_id: str) -> Event:
    (found,) = [event for event in reading.events if claim_id in event.claims]
    return found


def test_two_wordings_of_one_visit_are_one_event_with_its_reasons() -> None:
    articles, claims = story()
    event = _with(fuse(articles, claims), claims[1].id)
    assert claims[4].id in event.claims
    assert event.verdict == "corroborated"
    assert event.independent == 2
    assert event.date == "2031-05-02"
    assert {reason.partition(":")[0] for reason in event.reasons} >= {"actors", "act", "time", "place", "wording"}


def test_visits_of_two_years_stay_apart() -> None:
    articles, claims = story()
    reading = fuse(articles, claims)
    assert _with(reading, claims[1].id) != _with(reading, claims[8].id)


def test_strikes_of_two_days_stay_apart() -> None:
    first = article("one.txt", "Un drone a frappé la centrale de Caldre lundi à l'aube.", "Un")
    second = article("two.txt", "Une nouvelle frappe de drone a visé la centrale de Caldre mardi.", "Deux")
    known = {"kind": "incident", "plover": "ASSAULT", "subject": ("VAL",), "object": ("ORM",), "place": "Caldre"}
    monday = claim(first, "Un drone a frappé la centrale de Caldre lundi", date="2031-05-05", **known)
    tuesday = claim(
        second, "Une nouvelle frappe de drone a visé la centrale de Caldre mardi", date="2031-05-06", **known
    )
    assert len(fuse([first, second], [monday, tuesday]).events) == 2


@pytest.mark.parametrize(
    ("day", "basis", "events"), [("06", "contextual", 1), ("06", "relative", 2), ("08", "contextual", 2)]
)
def test_a_day_told_outside_the_words_of_a_claim_is_known_to_about_a_day(day: str, basis: str, events: int) -> None:
    first = article("one.txt", "Un drone a frappé la centrale de Caldre lundi à l'aube.", "Un")
    second = article("two.txt", "Une frappe de drone a visé la centrale de Caldre.", "Deux")
    known = {"kind": "incident", "plover": "ASSAULT", "subject": ("VAL",), "object": ("ORM",), "place": "Caldre"}
    monday = claim(first, "Un drone a frappé la centrale de Caldre lundi", date="2031-05-05", **known)
    other = claim(second, "Une frappe de drone a visé la centrale de Caldre", date=f"2031-05-{day}", **known)
    assert other.date is not None
    other = with_content_id(replace(other, date=replace(other.date, basis=basis)))
    assert len(fuse([first, second], [monday, other]).events) == events


@pytest.mark.parametrize(("published", "events"), [("2031-04-28", 2), ("2031-05-06", 1), ("2031-05-20", 1)])
def test_what_an_article_told_before_is_not_what_happened_after(published: str, events: int) -> None:
    first = article("one.txt", "Un drone a frappé la centrale de Caldre à l'aube.", "Un", published)
    second = article("two.txt", "Une frappe de drone a visé la centrale de Caldre lundi.", "Deux", "2031-05-06")
    known = {"kind": "incident", "plover": "ASSAULT", "subject": ("VAL",), "object": ("ORM",), "place": "Caldre"}
    undated = claim(first, "Un drone a frappé la centrale de Caldre", **known)
    monday = claim(second, "Une frappe de drone a visé la centrale de Caldre lundi", date="2031-05-05", **known)
    assert len(fuse([first, second], [undated, monday]).events) == events


def test_a_plan_is_linked_to_its_doing_not_merged() -> None:
    before = article("plan.txt", "Le président Brenn pourrait visiter Ormuz en mai.", "Un", "2031-04-01")
    after = article("done.txt", "Le président Brenn a visité Ormuz le 2 mai.", "Deux", "2031-05-03")
    known = {"plover": "CONSULT", "subject": ("pal-brenn", "VAL"), "object": ("ORM",)}
    plan = claim(
        before, "Le président Brenn pourrait visiter Ormuz en mai", date="2031-05", status="hypothetical", **known
    )
    done = claim(after, "Le président Brenn a visité Ormuz le 2 mai", date="2031-05-02", **known)
    reading = fuse([before, after], [plan, done])
    assert _with(reading, plan.id) != _with(reading, done.id)
    assert _with(reading, done.id).evolves_from == (_with(reading, plan.id).id,)


def test_a_visit_planned_without_a_day_is_linked_to_the_next_one_whatever_the_words() -> None:
    before = article(
        "plan.txt", "L'agence dit que Brenn songe à se rendre bientôt chez son voisin.", "Un", "2031-01-21"
    )
    after = article("done.txt", "La visite officielle au port d'Ormuz a duré deux jours.", "Deux", "2031-06-18")
    other = article("other.txt", "La visite officielle aux mines de Calésie a duré deux jours.", "Trois", "2031-05-18")
    going: dict[str, Any] = {"subject": ("pal-brenn", "VAL"), "predicate": "visiter"}
    planned: dict[str, Any] = {"plover": "AGREE", "status": "hypothetical", "kind": "forecast", "object": ("ORM",)}
    plan = claim(before, "Brenn songe à se rendre bientôt chez son voisin", **planned, **going)
    going["plover"] = "CONSULT"
    done = claim(after, "La visite officielle au port d'Ormuz", date="2031-06-18", object=("ORM",), **going)
    elsewhere = claim(other, "La visite officielle aux mines de Calésie", date="2031-05-18", object=("CAL",), **going)
    reading = fuse([before, after, other], [plan, done, elsewhere])
    assert _with(reading, done.id).evolves_from == (_with(reading, plan.id).id,)
    assert _with(reading, elsewhere.id).evolves_from == ()


def test_who_is_struck_and_strikes_somebody_else_is_in_another_event() -> None:
    first = article("one.txt", "L'armée de Valdanie a tiré plusieurs coups, mardi, sur des soldats d'Ormuzie.", "Un")
    second = article("two.txt", "Des coups ont été tirés mardi par l'armée d'Ormuzie sur la Calésie.", "Deux")
    third = article(
        "three.txt", "L'armée d'Ormuzie a tiré plusieurs coups, mardi, sur des soldats de Valdanie.", "Trois"
    )
    known = {"kind": "incident", "plover": "ASSAULT", "predicate": "tirer", "date": "2031-05-06"}
    shots = claim(
        first,
        "L'armée de Valdanie a tiré plusieurs coups, mardi, sur des soldats",
        subject=("VAL",),
        object=("ORM",),
        **known,
    )
    others = claim(
        second, "Des coups ont été tirés mardi par l'armée d'Ormuzie", subject=("ORM",), object=("CAL",), **known
    )
    back = claim(
        third,
        "L'armée d'Ormuzie a tiré plusieurs coups, mardi, sur des soldats",
        subject=("ORM",),
        object=("VAL",),
        **known,
    )
    assert len(fuse([first, second], [shots, others]).events) == 2
    assert len(fuse([first, third], [shots, back]).events) == 1


def test_two_reactions_in_other_words_are_one_where_the_predicate_is_one_act_of_the_same_actors() -> None:
    first = article("one.txt", "Le chantier du barrage inquiète Ormuz.", "Un")
    second = article("two.txt", "Les riverains craignent pour leurs puits.", "Deux")
    known: dict[str, Any] = {"kind": "reaction", "subject": ("ORM",), "object": ("VAL",)}
    worry = claim(first, "Le chantier du barrage inquiète Ormuz", predicate="inquiéter", **known)
    fear = claim(second, "Les riverains craignent pour leurs puits", predicate="craindre", **known)
    other = claim(second, "Les riverains craignent pour leurs puits", predicate="vouloir", **known)
    assert len(fuse([first, second], [worry, fear]).events) == 1
    assert len(fuse([first, second], [worry, other]).events) == 2


def test_a_plan_told_after_the_doing_is_of_something_else() -> None:
    done_in = article("done.txt", "Le président Brenn a visité Ormuz le 2 mai.", "Deux", "2031-05-03")
    plan_in = article("plan.txt", "Le président Brenn pourrait visiter Ormuz de nouveau.", "Un", "2031-06-01")
    known = {"plover": "CONSULT", "subject": ("pal-brenn", "VAL"), "object": ("ORM",)}
    done = claim(done_in, "Le président Brenn a visité Ormuz le 2 mai", date="2031-05-02", **known)
    plan = claim(plan_in, "Le président Brenn pourrait visiter Ormuz de nouveau", status="hypothetical", **known)
    assert not any(event.evolves_from for event in fuse([done_in, plan_in], [done, plan]).events)


def test_the_way_back_is_another_exchange() -> None:
    told = article("a.txt", "La Valdanie livre du blé à l'Ormuzie. L'Ormuzie livre du blé à la Valdanie.")
    there = claim(
        told,
        "La Valdanie livre du blé à l'Ormuzie",
        kind="exchange",
        subject=("VAL",),
        object=("ORM",),
        flow=("VAL", "ORM"),
    )
    back = claim(
        told,
        "L'Ormuzie livre du blé à la Valdanie",
        kind="exchange",
        subject=("ORM",),
        object=("VAL",),
        flow=("ORM", "VAL"),
    )
    assert len(fuse([told], [there, back]).events) == 2


@pytest.mark.parametrize(("second_good", "events"), [("drones", 2), ("arms_conventional", 1)])
def test_what_two_states_give_is_two_things_unless_it_is_the_same(second_good: str, events: int) -> None:
    told = article("a.txt", "La Norvège fournit des obus au Pérou. Le Chili fournit aussi des obus au Pérou.")
    known: dict[str, Any] = {"kind": "exchange", "object": ("PER",), "predicate": "fournir"}
    first = claim(told, "La Norvège fournit des obus au Pérou", subject=("NOR",), flow=("NOR", "PER"), **known)
    second = claim(told, "Le Chili fournit aussi des obus au Pérou", subject=("CHL",), flow=("CHL", "PER"), **known)
    first = with_content_id(replace(first, items=(Item("obus", "arms_conventional"),)))
    second = with_content_id(replace(second, items=(Item("obus", second_good),)))
    assert len(fuse([told], [first, second]).events) == events


def test_a_chain_of_pairs_does_not_make_one_group() -> None:
    scores = {(0, 1): 2.0, (1, 2): 2.0, (0, 2): -9.0}
    pairs = [(value, a, b) for (a, b), value in scores.items()]
    assert average_link(3, pairs, lambda a, b: scores[a, b], 0.0) == [[0, 1], [2]]


def test_the_visit_and_the_visit_returned_stay_apart() -> None:
    there = article("there.txt", "Le président Brenn a visité Ormuz en mai.", "Un")
    back = article("back.txt", "Le président Oduk a été accueilli par la Valdanie en mai.", "Deux")
    visit = claim(
        there, "Le président Brenn a visité Ormuz en mai", plover="CONSULT", subject=("VAL",), object=("ORM",)
    )
    welcome = claim(
        back,
        "Le président Oduk a été accueilli par la Valdanie en mai",
        plover="CONSULT",
        subject=("VAL",),
        object=("ORM",),
    )
    assert len(fuse([there, back], [visit, welcome]).events) == 2


def test_visits_of_two_months_of_one_year_stay_apart() -> None:
    told = article("a.txt", "Brenn a visité Ormuz en mars. Brenn a visité Ormuz en juin.")
    known = {"plover": "CONSULT", "subject": ("pal-brenn", "VAL"), "object": ("ORM",)}
    march = claim(told, "Brenn a visité Ormuz en mars", date="2031-03", **known)
    june = claim(told, "Brenn a visité Ormuz en juin", date="2031-06", **known)
    assert len(fuse([told], [march, june]).events) == 2


def test_a_need_is_not_the_delivery_that_meets_it() -> None:
    lack = article("lack.txt", "L'Ormuzie a besoin de canons de la Valdanie.", "Un", "2031-03-01")
    sent = article("sent.txt", "La Valdanie a livré des canons à l'Ormuzie.", "Deux", "2031-05-03")
    flow = {"flow": ("VAL", "ORM"), "goods": (("canons", None),)}
    need = claim(
        lack, "L'Ormuzie a besoin de canons de la Valdanie", kind="need", subject=("ORM",), object=("VAL",), **flow
    )
    done = claim(
        sent, "La Valdanie a livré des canons à l'Ormuzie", kind="exchange", subject=("VAL",), object=("ORM",), **flow
    )
    reading = fuse([lack, sent], [need, done])
    assert _with(reading, need.id) != _with(reading, done.id)


def test_another_kind_root_and_role_do_not_part_one_event() -> None:
    """Extraction hesitates between neighbours; words, names and acts tell."""
    first = article("one.txt", "Brenn et Oduk ont signé à Ormuz le traité de partenariat fluvial.", "Un")
    second = article("two.txt", "La signature du traité de partenariat fluvial par Oduk et Brenn.", "Deux")
    one = claim(
        first,
        "Brenn et Oduk ont signé à Ormuz le traité de partenariat fluvial",
        kind="event",
        plover="AGREE",
        predicate="signer",
        subject=("VAL", "ORM"),
    )
    two = claim(
        second,
        "La signature du traité de partenariat fluvial par Oduk et Brenn",
        kind="assessment",
        predicate="signature",
        subject=("VAL",),
        object=("ORM",),
    )
    (event,) = fuse([first, second], [one, two]).events
    assert {reason.partition(":")[0] for reason in event.reasons} >= {"actors", "act", "wording"}


def test_acts_are_of_the_text_s_own_language() -> None:
    assert acts("mettre des soldats au pays", "fr") == frozenset()
    assert acts("they met and sold", "en") == {"meet", "give"}
    assert acts("livré", "fr") == {"give"}
    assert acts("un livre", "fr") == frozenset()


def test_however_many_tell_it_with_numbers_of_their_own_it_is_one_event() -> None:
    articles, claims = [], []
    for toll in range(3, 603):
        told = f"Le pont de Caldre a cédé, il y a {toll} morts"
        of = article(f"{toll:04}.txt", f"{told}. Journal {toll}.", f"Journal {toll}")
        goods = (("morts", number(toll, f"{toll} morts")),)
        articles.append(of)
        claims.append(
            claim(of, told, kind="incident", predicate="céder", date="2031-05-03", place="Caldre", goods=goods)
        )
    (event,) = fuse(articles, claims).events
    assert event.independent == 600


def test_two_wishes_of_one_speaker_are_two() -> None:
    texts = ("Je veux remercier mes alliés du littoral", "Je voulais retrouver un ancien vignoble de famille")
    given = [article(f"{n}.txt", text, f"Journal {n}") for n, text in enumerate(texts)]
    wishes = [
        claim(of, of.text, kind="need", predicate="vouloir", subject=("lena-ordo",), by=("lena-ordo",)) for of in given
    ]
    others = [article(f"x{n}.txt", f"Le port {n} a rouvert hier.", f"Journal {n}") for n in range(20)]
    reading = fuse([*given, *others], [*wishes, *(claim(of, of.text) for of in others)])
    assert not [event for event in reading.events if {wishes[0].id, wishes[1].id} <= set(event.claims)]


def test_what_is_asked_for_is_not_what_the_one_asked_promises() -> None:
    first = article("one.txt", "L'Ormuzie a demandé à la Valdanie l'envoi d'avions de surveillance.", "Un")
    second = article("two.txt", "La Valdanie enverra à l'Ormuzie des avions et des drones de surveillance.", "Deux")
    asked = claim(
        first,
        "L'Ormuzie a demandé à la Valdanie l'envoi d'avions de surveillance",
        kind="statement",
        plover="REQUEST",
        subject=("ORM",),
        object=("VAL",),
        goods=(("avions de surveillance", None),),
    )
    promised = claim(
        second,
        "La Valdanie enverra à l'Ormuzie des avions et des drones de surveillance",
        kind="exchange",
        plover="AID",
        status="promised",
        subject=("VAL",),
        object=("ORM",),
        flow=("VAL", "ORM"),
        goods=(("avions", None),),
    )
    reading = fuse([first, second], [asked, promised])
    assert _with(reading, asked.id) != _with(reading, promised.id)


def test_how_far_off_a_place_is_makes_no_event_of_two() -> None:
    first = article("one.txt", "Un convoi a quitté Caldre, à 450 km au sud.", "Un")
    second = article("two.txt", "Des rebelles ont pillé Caldre, à 450 km au sud.", "Deux")
    far = (("450 km", number(450, "450 km", "kilometre")),)
    left = claim(first, "Un convoi a quitté Caldre, à 450 km au sud", subject=("VAL",), plover="RETREAT", goods=far)
    looted = claim(
        second, "Des rebelles ont pillé Caldre, à 450 km au sud", object=("ORM",), plover="ASSAULT", goods=far
    )
    assert len(fuse([first, second], [left, looted]).events) == 2
    assert all(not proposition.numbers for proposition in propositions([left, looted], {}))
