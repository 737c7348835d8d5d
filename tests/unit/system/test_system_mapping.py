"""From causal claims to a map: what is one variable, what an arc rests on, what an analyst changes."""

from __future__ import annotations

import random
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from faisceau.errors import Code, FaisceauError
from faisceau.model.causes import Cause, End, Entailed, with_content_id
from faisceau.model.mapping import Causal, Edit, Passage, SystemMap, cited, standing
from faisceau.model.system import Modality, Selection, Sign
from faisceau.system.graph import ground_of
from faisceau.system.mapping import as_on_map, map_of
from faisceau.system.names import chosen

_PLACES = count()


def said(
    cause: str | None,
    effect: str | None,
    sign: Sign = "+",
    article: str = "a",
    modality: Modality = "asserted",
    **more: Any,
) -> Cause:
    start = next(_PLACES) * 10
    ends = End(start, start + 3, "une", cause, more.pop("turned", False)), End(start + 4, start + 9, "autre", effect)
    blank = Cause(
        article=article, id="", start=start, end=start + 9, quote="une autre", cause=ends[0], effect=ends[1], sign=sign,
        modality=modality, speaker=("author",),
    )  # fmt: skip
    return with_content_id(blank)


def edit(action: Any, *variables: str, number: int = 1, sign: Sign | None = None, undone: int | None = None) -> Edit:
    return Edit(
        number=number, action=action, author="A. Lemoine", reason="relu", date="2031-02-03", variables=variables, sign=sign,
        undone=undone,
    )  # fmt: skip


def pairs(found: SystemMap) -> list[tuple[str, str]]:
    return [(arc.cause, arc.effect) for arc in found.arcs]


NEED, FLOW = "need(LVA, grain)", "flow(NOR, LVA, grain)"


def test_claims_on_one_ordered_pair_are_one_arc_with_their_sources() -> None:
    causes = (said(NEED, FLOW), said(NEED, FLOW, article="b"), said(NEED, FLOW, "-", article="c", modality="hedged"))
    found = map_of(Causal(causes, {"a": "a", "b": "a", "c": "c"}))
    arc = next(arc for arc in found.arcs if arc.cause == NEED)
    assert [(e.group, e.sign, e.modality) for e in arc.evidence] == [
        ("a", "+", "asserted"), ("a", "+", "asserted"), ("c", "-", "hedged"),
    ]  # fmt: skip
    assert ground_of(arc, Selection()) == ("contested", ("+", "-"))


def test_the_order_of_claims_does_not_count() -> None:
    causes = [said(NEED, FLOW), said(FLOW, "reaction(LVA)"), said("pressure(NOR)", FLOW, "-"), said(None, FLOW)]
    expected = map_of(Causal(tuple(causes)))
    random.Random(1).shuffle(causes)
    assert map_of(Causal(tuple(causes))) == expected
    assert expected.unnamed == 1


def test_a_delivered_good_lowers_the_need_of_it_by_definition() -> None:
    found = map_of(Causal((said(NEED, "reaction(LVA)"), said("pressure(NOR)", FLOW, "-"))))
    arc = next(arc for arc in found.arcs if (arc.cause, arc.effect) == (FLOW, NEED))
    assert ground_of(arc, Selection()) == ("definition", ("-",))
    assert ground_of(arc, Selection(definitions=False)) == ("definition", ("-",)), (
        "the graph leaves it out, not the map"
    )


def test_what_sources_say_of_a_pair_comes_before_its_definition() -> None:
    found = map_of(Causal((said(FLOW, NEED, "+"),)))
    assert [ground_of(arc, Selection()) for arc in found.arcs] == [("cited", ("+",))]


def test_a_part_raises_its_whole() -> None:
    whole = "flow(EST+NOR, LVA, grain)"
    found = map_of(Causal((said("pressure(NOR)", FLOW), said("pressure(EST)", whole))))
    assert (FLOW, whole) in pairs(found)
    assert (whole, FLOW) not in pairs(found)


def test_another_s_need_or_good_is_not_met() -> None:
    causes = (
        said("need(NOR, grain)", "reaction(NOR)"),
        said("need(LVA, fuel)", "reaction(LVA)"),
        said("pressure(X)", FLOW),
    )
    assert not any(arc.cause == FLOW for arc in map_of(Causal(causes)).arcs)


def test_a_partly_known_variable_is_the_only_one_that_it_fits() -> None:
    found = map_of(Causal((said("flow(NOR, ?, grain)", "reaction(LVA)"), said("pressure(NOR)", FLOW))))
    assert pairs(found) == [(FLOW, "reaction(LVA)"), ("pressure(NOR)", FLOW)]
    assert next(v for v in found.variables if v.id == FLOW).merged == ("flow(NOR, ?, grain)",)


