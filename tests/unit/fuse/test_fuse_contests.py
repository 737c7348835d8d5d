"""What a denial contests, and what it does not."""

from __future__ import annotations

import pytest
from fuse_making import article, claim, number
from msgspec import structs

from faisceau.fuse import fuse
from faisceau.fuse.denials import is_denial, leaves_open
from faisceau.fuse.labels import opening
from faisceau.model.fused import Reading
from faisceau.model.text import Span

SOLD = {"kind": "exchange", "plover": "AID", "subject": ("VAL",), "object": ("ORM",), "flow": ("VAL", "ORM")}
BACK = {"kind": "exchange", "plover": "AID", "subject": ("ORM",), "object": ("VAL",), "flow": ("ORM", "VAL")}
NO = {"kind": "reaction", "plover": "REJECT", "status": "denied", "predicate": "démentir"}


def _verdicts(reading: Reading, *ids: str) -> list[str]:
    return [next(event.verdict for event in reading.events if each in event.claims) for each in ids]


def test_denying_every_delivery_of_arms_denies_the_shells_and_the_missiles_but_neither_the_wheat_nor_the_way_back() -> (
    None
):
    a = article("a.txt", "La Valdanie a livré des obus à l'Ormuzie. L'Ormuzie a livré des fusils à la Valdanie.", "Un")
    b = article(
        "b.txt", "La Valdanie a livré des missiles à l'Ormuzie. La Valdanie a vendu du blé à l'Ormuzie.", "Deux"
    )
    c = article("c.txt", "La Valdanie dément toute livraison d'armes à l'Ormuzie.", "Trois")
    shells = claim(a, "La Valdanie a livré des obus à l'Ormuzie", **SOLD, goods=(("obus", None),))
    rifles = claim(a, "L'Ormuzie a livré des fusils à la Valdanie", **BACK, goods=(("fusils", None),))
    missiles = claim(b, "La Valdanie a livré des missiles à l'Ormuzie", **SOLD, goods=(("missiles", None),))
    wheat = claim(b, "La Valdanie a vendu du blé à l'Ormuzie", **SOLD, goods=(("blé", None),))
    no = claim(
        c,
        "La Valdanie dément toute livraison d'armes à l'Ormuzie",
        **NO,
        subject=("VAL",),
        object=("ORM",),
        flow=("VAL", "ORM"),
        by=("VAL",),
    )
    reading = fuse([a, b, c], [shells, rifles, missiles, wheat, no])
    assert _verdicts(reading, shells.id, missiles.id) == ["contested", "contested"]
    assert _verdicts(reading, wheat.id, rifles.id) == ["single_source", "single_source"]
    assert all(row.status != "denied" for row in reading.exchanges)


def test_denying_the_shells_does_not_deny_the_missiles() -> None:
    a = article(
        "a.txt", "La Valdanie a livré des missiles à l'Ormuzie. La Valdanie nie avoir livré des obus à l'Ormuzie."
    )
    told = claim(a, "La Valdanie a livré des missiles à l'Ormuzie", **SOLD, goods=(("missiles", None),))
    no = claim(
        a, "avoir livré des obus à l'Ormuzie", **{**SOLD, "status": "denied", "by": ("VAL",)}, goods=(("obus", None),)
    )
    assert _verdicts(fuse([a], [told, no]), told.id) == ["single_source"]


@pytest.mark.parametrize(
    ("quote", "denies", "is_open"),
    [
        ("la Valdanie n'a pas livré d'obus", True, False),
        ("la Valdanie n'aide pas l'Ormuzie parce qu'elle l'aime", False, False),
        ("la Valdanie ne livre pas seulement des obus", False, False),
        ("la Valdanie n'exclut pas de livrer des obus", False, True),
        ("la Valdanie hésite, comme la Tarvie, à livrer des obus", False, True),
    ],
)
def test_negations_that_leave_the_act_standing(quote: str, denies: bool, is_open: bool) -> None:
    told = article("a.txt", quote)
    made = claim(told, quote, **SOLD, polarity="-", goods=(("obus", None),))
    assert (is_denial(made), leaves_open(made)) == (denies, is_open)
    (row,) = fuse([told], [made]).exchanges
    assert row.status == ("denied" if denies else "hypothetical" if is_open else "asserted")


def test_a_negation_of_something_else_by_the_same_actor_contests_nothing() -> None:
    a = article("a.txt", "L'ambassade de Valdanie n'a pas donné suite. La Valdanie a livré des obus à l'Ormuzie.", "Un")
    told = claim(a, "La Valdanie a livré des obus à l'Ormuzie", **SOLD, goods=(("obus", None),))
    no = claim(a, "L'ambassade de Valdanie n'a pas donné suite", subject=("VAL",), polarity="-", predicate="donner")
    reading = fuse([a], [told, no])
    assert _verdicts(reading, told.id, no.id) == ["single_source", "single_source"]


