"""`faisceau review`: what it lists, what it changes, what it says when it cannot."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))
sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from judged_story import ARTICLES, claims_of
from stub_stages import Analysed

from faisceau.cli import app
from faisceau.model.text import Article
from faisceau.run import Stages, build


def analyse(article: Article) -> Analysed:
    return Analysed(article.id, tuple(claims_of(article)), ())


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for article in ARTICLES:
        (inputs / article.id).write_text(article.text, encoding="utf-8")
    monkeypatch.setenv("FAISCEAU_AUTHOR", "Ana")
    build([inputs], tmp_path / "story", stages=Stages(analyse=analyse))
    return tmp_path / "story"


def review(story: Path, *args: str) -> Result:
    return CliRunner().invoke(app, ["review", str(story), *args])


def data(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["data"]


def code(result: Result) -> str:
    assert result.exit_code == 3, result.output
    return str(json.loads(result.stdout)["error"]["code"])


def claim(story: Path, words: str) -> str:
    found = CliRunner().invoke(app, ["show", "claims", str(story), "--json"])
    return str(next(each["id"] for each in json.loads(found.stdout)["data"] if words in each["quote"]))


def test_the_inbox_leads_to_the_words(story: Path) -> None:
    item = data(review(story, "--json"))[0]
    shown = data(review(story, "--show", item["event"]["id"], "--json"))
    assert {each["id"] for each in shown["claims"]} == set(item["event"]["claims"])
    assert item["event"]["id"] in review(story, "-n", "1").stdout


def test_each_action_says_what_changed_and_can_be_undone(story: Path) -> None:
    few, meeting, accused = claim(story, "300"), claim(story, "convoqué"), claim(story, "accuse")
    assert data(review(story, "--reject", few, "--note", "faux", "--json"))["judgement"]["author"] == "Ana"
    merged = data(review(story, "--merge", meeting, "--merge", accused, "--json"))
    assert len(merged["before"]) == 2
    event = next(each["id"] for each in merged["after"] if set(each["claims"]) == {meeting, accused})
    assert (
        data(review(story, "--relabel", event, "--label", "Une réunion", "--json"))["after"][0]["label"]
        == "Une réunion"
    )
    edited = review(story, "--edit", accused, "--set", "status=alleged", "--set", "object=BBB=Le pays B", "--json")
    edited = data(edited)
    event = next(each["id"] for each in edited["after"] if set(each["claims"]) == {meeting, accused})
    assert edited["judgement"]["fields"]["object"] == [{"id": "BBB", "name": "Le pays B", "span": None}]
    assert (
        data(review(story, "--split", event, "--claim", meeting, "--author", "Bob", "--json"))["judgement"]["number"]
        == 5
    )
    for number in ("2", "5", "1", "3", "4"):
        assert review(story, "--undo", number).exit_code == 0
    assert data(review(story, "--log", "--json"))["undone"] == [1, 2, 3, 4, 5]
    assert claim(story, "300") == few
    assert "undo 4" in review(story, "--log").stdout


def test_a_bulk_is_one_judgement(story: Path) -> None:
    assert len(data(review(story, "--bulk", "reject", "--article", "a.txt", "--json"))["judgement"]["targets"]) == 3
    assert review(story, "--undo", "1").exit_code == 0
    assert claim(story, "300")


def test_the_log_goes_out_and_comes_back(story: Path, tmp_path: Path) -> None:
    review(story, "--accept", claim(story, "300"))
    file = tmp_path / "log.jsonl"
    file.write_text(review(story, "--export").stdout, encoding="utf-8")
    assert data(review(story, "--import", str(file), "--json"))["known"] == 1


def test_trying_changes_nothing(story: Path) -> None:
    assert "Nothing is changed" in review(story, "--reject", claim(story, "300"), "--try").stderr
    assert data(review(story, "--log", "--json"))["judgements"] == []


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        (("--accept", "c-nothing"), "no_target"),
        (("--undo", "9"), "no_target"),
        (("--accept", "c-1", "--undo", "1"), "bad_option"),
        (("--bulk", "reject"), "bad_option"),
        (("--bulk", "forget", "--kind", "event"), "bad_option"),
        (("--bulk", "reject", "--kind", "incident"), "no_target"),
        (("--merge-actors", "AAA", "Personne du tout"), "no_target"),
        (("--merge-actors", "AAA", "AAA"), "bad_judgement"),
        (("--show", "zzz"), "no_target"),
        (("--import", "absent.jsonl"), "unreadable"),
        (("--set", "place=Carvos"), "bad_option"),
        (("--label", "Une réunion"), "bad_option"),
        (("--kind", "event"), "bad_option"),
        (("--reject", "c-1", "--claim", "c-2"), "bad_option"),
        (("--accept", "c-1", "--actor", "AAA"), "bad_option"),
    ],
)
def test_what_is_refused_has_its_code(story: Path, args: tuple[str, ...], wanted: str) -> None:
    assert code(review(story, *args, "--json")) == wanted


@pytest.mark.parametrize("pair", ["status=perdu", "nom=x", "date=hier", "quote=absent", "flow=AAA", "items={"])
def test_a_field_that_is_none_is_refused(story: Path, pair: str) -> None:
    assert code(review(story, "--edit", claim(story, "300"), "--set", pair, "--json")) == "bad_judgement"


@pytest.mark.parametrize("pairs", [("date",), ("place=Carvos", "place=Sarn")])
def test_a_pair_that_would_clear_or_hide_a_field_unasked_is_refused(story: Path, pairs: tuple[str, ...]) -> None:
    options = [part for pair in pairs for part in ("--set", pair)]
    assert code(review(story, "--edit", claim(story, "300"), *options, "--json")) == "bad_option"
    assert data(review(story, "--log", "--json"))["judgements"] == []


def test_nobody_judges_without_a_name(story: Path) -> None:
    assert code(review(story, "--accept", claim(story, "300"), "--author", " ", "--json")) == "bad_judgement"
