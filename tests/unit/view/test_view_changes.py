"""What is new between two readings: which events are the same ones, and what is said of those that are not."""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from view_making import article, claim, event

sys.path.insert(0, str(Path(__file__).parents[1] / "fuse"))
from fuse_story import story as fused_story

from faisceau.errors import Code, FaisceauError
from faisceau.fuse import fuse
from faisceau.model.changes import Change
from faisceau.model.claims import ActorRef, Claim, Quantity
from faisceau.model.fused import Event, Exchange, Figure, FigureAccount, FigureRelation, Reading
from faisceau.model.past import Past, past_of
from faisceau.model.text import Article
from faisceau.view.changes import changes_of

A = article("a", "Le port de Brume a fermé. Le roi a parlé du port.", "2031-04-02", "Le Phare")
B = article("b", "Le port de Brume est fermé. Le royaume le nie. Dix navires attendent.", "2031-04-03", "L'Ancre")
CLOSED = claim(A, "Le port de Brume a fermé", subject=["port"])
SPOKE = claim(A, "Le roi a parlé du port", subject=["roi"])
CLOSED_TOO = claim(B, "Le port de Brume est fermé", subject=["port"])
DENIED = claim(B, "Le royaume le nie", subject=["royaume"], status="denied", by="royaume")
FIRST = Reading((event("e1", [CLOSED]), event("e2", [SPOKE])))


def kept(articles: list[Article], claims: list[Claim], reading: Reading) -> Past:
    return past_of(articles, claims, reading)


def new(before: Past, articles: list[Article], claims: list[Claim], reading: Reading) -> list[Change]:
    return list(changes_of(before, articles, claims, reading)[0])


def told(changes: list[Change]) -> list[tuple[str, str | None, str]]:
    return [(change.sort, change.event, change.because) for change in changes]


PAST = kept([A], [CLOSED, SPOKE], FIRST)


def test_nothing_is_new_in_the_same_reading() -> None:
    assert new(PAST, [A], [CLOSED, SPOKE], FIRST) == []


def test_an_event_is_the_same_under_another_id_and_its_verdict_has_changed() -> None:
    later = Reading((event("e9", [CLOSED, CLOSED_TOO], "corroborated"), event("e2", [SPOKE])))
    (change,) = new(PAST, [A, B], [CLOSED, SPOKE, CLOSED_TOO], later)
    assert (change.sort, change.event, change.verdict, change.because) == ("verdict", "e9", "corroborated", "account")
    assert [was.verdict for was in change.earlier] == ["single_source"]
    assert [proof.claim for proof in change.evidence] == [CLOSED_TOO.id], "the account that changed it"
    proof = change.evidence[0]
    assert (proof.article, proof.page, proof.published, proof.publisher) == ("b", 2, "2031-04-03", "L'Ancre")
    assert B.text[proof.start : proof.end] == proof.quote


def test_a_first_denial_says_who_denies() -> None:
    contested = event("e1", [CLOSED, CLOSED_TOO, DENIED], "contested", differs=("denial",))
    changes = new(PAST, [A, B], [CLOSED, SPOKE, CLOSED_TOO, DENIED], Reading((contested, event("e2", [SPOKE]))))
    assert told(changes)[:2] == [("first_denial", "e1", "account"), ("verdict", "e1", "account")]
    for change in changes[:2]:
        assert [proof.sources for proof in change.evidence] == [("royaume",)]
    assert [(c.sort, c.subject) for c in changes[2:]] == [("new_actor", "royaume")]


def test_a_second_denial_is_not_the_first() -> None:
    before = event("e1", [CLOSED, DENIED], "contested", differs=("denial",))
    again = claim(B, "le nie", subject=["port"], status="denied")
    past = kept([A, B], [CLOSED, DENIED, again], Reading((before,)))
    after = event("e1", [CLOSED, DENIED, again], "contested", differs=("denial",))
    assert new(past, [A, B], [CLOSED, DENIED, again], Reading((after,))) == []


def test_a_new_event_and_a_new_actor_are_told_with_their_words() -> None:
    later = replace(FIRST, events=(*FIRST.events, event("e3", [CLOSED_TOO]), event("e4", [DENIED], "contested")))
    changes = new(PAST, [A, B], [CLOSED, SPOKE, CLOSED_TOO, DENIED], later)
    assert Counter(c.sort for c in changes) == {"new_event": 2, "first_denial": 1, "new_actor": 1}
    assert all(change.evidence and change.because == "account" for change in changes)
    (actor,) = [change for change in changes if change.sort == "new_actor"]
    assert (actor.subject, actor.evidence[0].quote) == ("royaume", "Le royaume le nie")