def test_a_count_told_in_two_events_is_set_side_by_side() -> None:
    a = article("a.txt", "Selon l'état-major, ils contiendraient plus de trois mille obus.", "Un", "2031-02-01")
    b = article("b.txt", "L'état-major parle de cinq mille obus dans ces caisses.", "Un", "2031-06-01")
    known = {"by": ("jo-hald", "VAL"), "source_kind": "person", "status": "alleged"}
    claims = [
        claim(a, "ils contiendraient plus de trois mille obus", **known, goods=(("obus", number(3000, "3 000 obus", "shell")),)),
        claim(b, "cinq mille obus dans ces caisses", **known, goods=(("obus", number(5000, "5 000 obus", "shell")),)),
    ]  # fmt: skip
    (figure,) = fuse([a, b], claims).figures
    assert [row.relation for row in figure.relations] == ["update"]


def test_a_piece_of_a_sentence_is_no_name() -> None:
    assert [opening(text) for text in ("Moscou a livré du blé", "il a signé", "tout que Moscou ne livre")] == [0, 1, 2]


def test_who_assures_that_nothing_was_sent_contests_what_passed() -> None:
    told = article("a.txt", "L'Ormuzie a fait passer des obus à la Zélie par un port franc.", "Un")
    said = article("b.txt", "L'Ormuzie assure n'avoir envoyé à la Zélie aucune arme.", "Deux")
    passed = claim(
        told, "L'Ormuzie a fait passer des obus à la Zélie par un port franc", subject=("ORM",), object=("ZEL",)
    )
    no = claim(
        said,
        "L'Ormuzie assure n'avoir envoyé à la Zélie aucune arme",
        kind="reaction",
        plover="REJECT",
        predicate="assurer",
        status="denied",
        subject=("ORM",),
        object=("ZEL",),
    )
    (event,) = fuse([told, said], [passed, no]).events
    assert event.verdict == "contested"


def test_a_bare_denial_denies_what_its_speaker_denies_next() -> None:
    text = (
        "Des obus valdaniens ont été tirés sur la Zélie. La Valdanie nie en bloc. "
        "La Valdanie dément toute livraison d'obus à l'Ormuzie."
    )
    one = article("a.txt", text, "Un")
    other = article("b.txt", "La Valdanie a livré des obus à l'Ormuzie.", "Deux")
    fired = claim(
        one,
        "Des obus valdaniens ont été tirés sur la Zélie",
        kind="incident",
        plover="ASSAULT",
        subject=("VAL",),
        object=("ZEL",),
    )
    known = {
        "kind": "reaction", "plover": "REJECT", "predicate": "nier", "status": "denied", "subject": ("VAL",), "by": ("VAL",),
    }  # fmt: skip
    bare = claim(one, "La Valdanie nie en bloc", **known)
    full = claim(one, "La Valdanie dément toute livraison d'obus à l'Ormuzie", object=("ORM",), **known)
    sent = claim(
        other,
        "La Valdanie a livré des obus à l'Ormuzie",
        kind="exchange",
        plover="AID",
        subject=("VAL",),
        object=("ORM",),
        flow=("VAL", "ORM"),
        goods=(("obus", None),),
    )
    events = fuse([one, other], [fired, bare, full, sent]).events
    (contested,) = [event for event in events if event.verdict == "contested"]
    assert set(contested.claims) == {bare.id, full.id, sent.id}


def test_denying_an_act_by_its_name_contests_it_however_long_it_is_told() -> None:
    a = article("a.txt", "La marine valdane a arraisonné dimanche le Cap Bleu, un navire affrété par l'Ormuzie.", "Un")
    b = article("b.txt", "La Valdanie nie avoir arraisonné le Cap Bleu. La Valdanie nie avoir bloqué le port.", "Deux")
    told = claim(
        a, "La marine valdane a arraisonné dimanche le Cap Bleu, un navire affrété par l'Ormuzie",
        kind="event", plover="COERCE", predicate="arraisonner", subject=("VAL",), object=("ORM",),
    )  # fmt: skip
    no = claim(b, "La Valdanie nie avoir arraisonné le Cap Bleu", **{**NO, "predicate": "nier"}, subject=("VAL",))
    other = claim(b, "La Valdanie nie avoir bloqué le port", **{**NO, "predicate": "nier"}, subject=("VAL",))
    assert _verdicts(fuse([a, b], [told, no]), told.id) == ["contested"]
    assert _verdicts(fuse([a, b], [told, other]), told.id) == ["single_source"]


