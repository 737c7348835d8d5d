"""Theses: patterns, chains for and against by source, base rates beside and never combined."""

from __future__ import annotations

import re
from typing import Any

import pytest
from msgspec.structs import replace
from test_system_mapping import edit, said

from faisceau.errors import Code, FaisceauError
from faisceau.export.thesis import FORMS, render_theses
from faisceau.knowledge.shipped_theses import base_rates, groups, shipped_theses
from faisceau.model.mapping import Causal
from faisceau.model.text import Article
from faisceau.model.theses import Side, Thesis, ThesisAnswer, ThesisSheet
from faisceau.model.whatif import Scenario
from faisceau.system.patterns import Patterns
from faisceau.system.theses import Asking, read_theses, thesis_sheet

ARTICLES = [Article(name, "x", "0" * 64, "2031-01-01") for name in "abcd"]
CAUSES = (
    said("pressure(NOR)", "alignment(EST, NOR)", article="a"),
    said("pressure(NOR)", "alignment(EST, NOR)", article="b"),
    said("pressure(EST)", "reaction(NOR)", article="c"),
    said("reaction(NOR)", "alignment(EST, NOR)", "-", article="d"),
    said("pressure(LVA)", "alignment(LVA, SWE)", article="c", modality="fear"),
)
CAUSAL = Causal(CAUSES, {"a": "a", "b": "a", "c": "c", "d": "d"})
OWN = Thesis(
    id="t",
    text={"fr": "La gêne rapproche."},
    from_="pressure($X)",
    to="alignment($X, $Y)",
    where={"X": "@cold", "Y": "@cold"},
)
COLD: dict[str, tuple[str, ...]] = {"cold": ("NOR", "EST", "LVA")}


def sheet(thesis: Thesis = OWN, causal: Causal = CAUSAL, **counted: Any) -> ThesisSheet:
    return thesis_sheet("Le froid", ARTICLES, causal, Asking((thesis,), COLD, base_rates()), Scenario(**counted))


def answer(thesis: Thesis = OWN, causal: Causal = CAUSAL, **counted: Any) -> ThesisAnswer:
    return sheet(thesis, causal, **counted).answers[0]


def test_chains_for_and_against_are_counted_by_independent_source() -> None:
    found = answer()
    assert [each.bound for each in found.supporting.chains] == [(("X", "NOR"), ("Y", "EST"))]
    assert found.supporting.groups == ("a",), "two articles of one house are one source"
    assert found.supporting.alone == ("a",)
    (against,) = found.opposing.chains
    assert [(step.cause, step.effect) for step in against.told.steps] == [
        ("pressure(EST)", "reaction(NOR)"),
        ("reaction(NOR)", "alignment(EST, NOR)"),
    ]
    assert (found.opposing.groups, found.opposing.alone) == (("c", "d"), ()), "put together from two sources"


def test_the_opposite_thesis_has_the_sides_changed() -> None:
    found, other = answer(), answer(replace(OWN, sign="-"))

    def told(side: Side) -> list[object]:
        return [(each.bound, each.groups, [(s.cause, s.effect) for s in each.told.steps]) for each in side.chains]

    assert told(found.supporting) == told(other.opposing) != []
    assert told(found.opposing) == told(other.supporting) != []


def test_every_step_cites_words_that_are_numbered() -> None:
    found = sheet()
    numbers = {note.number for note in found.notes}
    assert any(side.chains for answered in found.answers for side in (answered.supporting, answered.opposing))
    for answered in found.answers:
        for side in (answered.supporting, answered.opposing):
            assert all(set(step.notes) <= numbers for each in side.chains for step in each.told.steps)
            assert all(any(step.notes for step in each.told.steps) for each in side.chains)


def test_fears_count_where_asked_only() -> None:
    where = {"Y": "@cold|SWE"}
    assert answer(replace(OWN, where=where)).supporting.chains[0].bound == (("X", "NOR"), ("Y", "EST"))
    found = answer(replace(OWN, where=where), count=("fear",))
    assert (("X", "LVA"), ("Y", "SWE")) in [each.bound for each in found.supporting.chains]


def test_a_source_left_out_takes_its_chains() -> None:
    found = answer(without_source=("b",))
    assert found.supporting.chains == ()
    assert len(found.opposing.chains) == 1


def test_nothing_in_the_corpus_and_why() -> None:
    found = answer(replace(OWN, from_="monitoring($X)", where={}))
    assert (found.silent, found.starts) == (True, ())
    assert answer(replace(OWN, where={"X": "SWE"})).silent
    assert "Rien dans le corpus" in render_theses("text", sheet(replace(OWN, where={"X": "SWE"})), (), "fr").decode()


