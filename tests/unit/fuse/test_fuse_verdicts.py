"""Verdicts, denials and independent witnesses."""

from __future__ import annotations

from fuse_making import article, claim
from fuse_story import story

from faisceau.fuse import fuse
from faisceau.fuse.copies import copies
from faisceau.fuse.marks import marks_of
from faisceau.fuse.origins import agency_credits
from faisceau.model.claims import Claim
from faisceau.model.fused import Event
from faisceau.model.text import Article

LONG = (
    "Le port de Caldre a rouvert ce matin après trois semaines de fermeture, a annoncé la capitainerie. Les premiers navires "
    "chargés de bois ont pu accoster vers neuf heures sous une pluie battante. Les dockers, en grève depuis le début du mois, "
    "avaient voté la reprise du travail la veille au soir. Le ministre des Transports s'est félicité d'une issue raisonnable "
    "et a promis une réunion avec les syndicats avant la fin de la semaine."
)


def _one_event(articles: list[Article], claims: list[Claim]) -> Event:
    (event,) = fuse(articles, claims).events
    return event


def _event_with(wanted: Claim, articles: list[Article], claims: list[Claim]) -> Event:
    (event,) = (event for event in fuse(articles, claims).events if wanted.id in event.claims)
    return event


def _reopened(of: Article, **fields: object) -> Claim:
    return claim(of, "Le port de Caldre a rouvert ce matin", date="2031-05-04", place="Caldre", **fields)


def test_a_denial_joins_what_it_denies_and_contests_it() -> None:
    articles, claims = story()
    (event,) = [event for event in fuse(articles, claims).events if claims[0].id in event.claims]
    assert {claims[3].id, claims[5].id} <= set(event.claims)
    assert event.verdict == "contested"
    assert "denial" in event.differs


def test_a_denial_that_takes_up_the_words_before_it() -> None:
    told = article(
        "a.txt", "Le journal affirme que la Valdanie a vendu des chars à l'Ormuzie, ce que la Valdanie a réfuté."
    )
    sale = claim(
        told,
        "la Valdanie a vendu des chars à l'Ormuzie",
        kind="exchange",
        subject=("VAL",),
        object=("ORM",),
        flow=("VAL", "ORM"),
    )
    no = claim(told, "ce que la Valdanie a réfuté", kind="reaction", subject=("VAL",), by=("VAL",), status="denied")
    event = _one_event([told], [sale, no])
    assert event.verdict == "contested"
    assert event.independent == 1


def test_who_believes_no_denial_does_not_contest_the_act() -> None:
    told = article(
        "a.txt",
        "La Valdanie a vendu des chars à l'Ormuzie. La Valdanie le nie. Personne à Caldre ne la croit.",
    )
    sale = claim(
        told,
        "La Valdanie a vendu des chars à l'Ormuzie",
        kind="exchange",
        subject=("VAL",),
        object=("ORM",),
        flow=("VAL", "ORM"),
        by=("CAL",),
    )
    doubt = claim(
        told,
        "Personne à Caldre ne la croit",
        kind="reaction",
        object=("VAL",),
        by=("OFF",),
        status="denied",
        polarity="-",
    )
    no = claim(told, "La Valdanie le nie", kind="reaction", subject=("VAL",), by=("VAL",), status="denied")
    assert sale.id not in _event_with(doubt, [told], [sale, doubt, no]).claims
    assert sale.id in _event_with(no, [told], [sale, doubt, no]).claims


def test_a_denial_of_nothing_told_is_an_event_of_its_own() -> None:
    told = article("a.txt", "L'Ormuzie dément toute grève.")
    event = _one_event(
        [told], [claim(told, "L'Ormuzie dément toute grève", kind="reaction", subject=("ORM",), status="denied")]
    )
    assert event.verdict == "contested"


def test_one_dispatch_in_two_papers_is_one_witness() -> None:
    first = article("a.txt", LONG, "Un")
    second = article("b.txt", "PORT. " + LONG.replace("sous une pluie battante", "sous la pluie"), "Deux")
    event = _one_event([first, second], [_reopened(first), _reopened(second)])
    assert event.independent == 1
    assert event.origins == (("a.txt", "b.txt"),)
    assert any(reason.startswith("one witness: a.txt, b.txt") for reason in event.reasons)


def test_a_cut_copy_is_found_and_another_text_is_not() -> None:
    whole, cut = article("a.txt", LONG), article("b.txt", LONG[: len(LONG) // 2])
    other = article(
        "c.txt", "Le maire de Caldre a reçu les pêcheurs pour parler du prix du gazole et des quotas de morue."
    )
    text = copies([whole, cut, other])
    assert text["a.txt"] == text["b.txt"] != text["c.txt"]


def test_an_agency_credit_makes_two_texts_one_house() -> None:
    one = article("a.txt", "Le port de Caldre a rouvert ce matin. (AFP)", "Le Matin")
    two = article("b.txt", "CALDRE (AFP) - Le port de Caldre a rouvert ce matin, dit-on.", "Le Soir")
    assert _one_event([one, two], [_reopened(one), _reopened(two)]).independent == 1


def test_credits_are_read_at_the_ends_only_and_bodies_are_no_agencies() -> None:
    assert agency_credits("Texte court. (AFP)", "fr")[0] == {"afp"}
    assert agency_credits("Texte court. (avec Reuters)", "fr")[1]
    assert agency_credits("La réunion a lieu au siège de l'Organisation (ONU)", "fr") == (frozenset(), frozenset())


def test_one_publisher_is_one_witness() -> None:
    one, two = (
        article("a.txt", "Le port de Caldre a rouvert ce matin.", "Le Matin"),
        article("b.txt", "Caldre : Le port de Caldre a rouvert ce matin !", "Le Matin"),
    )
    assert marks_of([one, two])["a.txt"].houses == marks_of([one, two])["b.txt"].houses
    assert _one_event([one, two], [_reopened(one), _reopened(two)]).independent == 1


def test_papers_that_all_rest_on_one_source_are_one_witness() -> None:
    names = ("Un", "Deux", "Trois")
    told = [
        article(f"{name}.txt", f"{name} : selon l'Ormuzie, Le port de Caldre a rouvert ce matin.", name)
        for name in names
    ]
    event = _one_event(told, [_reopened(each, by=("ORM",), status="alleged") for each in told])
    assert event.independent == 1
    assert any("all from ORM" in reason for reason in event.reasons)
    own = article("own.txt", "Notre reporter l'a vu : Le port de Caldre a rouvert ce matin.", "Quatre")
    assert (
        _one_event(
            [*told, own], [*(_reopened(t, by=("ORM",), status="alleged") for t in told), _reopened(own)]
        ).independent
        == 2
    )


def test_a_speech_that_two_papers_report_has_two_witnesses() -> None:
    said = "le ministre a salué la réouverture du port de Caldre"
    told = [
        article("Un.txt", f"{LONG} Lundi {said}.", "Un"),
        article("Deux.txt", f"Fin de la grève : {said}. Nos lecteurs trouveront demain un entretien avec lui.", "Deux"),
    ]
    claims = [
        claim(each, said, kind="statement", subject=("jo-hald", "ORM"), by=("jo-hald",), source_kind="person")
        for each in told
    ]
    assert _one_event(told, claims).independent == 2
