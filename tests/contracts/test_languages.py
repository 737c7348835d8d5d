"""Every language folder has what the code loads from it; every file of cases beside the data is well formed and used."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

import faisceau
from faisceau import knowledge
from faisceau.export.words import languages
from faisceau.extract.network import network
from faisceau.extract.odds import DATE
from faisceau.extract.roles import OBJECT, SUBJECT
from faisceau.extract.weighing import CLAIM, DECISIONS, NO_CLAIM
from faisceau.knowledge.dated_facts import all_series, facts
from faisceau.knowledge.goods import categories
from faisceau.knowledge.provisions import regimes
from faisceau.knowledge.weights import careful, cuts, has_weights, weights
from faisceau.model.claims import Kind, Plover, Status
from faisceau.model.text import Article
from faisceau.resolve.antecedents_seen import PRONOUN
from faisceau.run.analysis import analyse
from faisceau.story.verifying.said import brief_languages

SOURCE = Path(faisceau.__file__).parent
FOLDER = SOURCE / "knowledge" / "languages"
TESTS = Path(__file__).parents[1]
LANGUAGES = knowledge.languages()
CASES = sorted((SOURCE / "knowledge").rglob("*cases.jsonl"))

LOADED = re.compile(r'f"languages/\{\w+\}/([\w.]+)"')
OF_FOLDER = re.compile(r'f"\{folder\}/([\w.]+)"')
ASKED = re.compile(r'knowledge\.has\(f"languages/\{\w+\}/([\w.]+)"\)')


def sources() -> dict[str, str]:
    return {path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}


def loaded() -> set[str]:
    """Names of the files that some module takes from a language's folder."""
    found: set[str] = set()
    for code in sources().values():
        found.update(LOADED.findall(code))
        if 'f"languages/{' in code:
            found.update(OF_FOLDER.findall(code))
    return found


def test_the_code_tells_what_it_loads() -> None:
    assert {"language.toml", "verbs.tsv", "dates.toml", "numbers.toml", "page.toml", "attribution.toml"} <= loaded()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_every_file_that_the_code_loads_and_no_other(lang: str) -> None:
    files = (path.name for path in (FOLDER / lang).iterdir() if path.is_file())
    there = {name for name in files if not name.endswith((".cases.jsonl", ".md"))}
    assert there == loaded()


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if has_weights(lang)])
def test_a_language_that_has_weights_has_those_of_every_decision(lang: str) -> None:
    there = {path.name for path in (FOLDER / lang / "weights").iterdir()}
    told = {"careful.toml", "encoder.npz", "network.npz", "dates.npz", "names.npz"}  # all of these or none
    of_all = {"cuts.toml", "classes.tsv", "goes_with.tsv"}
    assert there - told == {*of_all, *(f"{decision}.tsv" for decision in (PRONOUN, *DECISIONS))}
    assert there & told in (told, set())
    if there & told:
        held = network(lang).labels
        assert {d: set(held[d]) for d in held} == {d: set(weights(lang, d).labels) for d in held}
        assert set(careful(lang).shares) == {*held, SUBJECT, OBJECT, DATE}
    labels = {decision: set(weights(lang, decision).labels) for decision in DECISIONS}
    assert labels["keep"] == {CLAIM, NO_CLAIM}
    assert labels[SUBJECT] == labels[OBJECT] == labels[DATE] == {"weight"}
    assert weights(lang, PRONOUN).labels == ("weight",)
    assert labels["kind"] == set(get_args(Kind))
    assert labels["status"] == set(get_args(Status))
    assert labels["root"] == {*get_args(Plover), "None"}
    assert cuts(lang).open_statuses <= labels["status"]


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if has_weights(lang)])
@pytest.mark.parametrize("decision", DECISIONS)
def test_no_weight_remembers_a_wording_of_one_article(lang: str, decision: str) -> None:
    lines = knowledge.load_lines(f"languages/{lang}/weights/{decision}.tsv")
    running = [name for name in (line.partition("\t")[0] for line in lines) if len(name.split()) > 6]
    assert not running


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_is_read_from_end_to_end(lang: str) -> None:
    text = "Oslo, 18.06.2024 - Lilongwe 12 %."
    assert analyse(Article("a", text, "0", "2024-06-20", lang=lang)).layers.lang == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_the_words_of_the_interface(lang: str) -> None:
    assert lang in languages()


@pytest.mark.parametrize("folder", ["interface", "interface/room", "interface/system"])
@pytest.mark.parametrize("lang", languages())
def test_a_language_of_the_interface_has_every_word_that_another_has(lang: str, folder: str) -> None:
    mine, others = words_in(folder, lang), [words_in(folder, each) for each in languages()]
    assert mine
    assert {key for other in others for key in other - mine} == set()


def words_in(folder: str, lang: str) -> set[tuple[str, str]]:
    """Table and key of each word."""
    tables = tomllib.loads((SOURCE / "knowledge" / folder / f"{lang}.toml").read_text(encoding="utf-8"))
    return {(table, key) for table, found in tables.items() for key in found}


@pytest.mark.parametrize("lang", knowledge.interface_languages())
def test_what_a_dossier_shows_is_told_in_each_of_its_languages(lang: str) -> None:
    assert [row.id for regime in regimes() for row in regime.provisions.values() if lang not in row.titles] == []
    assert [row.id for row in all_series().values() if lang not in row.titles] == []
    assert [row.id for rows in facts().values() for row in rows if row.details and lang not in row.details] == []
    assert [category.id for category in categories().values() if lang not in category.name] == []
    assert lang in brief_languages()
    assert knowledge.has(f"interface/room/{lang}.toml")
    assert knowledge.has(f"interface/system/{lang}.toml")


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(SOURCE / "knowledge")))
def test_a_file_of_cases_is_well_formed(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    cases: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert len(cases) >= 10
    assert len(set(lines)) == len(lines)
    for case in cases:
        assert case["text"].strip()
        assert len(case) > 1, case["text"]
        for words in expected_words(case):
            assert words in case["text"], (words, case["text"])


def expected_words(case: dict[str, Any]) -> list[str]:
    """The words that a case says are found in its text."""
    found = [expr for expr in (spot.get("expr") for spot in told(case)) if expr]
    return [*found, *(pair[0] for pair in case.get("furniture", ()))]


def told(case: dict[str, Any]) -> list[dict[str, Any]]:
    expect = case.get("expect")
    return [expect] if isinstance(expect, dict) else [each for each in expect or () if isinstance(each, dict)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(SOURCE / "knowledge")))
def test_a_file_of_cases_is_run_by_a_test(path: Path) -> None:
    runners = (each.read_text(encoding="utf-8") for each in TESTS.rglob("test_*.py") if each != Path(__file__))
    assert any(path.name in code for code in runners)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.name)
def test_a_data_file_opens_with_what_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")
    msgspec.toml.decode(path.read_bytes())
