"""What if: the fiche, and all that it must refuse to say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from test_system_mapping import edit, said

import faisceau
from faisceau.errors import Code, FaisceauError
from faisceau.export.fiche import FORMS, render_fiche
from faisceau.model.mapping import Causal
from faisceau.model.system import Assumption, Push, Selection
from faisceau.model.text import Article
from faisceau.model.whatif import Fiche, Scenario, Verdict
from faisceau.system.balance import Tie, balance
from faisceau.system.equilibrium import stress
from faisceau.system.mapping import map_of
from faisceau.system.positions import pairs
from faisceau.system.whatif import fiche, read_scenario

PRESSURE, TIES, GRAIN, NEED = "pressure(NOR)", "alignment(EST, NOR)", "flow(EST, NOR, grain)", "need(NOR, grain)"
ARTICLES = [
    Article("a", "x", "0" * 64, "2031-01-01"),
    Article("b", "x", "0" * 64, "2031-03-01"),
    Article("c", "x", "0" * 64),
]
CAUSES = (
    said(PRESSURE, TIES, article="a"),
    said(TIES, GRAIN, article="b"),
    said(GRAIN, "reaction(LVA)", article="b"),
    said(PRESSURE, "reaction(LVA)", "-", article="c"),
    said("reaction(LVA)", "commitment(LVA)", article="c", modality="aim"),
    said(NEED, "commitment(NOR)", article="c"),
)
CAUSAL = Causal(CAUSES, {"a": "a", "b": "b", "c": "c"})


def asked(causal: Causal = CAUSAL, **scenario: Any) -> Fiche:
    return fiche("Le grain", ARTICLES, causal, Scenario(**scenario))


def verdict(found: Fiche, variable: str) -> Verdict:
    return next(each for each in found.verdicts if each.variable == variable)


def test_chains_answer_with_their_quotes() -> None:
    found = asked(hold=("pressure=+",))
    grain = verdict(found, GRAIN)
    assert (grain.answer, grain.sources) == ("+", ("a", "b"))
    ((first, second),) = [chain.steps for chain in grain.chains]
    assert [first.cause, first.effect, second.effect] == [PRESSURE, TIES, GRAIN]
    quoted = {note.number: note.cause.id for note in found.notes}
    assert [quoted[n] for step in (first, second) for n in step.notes] == [CAUSES[0].id, CAUSES[1].id]
    assert grain.hinge_sources == (("a",), ("b",))
    assert verdict(found, NEED).answer == "-", "what is delivered is needed less, by definition"


def test_a_variable_answers_to_a_name_that_was_taken_into_it() -> None:
    vague = Causal((*CAUSES, said("flow(EST, ?, grain)", "reaction(LVA)", article="c")), CAUSAL.groups)
    by_old, by_new = (asked(vague, hold=(f"{name}=+",)) for name in ("flow(EST, ?, grain)", GRAIN))
    assert by_old.verdicts == by_new.verdicts


def test_pushing_down_turns_every_sign() -> None:
    assert verdict(asked(hold=("pressure=-",)), GRAIN).answer == "-"


def test_a_source_left_out_a_cut_and_a_shorter_chain_silence_what_rests_on_them() -> None:
    for scenario in ({"without_source": ("b",)}, {"cut": ("align -> flow",)}, {"longest": 1}):
        found = asked(hold=("pressure=+",), **scenario)
        assert GRAIN not in {each.variable for each in found.verdicts}
        assert next(s.why for s in found.silent if s.variable == GRAIN) == "out_of_use"


def test_without_a_source_its_whole_group_goes() -> None:
    causal = Causal(CAUSES, {"a": "a", "b": "a", "c": "c"})
    assert [v.variable for v in asked(causal, hold=("pressure=+",), without_source=("b",)).verdicts] == [
        "reaction(LVA)"
    ]


def test_aims_are_kept_and_do_not_count_unless_asked() -> None:
    found = asked(hold=("pressure=+",))
    assert "commitment(LVA)" in {each.variable for each in found.silent}
    assert verdict(asked(hold=("pressure=+",), count=("aim",)), "commitment(LVA)").answer == "contested"


def test_the_same_question_has_the_same_answer_in_whatever_order_its_causes_came() -> None:
    causes = (*CAUSES, said(PRESSURE, TIES, article="b"), said(PRESSURE, TIES, article="c"))
    told = [asked(Causal(each, CAUSAL.groups), hold=("pressure=+",)) for each in (causes, causes[::-1])]
    assert len(told[0].notes) > 2
    assert msgspec.json.encode(told[0]) == msgspec.json.encode(told[1])


def test_a_scenario_file_replays_what_options_ask() -> None:
    written = b'hold = ["pressure=+"]\nwithout_source = ["b"]\nlongest = 3\n'
    assert read_scenario(written) == Scenario(hold=("pressure=+",), without_source=("b",), longest=3)


# --- refusals (the study, 6.7) ----------------------------------------------------------------------------------------


def test_where_no_chain_leads_nothing_is_said_and_no_number() -> None:
    found = asked(hold=("commitment(NOR)=+",))
    assert found.verdicts == ()
    assert {silent.why for silent in found.silent} == {"no_path"}
    text = render_fiche("text", found, (), "fr").decode()
    assert "rien dans le corpus" in text
    assert "%" not in text


FORBIDDEN = re.compile(
    r"probab|vraisembl\w* (?:est|de)|likely|will |va augmenter|risque de \d|\d ?%|chances? (?:de|sur)", re.IGNORECASE
)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_no_likelihood_no_size_no_rank(form: str, lang: str) -> None:
    found = asked(hold=("pressure=+",))
    text = render_fiche(form, found, (), lang).decode()
    assert not FORBIDDEN.search(text), FORBIDDEN.search(text)
    names = [each.variable for each in found.verdicts]
    assert names == sorted(names), "in the order of names, not of weight"


def test_no_class_without_its_quotes() -> None:
    with pytest.raises(FaisceauError) as caught:
        Verdict(GRAIN, "+")
    assert caught.value.code == Code.BAD_EVIDENCE
    only = Causal((said(NEED, "commitment(NOR)"),), {}, (edit("assume", PRESSURE, NEED, sign="+"),))
    found = asked(only, hold=("pressure=+",), with_assumption=("all",))
    assert [(s.variable, s.why) for s in found.silent] == [(NEED, "unquoted")]
    assert [v.variable for v in found.verdicts] == ["commitment(NOR)"], "the chain's second arc is quoted"


def test_no_run_on_an_assumption_without_author_and_reason() -> None:
    for author, reason in (("", "parce que"), ("A. Lemoine", " ")):
        with pytest.raises(FaisceauError) as caught:
            Assumption(author, reason, "2031-01-01")
        assert caught.value.code == Code.BAD_ASSUMPTION


def test_an_assumption_counts_where_asked_only_and_is_named() -> None:
    causal = Causal(CAUSES, CAUSAL.groups, (edit("assume", "reaction(LVA)", "need(EST, fuel)", sign="+"),))
    assert "need(EST, fuel)" in {each.variable for each in asked(causal, hold=("pressure=+",)).silent}
    found = asked(causal, hold=("pressure=+",), with_assumption=("1",))
    assert verdict(found, "need(EST, fuel)").answer == "contested"
    assert "A. Lemoine" in render_fiche("markdown", found, (), "fr").decode()
    with pytest.raises(FaisceauError):
        asked(causal, hold=("pressure=+",), with_assumption=("2",))


def test_no_balance_below_four_actors_or_without_a_triad() -> None:
    assert balance([Tie("a", "b", "+"), Tie("b", "c", "+"), Tie("a", "c", "-")]) is None
    assert balance([Tie("a", "b", "+"), Tie("b", "c", "+"), Tie("c", "d", "-")]) is None


def test_no_pair_of_actors_with_one_shared_objective() -> None:
    assert pairs({"a": {"x": 1, "y": 1}, "b": {"x": 1}}) == ()


def test_no_split_of_power_between_partners_is_shown() -> None:
    source = Path(faisceau.__file__).parent
    users = [path for path in source.rglob("*.py") if "system.exchange_network" in path.read_text(encoding="utf-8")]
    assert users == [], "what each would get of an exchange is computed on reference networks only"


def test_nothing_beyond_the_last_article() -> None:
    found = asked(hold=("pressure=+",))
    assert (found.first, found.last, found.undated) == ("2031-01-01", "2031-03-01", 1)
    assert "Rien n’est dit au-delà" in render_fiche("text", found, (), "fr").decode()
    with pytest.raises(FaisceauError) as caught:
        read_scenario(b'hold = ["pressure=+"]\nuntil = "2040-01-01"\n')
    assert caught.value.code == Code.BAD_OPTION


def test_contested_is_never_averaged_away() -> None:
    many = tuple(said(PRESSURE, "reaction(LVA)", "+", article=f"n{n}") for n in range(9))
    found = asked(Causal((*CAUSES, *many), {}), hold=("pressure=+",))
    reaction = verdict(found, "reaction(LVA)")
    assert reaction.answer == "contested"
    assert {chain.sign for chain in reaction.chains} == {"+", "-"}


def test_many_articles_are_not_said_to_prove() -> None:
    text = render_fiche("text", asked(hold=("pressure=+",)), (), "fr").decode()
    assert "Ce que beaucoup disent peut ne pas être" in text


@pytest.mark.parametrize(
    "scenario",
    [
        {},
        {"hold": ("pressure",)},
        {"hold": ("pressure=up",)},
        {"hold": ("tempête=+",)},
        {"hold": ("need=+",), "cut": ("need",)},
        {"hold": ("need=+",), "without_source": ("z",)},
        {"hold": ("need=+",), "longest": 12},
        {"hold": ("pressure=+", "pressure=-")},
    ],
)
def test_a_question_that_is_not_understood_is_said(scenario: dict[str, Any]) -> None:
    with pytest.raises(FaisceauError) as caught:
        asked(**scenario)
    assert caught.value.code == Code.BAD_OPTION


def test_a_stress_test_gives_ranges_over_laws() -> None:
    found = asked(hold=("pressure=+",), stress=True)
    assert found.stable is not None
    assert 0 <= found.stable.low <= found.stable.high <= 1
    rising = verdict(found, GRAIN).rising
    assert rising is not None
    assert rising.low == rising.high == 1, "a chain without a loop"
    assert "ne sont pas des chances" in render_fiche("text", found, (), "fr").decode()


def test_a_stress_test_of_what_is_not_on_the_map_is_refused() -> None:
    for pushes in ((Push("tempête", "+"),), (Push(PRESSURE, "+"), Push(PRESSURE, "-"))):
        with pytest.raises(FaisceauError) as caught:
            stress(map_of(CAUSAL).arcs, pushes, Selection(), draws=10)
        assert caught.value.code == Code.BAD_OPTION


def test_each_source_whose_loss_changes_an_answer_is_named_with_what_it_becomes() -> None:
    found = asked(hold=("pressure=+",))
    assert any(each.without for each in found.verdicts)
    assert found.groups
    for each in found.verdicts:
        now = {loss.group: loss.answer for loss in each.without}
        for group in found.groups:
            left = asked(hold=("pressure=+",), without_source=(group,))
            answer = next((v.answer for v in left.verdicts if v.variable == each.variable), "none")
            assert now.get(group, each.answer) == answer


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_of_a_fiche_leads_from_every_cell_to_its_quote(lang: str) -> None:
    page = render_fiche("html", asked(hold=("pressure=+",)), (), lang).decode()
    targets = set(re.findall(r'href="#(n\d+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="(n\d+)"', page))
    assert page.count("<table ") == 2, "the matrix, and what each source holds up"


def test_words_of_an_article_never_become_a_reference() -> None:
    causes = (replace(CAUSES[0], quote="[1] \ufdd01\ufdd1 <i>"), *CAUSES[1:])
    page = render_fiche("html", asked(Causal(causes, CAUSAL.groups), hold=("pressure=+",)), (), "fr").decode()
    assert "<i>" not in page
    assert page.count('href="#n1"') == render_fiche("html", asked(hold=("pressure=+",)), (), "fr").decode().count(
        'href="#n1"'
    )
