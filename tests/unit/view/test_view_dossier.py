"""The dossier: both sides, independence, order, notes, and nothing without evidence."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from view_making import article, claim, event

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.dossier.summary import Sentence
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Reading
from faisceau.model.passages import Passage, Voice
from faisceau.model.text import Article
from faisceau.view import dossier_of
from faisceau.view.actors import actor_names
from faisceau.view.dates import days_of
from faisceau.view.ground import ground_of
from faisceau.view.pages import segments

A = article(
    "a.txt", "Le port a livré du charbon à l’île. La ville dément avoir reçu du charbon.", "2031-04-02", "Le Phare"
)
B = article(
    "b.txt", "Du charbon a été livré à l’île par le port. Les habitants ont besoin de sel.", "2031-04-01", "La Digue"
)
GIVEN = claim(A, "Le port a livré du charbon à l’île", kind="exchange", plover="AID", subject=["port"], object=["ile"])
DENIED = claim(
    A, "La ville dément avoir reçu du charbon", kind="reaction", status="denied", subject=["ville"], by="ville"
)
AGAIN = claim(
    B, "Du charbon a été livré à l’île par le port", kind="exchange", plover="AID", subject=["port"], object=["ile"]
)
NEED = claim(B, "Les habitants ont besoin de sel", kind="need", subject=["gen:habitants"])
CLAIMS = [GIVEN, DENIED, AGAIN, NEED]
CONTESTED = event("e-1", [GIVEN, AGAIN, DENIED], "contested", date="2031-03")
READING = Reading(events=(CONTESTED, event("e-2", [NEED])))


def dossier(reading: Reading = READING) -> Dossier:
    return dossier_of("Le charbon", [A, B], CLAIMS, reading, [])


def test_a_contested_event_keeps_both_sides_with_their_sources() -> None:
    (row,) = dossier().contested
    assert (row.affirmed, row.denied) == (2, 1)
    assert row.against is not None
    assert row.against.voices == (Voice("ville", "a.txt"),)
    assert row.against.status == "denied"
    assert not dossier().established


def test_the_summary_says_the_contested_with_its_denial_beside_it() -> None:
    first = dossier().summary[0]
    assert first.form == "contested"
    assert len(first.passages) == 2
    assert all(passage.notes for passage in first.passages)


def test_a_sentence_or_a_passage_without_a_note_cannot_be_built() -> None:
    with pytest.raises(FaisceauError) as caught:
        Sentence("corroborated", "e-1", (), 2)
    assert caught.value.code is Code.BAD_EVIDENCE
    with pytest.raises(FaisceauError):
        Passage(1, (), (), "asserted")


def test_a_claim_that_its_article_does_not_bear_out_is_refused() -> None:
    with pytest.raises(FaisceauError) as caught:
        dossier_of("x", [replace(A, text=A.text.upper())], [GIVEN], Reading(), [])
    assert caught.value.code is Code.BAD_EVIDENCE


def test_every_claim_has_one_note_and_the_summary_has_the_lowest() -> None:
    found = dossier()
    assert [note.number for note in found.notes] == list(range(1, 5))
    assert {note.claim for note in found.notes} == {c.id for c in CLAIMS}
    assert found.summary[0].passages[0].lead == 1


def test_needs_are_apart_and_establish_nothing() -> None:
    together = Reading(events=(event("e-2", [NEED], "corroborated", origins=(("a.txt",), ("b.txt",))),))
    assert not dossier(together).established
    assert [entry.told.lead for entry in dossier(together).needs]


def test_a_month_has_soft_ends_and_a_bundle_of_articles_is_one_origin() -> None:
    mark = dossier().timeline.lanes[0].marks[0]
    assert (mark.start, mark.end, mark.soft_start, mark.soft_end) == ("2031-03-01", "2031-03-31", True, True)
    copied = Reading(events=(event("e-1", [GIVEN, AGAIN], origins=(("b.txt", "a.txt"),)),))
    found = dossier(copied)
    assert found.origins == 1
    phare = next(outlet for outlet in found.outlets if outlet.name == "Le Phare")
    assert [(echo.article, echo.of) for echo in phare.echoes] == [("a.txt", "b.txt")]


def test_first_is_strictly_first() -> None:
    first = {outlet.name: outlet.first for outlet in dossier().outlets}
    assert first == {"La Digue": ("e-1",), "Le Phare": ()}
    same_day = dossier_of("x", [replace(A, published="2031-04-01"), B], CLAIMS, READING, [])
    assert not any(outlet.first for outlet in same_day.outlets)


def test_the_order_of_the_parts_does_not_count() -> None:
    for seed in range(5):
        shuffled = random.Random(seed)
        claims, events = CLAIMS[:], list(READING.events)
        shuffled.shuffle(claims)
        shuffled.shuffle(events)
        assert dossier_of("Le charbon", [B, A], claims, Reading(events=tuple(events)), []) == dossier()


def test_an_actor_is_shown_by_a_name_never_by_a_pronoun() -> None:
    text = "Lena Ordo arrive. Elle parle. Elle part. Mme Ordo revient."
    of = article("un.txt", text)

    def told(quote: str, name: str) -> Claim:
        made = claim(of, quote)
        return replace(made, subject=(ActorRef("lena-ordo", name),))

    every = [told("Lena Ordo arrive", "Lena Ordo"), told("Elle parle", "Elle"), told("Elle part", "elle")]
    for claims, shown in ((every, "Lena Ordo"), (every[1:2], "Lena Ordo"), (every[2:], "Lena Ordo")):
        (name,) = actor_names(ground_of([of], claims, Reading()))
        assert name.written == shown
    titled = [told("Mme Ordo revient", "Mme Ordo"), every[2]]
    assert actor_names(ground_of([of], titled, Reading()))[0].written == "Mme Ordo"


def test_a_dossier_of_nothing_is_empty() -> None:
    assert dossier_of("Rien", [], [], Reading(), []) == Dossier(name="Rien")


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60), st.data())
def test_segments_are_the_text_and_claims_are_whole(text: str, data: st.DataObject) -> None:
    of = Article("t", text, "0" * 64)
    claims = []
    for _ in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(text) - 1))
        quote = text[start : data.draw(st.integers(start + 1, len(text)))]
        claims.append(claim(of, quote))
    cut = segments(of, claims)
    assert "".join(text[s.start : s.end] for s in cut) == text
    for one in claims:
        inside = [s for s in cut if one.id in s.claims]
        assert "".join(text[s.start : s.end] for s in inside) == one.quote
        assert sum(one.id in s.opens for s in cut) == sum(one.id in s.closes for s in cut) == 1


@pytest.mark.parametrize("value", ["", None, "jamais", "2031-13", "2031-02-30", "../..", "2031-05/2031-04"])
def test_what_is_not_a_date_has_no_days(value: str | None) -> None:
    assert days_of(value) is None


def test_open_and_exact_ends() -> None:
    until = days_of("../2031-04-02")
    assert until is not None
    assert (until.start, until.soft_start, until.soft_end) == (None, True, False)
    since = days_of("2031-04-02/..")
    assert since is not None
    assert (since.end, since.soft_start, since.soft_end) == (None, False, True)


def test_the_summary_says_what_accounts_differ_on_before_what_is_only_denied() -> None:
    alone = claim(B, "Les habitants ont besoin de sel", kind="reaction", status="denied", by="gens")
    reading = Reading(
        events=(
            event("e-3", [alone], "contested", salience=9.0),
            event("e-1", [GIVEN, AGAIN, DENIED], "contested", differs=("denial",), salience=1.0),
        )
    )
    found = dossier_of("Le charbon", [A, B], [GIVEN, AGAIN, DENIED, alone], reading, [])
    assert [sentence.event for sentence in found.summary] == ["e-1", "e-3"]