def test_a_chain_of_assumptions_alone_is_no_support() -> None:
    causal = Causal(CAUSES[2:3], {}, (edit("assume", "pressure(NOR)", "alignment(EST, NOR)", sign="+"),))
    assert answer(causal=causal, with_assumption=("all",)).silent


def test_a_chain_must_pass_where_the_thesis_says() -> None:
    assert answer(replace(OWN, through=("reaction(*)",))).supporting.chains == ()
    assert len(answer(replace(OWN, through=("reaction(*)",))).opposing.chains) == 1
    assert answer(replace(OWN, through=("need(*, *)",))).silent


def test_one_actor_cannot_be_two() -> None:
    patterns = Patterns(replace(OWN, from_="flow($X, $Y, *)", to="need($Y, *)", where={}), {})
    assert list(patterns.fits(patterns.start, "flow(NOR, NOR, grain)", {})) == []
    assert list(patterns.fits(patterns.start, "flow(NOR+EST, EST, grain)", {})) == [{"X": "NOR", "Y": "EST"}]
    assert list(patterns.fits(patterns.start, "flow(?, EST, grain)", {})) == [], "unknown is nobody"


@pytest.mark.parametrize(
    "wrong",
    [
        replace(OWN, from_="storm($X)"),
        replace(OWN, from_="pressure"),
        replace(OWN, to="alignment($X)"),
        replace(OWN, where={"X": "@warm"}),
        replace(OWN, where={"Z": "NOR"}),
        replace(OWN, longest=9),
        replace(OWN, base_rates=("nowhere",)),
    ],
)
def test_a_thesis_that_cannot_be_read_is_refused(wrong: Thesis) -> None:
    with pytest.raises(FaisceauError) as caught:
        answer(wrong)
    assert caught.value.code == Code.BAD_THESIS


def test_a_file_in_either_form_says_the_same() -> None:
    toml = b'[[thesis]]\nid = "t"\nfrom = "pressure($X)"\nto = "alignment($X, *)"\n[thesis.text]\nfr = "x"\n'
    yaml = b"thesis:\n- id: t\n  from: pressure($X)\n  to: alignment($X, *)\n  text: {fr: x}\n"
    assert read_theses(toml) == read_theses(yaml, "yaml")
    for bad, form in (
        (b"thesis = 3", "toml"),
        (b"thesis: [", "yaml"),
        (b"[[thesis]]\nid = 1", "toml"),
        (b"\xff", "toml"),
    ):
        with pytest.raises(FaisceauError) as caught:
            read_theses(bad, form)
        assert caught.value.code == Code.BAD_THESIS


def test_what_is_shipped_can_be_asked_and_names_its_references() -> None:
    rates = base_rates()
    for thesis in shipped_theses():
        Patterns(thesis, groups())
        assert set(thesis.text) == {"fr", "en"}
        assert set(thesis.base_rates) <= set(rates)
    for rate in rates.values():
        assert rate.reference
        assert {"fr", "en"} <= set(rate.measures) & set(rate.finding)
    assert {name for thesis in shipped_theses() for name in thesis.base_rates} == set(rates), (
        "none is shipped for nothing"
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("form", [form for form in FORMS if form != "json"])
def test_a_base_rate_stands_beside_and_no_chance_is_given(form: str, lang: str) -> None:
    asked = replace(OWN, base_rates=("votes-away-from-sender",))
    text = render_theses(form, sheet(asked), (), lang).decode()
    assert "Adhikari" in text
    assert "1984–2006" in text
    assert not re.search(r"probab|\d ?%|likely|chances? (?:de|sur)", text, re.IGNORECASE)
    without = render_theses(form, sheet(), (), lang).decode()
    support = (
        "Pour (sources indépendantes : 1 ; chaînes : 1)" if lang == "fr" else "For (independent sources: 1; chains: 1)"
    )
    assert support in text
    assert support in without, "the count does not depend on the rate"


def test_hostile_words_stay_words() -> None:
    evil = replace(OWN, text={"fr": "<script>x</script> \ufdd01\ufdd1 \u202ey"})
    page = render_theses("html", sheet(evil), (), "fr").decode()
    assert "<script>" not in page
    assert "\u202e" not in page
    assert page.count('href="#n1"') == render_theses("html", sheet(), (), "fr").decode().count('href="#n1"')
