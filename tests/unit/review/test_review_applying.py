"""What each action makes of claims and events, and how judgements are found again after another reading."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from judged_story import (
    ARTICLES,
    CLAIMS,
    all_claims,
    judgement,
    numbered,
    read,
    together,
    with_words,
)  # fmt: skip
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import ActorRef, Claim, with_content_id
from faisceau.model.judgements import LONGEST_NOTE, Anchor, Fields, Judgement, Words, standing
from faisceau.model.text import Span
from faisceau.review import apply
from faisceau.review.anchors import Finder
from faisceau.review.binding import Binding
from faisceau.run.fusing import read_as_judged

CLOSED_A = with_words("fermé", article="a.txt")
CLOSED_B = with_words("fermé", article="b.txt")
OPEN = with_words("rouvert")
FEW, MANY, DENIED = with_words("300"), with_words("500"), with_words("nie")
THANKS, ACCUSED, MEETING = with_words("remercié"), with_words("accuse"), with_words("convoqué")


def undo(of: Judgement) -> Judgement:
    return judgement("undo", undone=of.id)


def test_nothing_judged_changes_nothing() -> None:
    judged, reading = read([])
    assert judged.claims == tuple(CLAIMS)
    assert reading == read_as_judged(ARTICLES, CLAIMS, []).reading


def test_a_rejected_claim_counts_no_more_and_is_kept() -> None:
    judged, reading = read([judgement("reject", (FEW,))])
    assert FEW.id not in {claim.id for claim in judged.claims}
    assert judged.rejected == {FEW.id: 1}
    assert not any(FEW.id in event.claims for event in reading.events)
    assert read([judgement("reject", (FEW,)), judgement("accept", (FEW,))])[0].rejected == {}


def test_edits_follow_one_another_field_by_field() -> None:
    log = [
        judgement("edit", (FEW,), fields=Fields(status="alleged", place="Carvos")),
        judgement("edit", (FEW,), fields=Fields(status="promised")),
    ]
    (after,) = read(log)[0].changed.values()
    assert (after.id, after.status, after.place) == (FEW.id, "promised", "Carvos")
    assert read([*log, undo(log[1])])[0].changed[FEW.id].status == "alleged"
    assert replace(after, status=FEW.status, place=None) == FEW


def test_an_edited_span_is_evidence() -> None:
    words = "300 obus au pays B"
    start = ARTICLES[0].text.index(words)
    moved = Fields(span=Words(start, start + len(words), words))
    (after,) = read([judgement("edit", (FEW,), fields=moved)])[0].changed.values()
    after.check(ARTICLES[0].text)
    assert after.quote == words
    gone = Fields(span=Words(0, 4, "Rien"), place="Carvos")
    judged = read([judgement("edit", (FEW,), fields=gone)])[0]
    assert [each.reason for each in judged.waiting] == ["no_words"]
    assert (judged.changed[FEW.id].quote, judged.changed[FEW.id].place) == (FEW.quote, "Carvos")


def test_merge_split_and_undo_in_every_order() -> None:
    """Whatever is undone in whatever order, the reading is that of the judgements that are left."""
    merge = judgement("merge", (MEETING,), (ACCUSED,))
    chain = judgement("merge", (ACCUSED,), (OPEN,))
    split = judgement("split", (MEETING,), (ACCUSED, OPEN))
    made = [merge, chain, split]
    assert together(read([merge, chain])[1], MEETING, ACCUSED, OPEN)
    after = read(made)[1]
    assert together(after, ACCUSED, OPEN)
    assert not together(after, MEETING, ACCUSED)
    for some in itertools.permutations(made):
        for count in range(len(some) + 1):
            undone = some[:count]
            left = [each for each in made if each not in undone]
            assert read([*made, *map(undo, undone)])[1] == read(left)[1]
    undos = [undo(merge)]
    for _ in range(4):
        undos.append(undo(undos[-1]))
        assert read([*made, *undos])[1] == read(made if len(undos) % 2 == 0 else [chain, split])[1]


def test_the_later_of_two_judgements_that_disagree_decides_and_the_other_waits() -> None:
    merge, apart = judgement("merge", (MEETING,), (OPEN,)), judgement("apart", (MEETING,), (OPEN,))
    judged, reading = read([merge, apart])
    assert not together(reading, MEETING, OPEN)
    assert [(each.number, each.reason, each.by) for each in judged.waiting] == [(1, "overruled", 2)]
    judged, reading = read([apart, merge])
    assert together(reading, MEETING, OPEN)
    assert {(each.number, each.reason, each.by) for each in judged.waiting} == {(1, "overruled", 2)}


def test_what_is_kept_apart_does_not_meet_through_others() -> None:
    log = [
        judgement("merge", (CLOSED_A,), (OPEN,)),
        judgement("merge", (CLOSED_B,), (MEETING,)),
        judgement("apart", (CLOSED_A,), (MEETING,)),
    ]
    reading = read(log)[1]
    assert together(reading, CLOSED_A, OPEN)
    assert together(reading, CLOSED_B, MEETING)
    assert not any(together(reading, one, other) for one in (CLOSED_A, OPEN) for other in (CLOSED_B, MEETING))


def test_mergers_of_actors_are_chained_and_undone() -> None:
    first = judgement("merge_actors", actors=(ActorRef("AAA", "A"), ActorRef("BBB", "B")))
    second = judgement("merge_actors", actors=(ActorRef("CCC", "C"), ActorRef("BBB", "B")))

    def ids(log: list[Judgement]) -> set[str]:
        return {ref.id for claim in read(log)[0].claims for ref in (*claim.subject, *claim.object)}

    assert ids([]) == {"AAA", "BBB", "CCC"}
    assert ids([first]) == {"AAA", "CCC"}
    assert ids([first, second]) == {"CCC"}, "B stands for A's group when C takes it in"
    assert ids([first, second, undo(first)]) == {"AAA", "CCC"}
    thanks = read([first])[0].changed[THANKS.id]
    assert [ref.id for ref in (*thanks.subject, *thanks.object)] == ["AAA", "AAA"]
    assert [ref.name for ref in thanks.subject] == [THANKS.subject[0].name], "the words stay as written"


def test_an_actor_is_reassigned_in_some_claims_only_and_later_mergers_follow() -> None:
    new = ActorRef("gen:autre", "l'autre pays A")
    log = [judgement("reassign", (FEW,), actors=(ActorRef("AAA", "A"), new))]
    judged = read(log)[0]
    assert judged.changed.keys() == {FEW.id}
    assert judged.changed[FEW.id].subject == (new,)
    log.append(judgement("merge_actors", actors=(ActorRef("BBB", "B"), new)))
    assert read(log)[0].changed[FEW.id].subject[0].id == "BBB"
    earlier = [
        judgement("merge_actors", actors=(ActorRef("AAA", "A"), ActorRef("BBB", "B"))),
        judgement("reassign", (FEW,), actors=(ActorRef("AAA", "A"), ActorRef("BBB", "B"))),
    ]
    assert read(earlier)[0].changed[FEW.id].subject[0].id == "BBB", "an exception made after the merger stays"


def test_a_label_is_the_event_s_until_it_is_undone() -> None:
    labels = [judgement("relabel", (CLOSED_A,), label="Le port"), judgement("relabel", (CLOSED_A,), label="La digue")]
    held = [event.label for event in read(labels)[1].events if CLOSED_A.id in event.claims]
    assert held == ["La digue"]
    assert "Le port" in {event.label for event in read([*labels, undo(labels[1])])[1].events}
    gone = read([labels[0], judgement("reject", (CLOSED_A,))])
    assert [each.reason for each in gone[0].waiting] == ["no_event"]


def test_a_bulk_is_one_judgement_and_one_undo() -> None:
    bulk = judgement("reject", *((claim,) for claim in CLAIMS))
    assert read([bulk])[1].events == ()
    assert read([bulk, undo(bulk)])[1] == read([])[1]


@pytest.mark.parametrize("cut", [1, 2])
def test_a_claim_read_otherwise_is_found_again_by_its_words(cut: int) -> None:
    again = all_claims(cut)
    assert {claim.id for claim in again}.isdisjoint(claim.id for claim in CLAIMS)
    for claim in CLAIMS:
        judged, _ = read([judgement("reject", (claim,))], again)
        (found,) = judged.rejected
        one = next(each for each in again if each.id == found)
        assert (one.article, one.predicate) == (claim.article, claim.predicate)
        assert judged.moved == {found}
        assert not judged.waiting


def test_a_claim_is_found_again_where_its_words_have_gone() -> None:
    longer = [replace(article, text="Carvos, hier. " + article.text) for article in ARTICLES]
    shifted = [
        replace(
            claim, id=f"c-{n}", start=claim.start + 14, end=claim.end + 14,
            predicate_span=type(claim.predicate_span)(claim.predicate_span.start + 14, claim.predicate_span.end + 14),
        )
        for n, claim in enumerate(CLAIMS)
    ]  # fmt: skip
    for n, claim in enumerate(CLAIMS):
        assert apply(longer, shifted, numbered([judgement("reject", (claim,))])).rejected == {f"c-{n}": 1}


def test_what_is_not_found_waits_with_its_reason_and_nothing_is_lost() -> None:
    log = numbered([judgement("merge", (FEW,), (OPEN,)), judgement("reject", (MANY,))])
    without = apply(ARTICLES[1:], [claim for claim in CLAIMS if claim.article != "a.txt"], log)
    assert [(each.number, each.reason) for each in without.waiting] == [(1, "no_article")]
    other = [replace(ARTICLES[0], text="Tout autre chose."), *ARTICLES[1:]]
    rest = [claim for claim in CLAIMS if claim.article != "a.txt"]
    assert [each.reason for each in apply(other, rest, log).waiting] == ["no_words"]
    unread = apply(ARTICLES, [claim for claim in CLAIMS if claim.id != FEW.id], log)
    assert [(each.number, each.reason) for each in unread.waiting] == [(1, "no_claim")]
    assert apply(ARTICLES, CLAIMS, log).waiting == ()


def test_a_claim_that_is_read_no_more_leaves_its_neighbour_with_the_same_word_alone() -> None:
    """Two acts of one sentence, one rejected as misread: when it is no longer read, the other is not rejected instead."""
    text = "Selon Carvos, le pays A a livré des obus et le pays C a livré du gaz."
    article = replace(ARTICLES[0], text=text)

    def told(place: int) -> Claim:
        span = Span(place, place + len("livré"))
        return with_content_id(
            replace(FEW, start=0, end=len(text), quote=text, predicate_span=span, subject=(), object=(), items=())
        )

    first, second = told(text.index("livré")), told(text.rindex("livré"))
    log = numbered([judgement("reject", (first,))])
    assert apply([article], [first, second], log).rejected == {first.id: 1}
    without = apply([article], [second], log)
    assert without.rejected == {}
    assert [each.reason for each in without.waiting] == ["no_claim"]


def test_an_undo_of_what_is_not_there_waits() -> None:
    judged = read([judgement("undo", undone="nobody"), judgement("reject", (FEW,))])[0]
    assert [each.reason for each in judged.waiting] == ["no_judgement"]
    assert judged.rejected == {FEW.id: 2}


def test_an_undo_before_what_it_undoes_waits() -> None:
    reject = judgement("reject", (FEW,))
    judged = read([undo(reject), reject])[0]
    assert judged.rejected == {FEW.id: 2}
    assert [(each.number, each.reason) for each in judged.waiting] == [(1, "no_judgement")]


def test_a_bulk_looks_for_each_claim_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    find = Finder.find

    def noted(self: Finder, anchor: Anchor) -> object:
        looked.append(anchor.claim)
        return find(self, anchor)

    monkeypatch.setattr(Finder, "find", noted)
    bulk = judgement("edit", *((claim,) for claim in CLAIMS), fields=Fields(place="Carvos"))
    assert len(read([bulk])[0].changed) == len(CLAIMS)
    assert sorted(looked) == sorted(claim.id for claim in CLAIMS)


def test_two_undos_of_each_other_take_back_nothing_before_them() -> None:
    reject = judgement("reject", (FEW,))
    one, other = judgement("undo", undone="x2", id="x1"), judgement("undo", undone="x1", id="x2")
    assert standing(numbered([reject, one, other])) == (numbered([reject])[0],)


@pytest.mark.parametrize(
    "fields",
    [
        {"author": "   "},
        {"author": "Ana\x1b[2J"},
        {"author": "Ana\u202eanA"},
        {"author": "A" * 301},
        {"note": "x" * (LONGEST_NOTE + 1)},
        {"note": "\x00"},
        {"note": "\ud800"},
        {"at": "hier"},
        {"at": "2031-06-01"},
        {"action": "relabel", "label": "ligne\nautre"},
        {"action": "edit", "fields": Fields()},
        {"action": "edit", "fields": Fields(place="\x07")},
        {"action": "merge"},
        {"action": "undo"},
        {"targets": ()},
    ],
)
def test_what_is_no_judgement_cannot_be_made(fields: dict[str, object]) -> None:
    whole = judgement("reject", (FEW,))
    with pytest.raises(FaisceauError) as caught:
        msgspec.structs.replace(whole, **fields)
    assert caught.value.code == Code.BAD_JUDGEMENT
    str(caught.value).encode()


def test_a_long_note_of_several_lines_is_kept() -> None:
    note = "« Vu »\n\t" + "é" * (LONGEST_NOTE - 10)
    kept = judgement("accept", (FEW,), note=note)
    assert msgspec.json.decode(msgspec.json.encode(kept), type=Judgement) == kept


def test_many_that_are_kept_apart_cost_no_more_than_they_are() -> None:
    binding = Binding()
    sides = [[f"c-{number}"] for number in range(20_000)]
    assert list(binding.part(1, sides)) == []
    ties = binding.ties(without=())
    assert [len(one) for one in ties.apart] == [20_000], "a list of sides, not of pairs"
    assert list(binding.join(0, ["c-1", "c-2"])) == [("c-2", 1)]
    assert list(binding.join(0, ["c-1", "c-else"])) == []
    assert list(binding.join(0, ["c-else", "c-2"])) == [("c-2", 1)], "through another"