def test_vague_groups_are_no_actors() -> None:
    some = claim(B, "Dix navires attendent", subject=["gen:navires"])
    later = replace(FIRST, events=(*FIRST.events, event("e3", [some])))
    assert [c.sort for c in new(PAST, [A, B], [CLOSED, SPOKE, some], later)] == ["new_event"]


def test_events_that_join_are_told_so_and_the_larger_is_what_it_was() -> None:
    third = claim(A, "Le roi a parlé", subject=["roi"])
    past = kept(
        [A], [CLOSED, SPOKE, third], Reading((event("e1", [CLOSED]), event("e2", [SPOKE, third], "contradicted")))
    )
    joined = Reading((event("e1", [CLOSED, SPOKE, third], "single_source"),))
    changes = new(past, [A], [CLOSED, SPOKE, third], joined)
    assert told(changes) == [("verdict", "e1", "joined"), ("joined", "e1", "joined")]
    assert [[was.id for was in change.earlier] for change in changes] == [["e2"], ["e2", "e1"]]


def test_an_event_that_parts_is_told_so_and_is_no_news() -> None:
    past = kept([A], [CLOSED, SPOKE], Reading((event("e1", [CLOSED, SPOKE]),)))
    (change,) = new(past, [A], [CLOSED, SPOKE], FIRST)
    assert (change.sort, change.event, change.because) == ("parted", "e2", "parted")
    assert [was.id for was in change.earlier] == ["e1"]


def test_a_denial_of_two_events_does_not_tie_them_together() -> None:
    one, two = event("e1", [CLOSED, DENIED], "contested"), event("e2", [SPOKE, DENIED], "contested")
    past = kept([A, B], [CLOSED, SPOKE, DENIED], Reading((one, two)))
    moved = Reading((replace(one, id="e8"), replace(two, id="e9")))
    assert new(past, [A, B], [CLOSED, SPOKE, DENIED], moved) == []


def test_a_removed_article_is_why_an_event_has_gone_or_is_judged_otherwise() -> None:
    before = Reading((event("e1", [CLOSED, CLOSED_TOO], "corroborated"), event("e4", [DENIED])))
    past = kept([A, B], [CLOSED, CLOSED_TOO, DENIED], before)
    changes = new(past, [A], [CLOSED], Reading((event("e1", [CLOSED]),)))
    assert told(changes) == [("verdict", "e1", "removed"), ("gone", "e4", "removed")]
    assert [proof.claim for proof in changes[0].evidence] == [CLOSED.id]
    assert (changes[1].label, changes[1].evidence) == ("Le royaume le nie", ())


def test_a_claim_read_anew_is_the_same_claim() -> None:
    other = replace(CLOSED, id="c-other", kind="incident")
    shorter = replace(SPOKE, id="c-short", end=SPOKE.end - 8, quote=SPOKE.quote[:-8])
    later = Reading((event("e5", [other]), event("e6", [shorter])))
    assert new(PAST, [A], [other, shorter], later) == []
    elsewhere = replace(A, text="Note. " + A.text)
    moved = [claim(elsewhere, c.quote, subject=[c.subject[0].id]) for c in (CLOSED, SPOKE)]
    assert moved[0].id != CLOSED.id
    later = Reading((event("e5", [moved[0]]), event("e6", [moved[1]])))
    assert new(PAST, [elsewhere], moved, later) == []


def test_what_only_the_program_reads_otherwise_is_said_to_be_that() -> None:
    extra = claim(A, "du port", subject=["port"])
    later = replace(FIRST, events=(*FIRST.events, event("e3", [extra])))
    assert told(new(PAST, [A], [CLOSED, SPOKE, extra], later)) == [("new_event", "e3", "reread")]


def figure(*accounts: tuple[Claim, Quantity, str], relations: tuple[FigureRelation, ...] = ()) -> Figure:
    return Figure(
        "f-" + accounts[-1][0].id,
        "navires",
        "ship",
        "e1",
        tuple(FigureAccount(c.id, q, ("author",), published) for c, q, published in accounts),
        relations,
    )


TEN, TWELVE = Quantity("dix navires", 10.0, unit="ship"), Quantity("douze navires", 12.0, unit="ship")


@pytest.mark.parametrize(
    ("relation", "found"), [("update", True), ("contradict", True), ("agree", False), ("part_of", False)]
)
def test_a_figure_that_moved_says_from_what_to_what_by_whom(relation: Any, found: bool) -> None:
    before = Reading((event("e1", [CLOSED]),), (figure((CLOSED, TEN, "2031-04-02")),))
    past = kept([A], [CLOSED], before)
    both = (CLOSED, TEN, "2031-04-02"), (CLOSED_TOO, TWELVE, "2031-04-03")
    after = Reading(
        (event("e1", [CLOSED, CLOSED_TOO]),),
        (figure(*both, relations=(FigureRelation(CLOSED.id, CLOSED_TOO.id, relation),)),),
    )
    changes = [c for c in new(past, [A, B], [CLOSED, CLOSED_TOO], after) if c.sort == "figure"]
    assert bool(changes) is found
    for change in changes:
        moved = change.moved
        assert moved is not None
        assert (moved.was.value, moved.now.value, moved.relation) == (10.0, 12.0, relation)
        assert (moved.by.claim, change.evidence[0].claim) == (CLOSED.id, CLOSED_TOO.id)


