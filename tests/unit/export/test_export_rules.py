"""Rules and dated facts as a reader meets them: why, what would decide, never a verdict."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from export_story import story

from faisceau import export
from faisceau.export.rules import Rules
from faisceau.export.wording import Wording
from faisceau.export.words import words
from faisceau.knowledge.dated_facts import all_series, facts
from faisceau.knowledge.provisions import regimes
from faisceau.model.rules import Check, Concern

VERDICT = re.compile(
    r"\b(?:viol[aeé]|enfrein|enfrei[gn]|illég|illicit|bafou|transgress|breach|illegal|unlawful|infring)", re.I
)
LANGUAGES = ("fr", "en")


def rules(lang: str) -> Rules:
    return Rules(Wording(story(), lang))


def test_the_pattern_would_find_what_it_is_for() -> None:
    assert all(VERDICT.search(word) for word in ("viole", "violates", "violation", "enfreint", "breach of", "illégal"))
    assert not VERDICT.search("violon")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", export.formats())
def test_no_output_says_that_a_rule_is_broken(name: str, lang: str) -> None:
    # What is packed (Parquet) has the same cells as a format that is not.
    assert not VERDICT.search(export.render(name, story(), lang).decode(errors="replace"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_ours_can_say_so(lang: str) -> None:
    text = files("faisceau.knowledge").joinpath("interface", f"{lang}.toml").read_text(encoding="utf-8")
    told = [text, *(series.title(lang) for series in all_series().values())]
    told += [each.detail(lang) for rows in facts().values() for each in rows]
    for regime in regimes():
        told += [regime.name[lang], *(each[lang] for each in regime.conditions.values())]
        told += [each.title(lang) for each in regime.provisions.values()]
    assert not [each for each in told if VERDICT.search(each)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_provision_has_words_for_all_that_is_said_of_it(lang: str) -> None:
    said = rules(lang)
    for regime in regimes():
        for identity, rule in regime.provisions.items():
            concern = Concern(identity, regime.id, regime.target, "open", open=("undated", "cap", *rule.conditions))
            assert said.title(identity) == rule.title(lang)
            assert said.measure(identity)
            assert said.regime(identity)
            assert "{" not in said.why(concern)
            expected = 1 + len(rule.conditions) + 1
            assert len(said.questions(concern)) == expected
            assert rule.unit is None or rule.unit in words(lang).unit


def test_a_non_ban_has_no_dates_in_force_and_says_what_it_is() -> None:
    said = rules("fr")
    assert not said.is_ban("none-food-to-dprk")
    assert said.in_force("none-food-to-dprk") == ""
    assert said.reference("none-food-to-dprk") == ""
    assert said.in_force("unscr-2680-op1") == "en vigueur du 23 mars 2023 au 30 avril 2024"


def test_a_provision_that_is_shipped_no_more_is_shown_by_its_id() -> None:
    said = rules("en")
    concern = Concern("gone", "gone", "JPN", "from", ("food",), others=("CUB",), open=("old_condition", "undated"))
    assert said.title("gone") == "gone"
    assert said.why(concern) == "Food and agricultural products, from Japan to Cuba; date of the act: not told"
    assert said.questions(concern) == [words("en").question["undated"]]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("fr", "l’article dit mai 2024 ; la référence livrée dit 28 mars 2024 : Vetos russes sur la Corée du Nord"),
        ("en", "the article says May 2024; the shipped reference says 28 March 2024: Russian vetoes on North Korea"),
    ],
)
def test_a_check_says_both_dates(lang: str, told: str) -> None:
    assert rules(lang).check(Check("c", "veto-prk:2024-03-28", "date", "2024-05")).startswith(told)


def test_the_claim_itself_stays_what_the_article_says() -> None:
    dossier = story()
    (row, *_) = [row for row in dossier.checks if row.check.fact.startswith("veto")]
    claim = next(claim for claim in dossier.claims if claim.id == row.check.claim)
    assert claim.date is not None
    assert claim.date.value == row.check.claimed == "2031-03"


@pytest.mark.parametrize(("lang", "title"), [("fr", "Règles concernées"), ("en", "Rules touched")])
def test_the_dossier_and_the_brief_have_the_section(lang: str, title: str) -> None:
    for name in ("html", "brief"):
        text = export.render(name, story(), lang).decode()
        assert title in text
        assert "unscr-2397-op5" in text.replace("\\_", "_")
        assert "28 mars 2024" in text or "28 March 2024" in text