def test_a_variable_that_might_be_two_is_neither() -> None:
    vague, other = "flow(NOR, ?, grain)", "flow(NOR, EST, grain)"
    found = map_of(Causal((said(vague, "reaction(LVA)"), said("pressure(NOR)", FLOW), said("pressure(NOR)", other))))
    assert (vague, "reaction(LVA)") in pairs(found)


def test_a_tie_of_two_is_not_the_tie_of_three() -> None:
    found = map_of(Causal((said("alignment(EST, NOR)", NEED), said("alignment(EST, LVA, NOR)", NEED))))
    assert len(found.variables) == 3


def test_a_variable_of_which_nothing_is_known_is_on_no_map() -> None:
    assert map_of(Causal((said("pressure(?)", NEED),))) == SystemMap((), (), 1)


def test_an_end_that_says_there_is_none_turns_the_arc() -> None:
    (arc,) = map_of(Causal((said(NEED, "reaction(LVA)", "+", turned=True),))).arcs
    assert arc.evidence[0].sign == "-"


def test_the_analyst_merges_and_takes_it_back() -> None:
    causes = (said("alignment(EST, NOR)", NEED), said("pressure(NOR)", "reaction(EST)"))
    merged = edit("merge", "alignment(EST, NOR)", "reaction(EST)")
    found = map_of(Causal(causes, {}, (merged,)))
    assert pairs(found) == [("alignment(EST, NOR)", NEED), ("pressure(NOR)", "alignment(EST, NOR)")]
    undone = edit("undo", number=2, undone=1)
    assert map_of(Causal(causes, {}, (merged, undone))) == map_of(Causal(causes))
    again = edit("undo", number=3, undone=2)
    assert map_of(Causal(causes, {}, (merged, undone, again))) == found
    assert standing((merged, undone, again)) == (merged,)


def test_a_merge_of_a_merge_takes_all_along() -> None:
    causes = (said("reaction(EST)", NEED), said("reaction(NOR)", NEED), said("reaction(LVA)", NEED))
    edits = (edit("merge", "reaction(NOR)", "reaction(LVA)"), edit("merge", "reaction(EST)", "reaction(NOR)", number=2))
    (arc,) = map_of(Causal(causes, {}, edits)).arcs
    assert (arc.cause, len(arc.evidence)) == ("reaction(EST)", 3)


def test_the_analyst_drops_an_arc_or_a_variable() -> None:
    causes = (said("pressure(NOR)", NEED), said("pressure(EST)", NEED))
    one = map_of(Causal(causes, {}, (edit("drop", "pressure(NOR)", NEED),)))
    assert pairs(one) == [("pressure(EST)", NEED)]
    assert map_of(Causal(causes, {}, (edit("drop", NEED),))).arcs == ()


def test_an_assumption_is_an_arc_that_bears_its_author() -> None:
    assumed = edit("assume", NEED, "reaction(EST)", sign="-")
    (arc,) = map_of(Causal((), {}, (assumed,))).arcs
    assert arc.assumption is not None
    assert (arc.sign, arc.assumption.author) == ("-", "A. Lemoine")


@pytest.mark.parametrize("missing", ["author", "reason", "date"])
def test_a_change_without_author_reason_or_date_is_refused(missing: str) -> None:
    told = {"author": "A", "reason": "B", "date": "2031-01-01"} | {missing: " "}
    with pytest.raises(FaisceauError) as caught:
        replace(edit("undo", undone=1), **told)
    assert caught.value.code == Code.BAD_ASSUMPTION


def test_an_assumption_without_a_sign_is_refused() -> None:
    with pytest.raises(FaisceauError) as caught:
        edit("assume", "a(x)", "b(y)")
    assert caught.value.code == Code.BAD_ASSUMPTION


@pytest.mark.parametrize("wrong", [edit("merge", NEED, "need(FRA, x)"), edit("undo", undone=7), edit("drop", "x(y)")])
def test_a_change_of_what_is_not_there_is_refused_when_made_and_ignored_later(wrong: Edit) -> None:
    causal = Causal((said(NEED, FLOW),), {}, (wrong,))
    with pytest.raises(FaisceauError) as caught:
        map_of(causal, strict=True)
    assert caught.value.code == Code.BAD_OPTION
    assert map_of(causal) == map_of(Causal(causal.causes))