@pytest.mark.parametrize("plover", ["THREATEN", None])
def test_what_is_feared_or_threatened_does_not_bear_out_the_act(plover: str | None) -> None:
    a = article("a.txt", "L'Ormuzie craint que la Valdanie ne ferme la frontière avec l'Ormuzie.", "Un")
    b = article("b.txt", "La Valdanie a fermé la frontière avec l'Ormuzie.", "Deux")
    felt = claim(
        a, "L'Ormuzie craint que la Valdanie ne ferme la frontière avec l'Ormuzie",
        kind="reaction" if plover is None else "statement", plover=plover, predicate="craindre", subject=("VAL",), object=("ORM",),
    )  # fmt: skip
    done = claim(
        b, "La Valdanie a fermé la frontière avec l'Ormuzie",
        kind="sanction_act", plover="COERCE", predicate="fermer", subject=("VAL",), object=("ORM",),
    )  # fmt: skip
    assert _verdicts(fuse([a, b], [felt, done]), done.id) == ["single_source"]


def test_a_denial_that_says_what_it_denies_takes_up_nothing() -> None:
    text = "L'Ormuzie a demandé des avions à la Zélie. Le ministre valdane a démenti tout préparatif d'invasion."
    one = article("a.txt", text, "Un")
    asked = claim(one, "L'Ormuzie a demandé des avions à la Zélie", kind="statement", subject=("ORM",), object=("ZEL",))
    quote = "Le ministre valdane a démenti tout préparatif d'invasion"
    start = text.index("démenti")
    no = structs.replace(
        claim(one, quote, kind="reaction", subject=("VAL",), object=("ORM",), by=("VAL",), status="denied"),
        predicate_span=Span(start, start + len("démenti")),
    )
    (event,) = (event for event in fuse([one], [asked, no]).events if no.id in event.claims)
    assert asked.id not in event.claims


def test_who_says_that_he_is_not_this_or_that_contests_nothing_that_was_said_before() -> None:
    a = article("a.txt", "La Valdanie a perdu deux navires. La Valdanie n'a pas l'intention de s'en plaindre.", "Un")
    lost = claim(a, "La Valdanie a perdu deux navires", kind="incident", subject=("VAL",))
    known = {**NO, "subject": ("VAL",), "by": ("VAL",), "polarity": "-"}
    said = claim(a, "La Valdanie n'a pas l'intention de s'en plaindre", **{**known, "predicate": "intention"})
    assert _verdicts(fuse([a], [lost, said]), lost.id) == ["single_source"]
    b = article("b.txt", "La Valdanie a perdu deux navires. « C'est faux », assure la Valdanie.", "Deux")
    told = claim(b, "La Valdanie a perdu deux navires", kind="incident", subject=("VAL",))
    no = claim(b, "« C'est faux », assure la Valdanie", **{**known, "predicate": "faux", "polarity": "+"})
    assert _verdicts(fuse([b], [told, no]), told.id) == ["contested"]


@pytest.mark.parametrize(("day", "verdict"), [("2031-05-01", "contested"), ("2031-03-01", "single_source")])
def test_a_meeting_that_was_not_held_contests_none_of_another_day(day: str, verdict: str) -> None:
    a = article("a.txt", "Le 1er mai, la Valdanie a rencontré l'Ormuzie à Caldre.", "Un")
    b = article("b.txt", "La Valdanie n'a pas rencontré l'Ormuzie à Caldre.", "Deux")
    known = {"plover": "CONSULT", "predicate": "rencontrer", "subject": ("VAL",), "object": ("ORM",)}
    met = claim(a, "la Valdanie a rencontré l'Ormuzie à Caldre", **known, date="2031-05-01")
    no = claim(b, "La Valdanie n'a pas rencontré l'Ormuzie à Caldre", **known, date=day, polarity="-")
    assert _verdicts(fuse([a, b], [met, no]), met.id) == [verdict]


def test_who_denies_may_be_told_by_an_act_that_is_not_denied() -> None:
    a = article("a.txt", "La Valdanie a capturé des rebelles de l'Ormuzie.", "Un")
    b = article("b.txt", "Les rebelles de l'Ormuzie capturés ont nié avoir trahi.", "Deux")
    taken = claim(a, "La Valdanie a capturé des rebelles de l'Ormuzie", predicate="capturer", subject=("VAL",))
    no = claim(
        b, "Les rebelles de l'Ormuzie capturés ont nié avoir trahi", **{**NO, "predicate": "nier"}, subject=("VAL",)
    )
    no = structs.replace(no, predicate_span=Span(b.text.index("nié"), b.text.index("nié") + 3))
    assert _verdicts(fuse([a, b], [taken, no]), taken.id) == ["single_source"]


def test_two_who_deny_are_put_apart() -> None:
    words = "a démenti avoir reçu de l'argent des armateurs de Caldre"
    a, b = article("a.txt", f"La Valdanie {words}.", "Un"), article("b.txt", f"L'Ormuzie {words}.", "Deux")
    first = claim(a, f"La Valdanie {words}", **NO, subject=("VAL",), by=("VAL",))
    second = claim(b, f"L'Ormuzie {words}", **NO, subject=("ORM",), by=("ORM",))
    assert len(fuse([a, b], [first, second]).events) == 2
