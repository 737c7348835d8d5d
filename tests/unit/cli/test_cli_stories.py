"""`faisceau stories`: table, stream, envelope, folders."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parents[1] / "fuse"))
from pile_making import pile

from faisceau.cli import app
from faisceau.read import read_file


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """The pile, half as text files and half as JSON lines, and a line that is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    records = []
    for number, each in enumerate(pile()):
        if number % 2:
            head = f"---\npublished: {each.published}\npublisher: {each.publisher}\nlang: fr\n---\n"
            (folder / f"{each.id}.txt").write_text(head + each.text, encoding="utf-8")
        else:
            kept = ("id", "text", "published", "publisher", "lang")
            records.append(json.dumps({key: getattr(each, key) for key in kept}))
    (folder / "feed.jsonl").write_text("\n".join([*records, "{"]), encoding="utf-8")
    return folder


def stories(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["stories", *map(str, args)])


def test_the_table_has_the_stories_that_several_tell(inputs: Path) -> None:
    result = stories(inputs)
    assert result.exit_code == 0, result.output
    head, *rows = result.stdout.splitlines()
    assert head.split("\t") == ["salience", "articles", "origins", "moments", "from", "to", "name"]
    assert [row.split("\t")[1] for row in rows] == ["4", "6"]
    assert "3 smaller stories" in result.stderr
    assert "[bad_record] " in result.stderr


def test_the_stream_has_every_article_once(inputs: Path) -> None:
    result = stories(inputs, "--lines", "--quiet")
    assert result.stderr == ""
    told = [identity for line in result.stdout.splitlines() for identity in json.loads(line)["articles"]]
    assert len(told) == len(set(told)) == len(pile())
    assert {identity.removesuffix(".txt") for identity in told} == {each.id for each in pile()}
    assert (
        stories(inputs / "feed.jsonl", *sorted(inputs.glob("*.txt"), reverse=True), "--lines", "-q").stdout
        == result.stdout
    )


def test_each_story_becomes_a_folder_that_build_reads(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = stories(inputs, "--out", out, "--json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)["data"]
    assert [Path(path).name for path in data["written"]] == sorted(p.name for p in out.iterdir() if p.is_dir())
    assert len((out / "stories.jsonl").read_text(encoding="utf-8").splitlines()) == len(data["stories"]) == 5
    first = next(out.glob("1-*/articles.jsonl"))
    read = list(read_file(first))
    assert [getattr(each, "id", None) for each in read] == data["stories"][0]["articles"]
    assert {getattr(each, "publisher", "") for each in read} == {f"Journal flood {number}" for number in range(4)}


def test_a_folder_that_holds_something_is_left_alone(inputs: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    result = stories(inputs, "--out", tmp_path)
    assert result.exit_code == 3
    assert "[bad_option]" in result.stderr


def test_nothing_to_read_is_told(tmp_path: Path) -> None:
    result = stories(tmp_path / "nowhere", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["error"]["code"] == "no_input"