def test_a_variable_is_named_by_any_words_that_fit_one_only() -> None:
    known = {FLOW: "Norvège → Lettonie : céréales", NEED: "besoin de Lettonie : céréales"}
    assert chosen("besoin", known, known) == NEED
    assert chosen("norvege", known, known) == FLOW
    assert chosen("flow lva", known, known) == FLOW
    for words in ("lettonie", "pétrole", ""):
        with pytest.raises(FaisceauError) as caught:
            chosen(words, known, known)
        assert caught.value.code == Code.BAD_OPTION


def test_an_assumption_may_name_a_new_variable_whole_only() -> None:
    found = map_of(Causal((said(NEED, FLOW),)))
    assert as_on_map(edit("assume", "need", "isolation(NOR)", sign="+"), found, {}) == (NEED, "isolation(NOR)")
    with pytest.raises(FaisceauError):
        as_on_map(edit("assume", "need", "isolement", sign="+"), found, {})


def cite(number: int, *variables: str, sign: Sign = "+", article: str = "b") -> Edit:
    return replace(
        edit("assume", *variables, number=number, sign=sign), action="cite", passage=Passage(article, 0, 9, "une autre")
    )


def reviewed(causes: tuple[Cause, ...], *edits: Edit) -> SystemMap:
    return map_of(Causal((*causes, *cited(edits)), {}, edits), strict=True)


def test_a_passage_that_the_analyst_reads_is_evidence_of_its_article() -> None:
    found = reviewed((said(NEED, FLOW),), cite(1, NEED, FLOW), cite(2, FLOW, "pressure(NOR)", sign="-"))
    arcs = {(arc.cause, arc.effect): arc for arc in found.arcs}
    assert [e.group for e in arcs[NEED, FLOW].evidence] == ["a", "b"]
    assert ground_of(arcs[FLOW, "pressure(NOR)"], Selection()) == ("cited", ("-",))


def test_a_passage_cited_after_an_arc_was_dropped_corrects_it() -> None:
    causes = (said(NEED, FLOW, "-"), said(FLOW, "reaction(LVA)"))
    found = reviewed(causes, edit("drop", NEED, FLOW), cite(2, NEED, FLOW))
    (arc,) = [arc for arc in found.arcs if arc.cause == NEED]
    assert [(e.group, e.sign) for e in arc.evidence] == [("b", "+")]
    undone = reviewed(causes, edit("drop", NEED, FLOW), cite(2, NEED, FLOW), edit("undo", number=3, undone=1))
    assert ground_of(next(a for a in undone.arcs if a.cause == NEED), Selection()) == ("contested", ("+", "-"))


def test_an_arc_dropped_after_it_was_cited_is_gone() -> None:
    found = reviewed((said(FLOW, "reaction(LVA)"),), cite(1, NEED, FLOW), edit("drop", NEED, FLOW, number=2))
    assert (NEED, FLOW) not in pairs(found)


def test_a_merger_into_a_new_name_renames() -> None:
    causes = (said(NEED, FLOW), said(FLOW, "reaction(LVA)"))
    found = reviewed(causes, edit("merge", "flow(NOR, LVA, staples)", FLOW))
    assert pairs(found) == [("flow(NOR, LVA, staples)", "reaction(LVA)"), (NEED, "flow(NOR, LVA, staples)")]
    with pytest.raises(FaisceauError):
        reviewed(causes, edit("merge", FLOW, "flow(NOR, LVA, staples)"))


def test_a_name_that_the_analyst_cites_disturbs_no_rule() -> None:
    causes = (said("capability(LVA, ?)", FLOW), said("capability(LVA, fleet)", FLOW))
    found = reviewed(causes, cite(1, "capability(LVA, army)", FLOW))
    assert "capability(LVA, ?)" not in {v.id for v in found.variables}


def test_a_citation_is_whole_or_refused() -> None:
    with pytest.raises(FaisceauError) as refused:
        edit("cite", NEED, FLOW, sign="+")
    assert refused.value.code == Code.BAD_ASSUMPTION


def test_further_arcs_of_a_claim_are_on_the_map_with_its_words() -> None:
    claim = with_content_id(replace(said(FLOW, "capability(LVA, ?)"), also=(Entailed(NEED, FLOW, "+"),)))
    found = map_of(Causal((claim,)))
    assert {e.claim for arc in found.arcs for e in arc.evidence} == {claim.id}
    assert (NEED, FLOW) in pairs(found)
    assert found.unnamed == 0


def test_a_flow_is_a_part_of_that_of_whomever() -> None:
    given = said("flow(NOR, LVA, grain)", "reaction(EST)"), said("flow(FIN, LVA, grain)", "reaction(EST)")
    found = map_of(Causal((*given, said("pressure(EST)", "flow(?, LVA, grain)"))))
    assert ("flow(FIN, LVA, grain)", "flow(?, LVA, grain)") in pairs(found)