def exchange(id_: str, claims: list[Claim]) -> Exchange:
    ends = (ActorRef("AAA", "A"),), (ActorRef("BBB", "B"),)
    return Exchange(
        id_, *ends, "blé", "food", (), None, None, "asserted", "single_source", "e1", tuple(c.id for c in claims)
    )


def test_an_exchange_is_new_when_no_claim_of_it_told_one() -> None:
    past = kept([A], [CLOSED, SPOKE], replace(FIRST, exchanges=(exchange("x1", [CLOSED]),)))
    moved = replace(FIRST, exchanges=(exchange("x2", [CLOSED]), exchange("x3", [SPOKE])))
    (change,) = new(past, [A], [CLOSED, SPOKE], moved)
    assert (change.sort, change.subject, change.categories) == ("new_exchange", "x3", ("food",))


def test_a_change_without_words_cannot_be_built() -> None:
    (change,) = new(kept([A], [CLOSED], Reading((event("e1", [CLOSED]),))), [A], [CLOSED, SPOKE], FIRST)[:1]
    with pytest.raises(FaisceauError) as caught:
        replace(change, evidence=())
    assert caught.value.code == Code.BAD_EVIDENCE


# --- laws, on the readings of the real fusion ---------------------------------------------------------------------------

ARTICLES, CLAIMS = fused_story()


def real(names: frozenset[str]) -> tuple[list[Article], list[Claim], Reading]:
    articles = [each for each in ARTICLES if each.id in names]
    claims = [each for each in CLAIMS if each.article in names]
    return articles, claims, fuse(articles, claims)


READINGS = {
    names: real(names)
    for number in range(16)
    for names in [frozenset(each.id for place, each in enumerate(ARTICLES) if number >> place & 1)]
}
some = st.sampled_from(sorted(READINGS, key=sorted))


@given(some, some)
@settings(deadline=None)
def test_every_change_bears_words_and_every_event_is_accounted_for(old: frozenset[str], now: frozenset[str]) -> None:
    past, (articles, claims, reading) = kept(*READINGS[old]), READINGS[now]
    changes, scene = changes_of(past, articles, claims, reading)
    texts = {each.id: each.text for each in articles}
    for change in changes:
        assert change.evidence or change.sort == "gone"
        assert all(texts[proof.article][proof.start : proof.end] == proof.quote for proof in change.evidence)
    assert len({change.id for change in changes}) == len(changes)
    fresh = {change.event for change in changes if change.sort == "new_event"}
    assert fresh == {each.id for each in reading.events} - set(scene.lineage.parents)
    assert {change.event for change in changes if change.sort == "gone"} == {e.id for e in past.events} - set(
        scene.lineage.heirs
    )
    if old == now:
        assert changes == ()
    if old < now:
        assert not [change for change in changes if change.sort == "gone"], "articles added take nothing away"


@given(some, some, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_things_does_not_matter(old: frozenset[str], now: frozenset[str], chance: random.Random) -> None:
    past, (articles, claims, reading) = kept(*READINGS[old]), READINGS[now]
    expected = changes_of(past, articles, claims, reading)[0]

    def shuffled(values: Any) -> Any:
        return chance.sample(list(values), len(values))

    mixed = Reading(*(tuple(shuffled(part)) for part in (reading.events, reading.figures, reading.exchanges)))
    other = Past(**{name: tuple(shuffled(getattr(past, name))) for name in past.__struct_fields__})
    assert changes_of(other, shuffled(articles), shuffled(claims), mixed)[0] == expected


def test_a_kept_reading_comes_back_from_its_json() -> None:
    past = kept(*READINGS[frozenset(each.id for each in ARTICLES)])
    assert msgspec.json.decode(msgspec.json.encode(past), type=Past) == past


def test_an_event_keeps_its_shape() -> None:
    """Fields are written without names: one more may only come last. Stories hold rows of this shape."""
    past = kept([A], [CLOSED], Reading((event("e1", [CLOSED]),)))
    row = msgspec.json.decode(msgspec.json.encode(past.events[0]))
    assert row[:7] == ["e1", "event", "single_source", 1, "Le port de Brume a fermé", None, False]
    assert row[7][0][:2] == [CLOSED.id, "a"]
    assert isinstance(event("e1", [CLOSED]), Event)
