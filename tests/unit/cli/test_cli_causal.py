"""`faisceau map` and `faisceau whatif` on a story whose causal claims are known."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from faisceau.cli import app
from faisceau.model.causes import Cause, End, with_content_id
from faisceau.model.fused import Reading
from faisceau.model.ids import bytes_id
from faisceau.model.text import Article
from faisceau.store.folder import Settings, StoryFolder
from faisceau.store.writer import SourceFile, open_writer

TEXT = "La pression sur Oslo nourrit l'entente avec Tallinn. L'entente nourrit les ventes de blé."
PRESSURE, TIES, FLOW = "pressure(NOR)", "alignment(EST, NOR)", "flow(EST, NOR, grain)"
SIGNED = ["--by", "A. Lemoine", "--because", "relu"]
run = CliRunner().invoke


def said(start: str, middle: str, cause: str, effect: str, article: str) -> Cause:
    a, b = TEXT.index(start), TEXT.index(middle)
    ends = End(a, a + len(start), start, cause), End(b, b + len(middle), middle, effect)
    blank = Cause(
        article=article, id="", start=a, end=b + len(middle), quote=TEXT[a : b + len(middle)], cause=ends[0],
        effect=ends[1], sign="+", modality="asserted", speaker=("author",),
    )  # fmt: skip
    return with_content_id(blank)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = StoryFolder(tmp_path / "s")
    folder.create(Settings("Le blé"), {})
    with open_writer(folder) as writer:
        for name in ("a.txt", "b.txt"):
            article = Article(
                name, TEXT + name, bytes_id(name.encode()), "2031-01-02", publisher="Le Relais", lang="fr"
            )
            causes = [
                said("La pression sur Oslo", "l'entente", PRESSURE, TIES, name),
                said("L'entente", "les ventes de blé", TIES, FLOW, name),
            ]
            writer.put_file(SourceFile(name, name, article.original, None), [article], [])
            writer.put_analysis(article, "w", [], [], causes)
        writer.put_reading(Reading(), "r")
    return folder.path


def test_the_map_is_listed_with_one_house_counted_once(story: Path) -> None:
    shown = run(app, ["map", str(story)]).stdout
    assert f"{PRESSURE}\t+\t{TIES}\tcited\t2\t1\tasserted" in shown


def test_a_change_is_kept_signed_and_dated_and_can_be_undone(story: Path) -> None:
    done = run(app, ["map", str(story), "--merge", "pressure", "flow", *SIGNED])
    assert done.exit_code == 0, done.stderr
    arcs = json.loads(run(app, ["map", str(story), "--json"]).stdout)["data"]["arcs"]
    assert {(arc["cause"], arc["effect"]) for arc in arcs} == {(PRESSURE, TIES), (TIES, PRESSURE)}
    assert run(app, ["map", str(story), "--undo", "1", *SIGNED]).exit_code == 0
    arcs = json.loads(run(app, ["map", str(story), "--json"]).stdout)["data"]["arcs"]
    assert {(arc["cause"], arc["effect"]) for arc in arcs} == {(PRESSURE, TIES), (TIES, FLOW)}
    lines = [json.loads(line) for line in (story / "map.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["number"], line["action"], line["author"], line["reason"]) for line in lines] == [
        (1, "merge", "A. Lemoine", "relu"),
        (2, "undo", "A. Lemoine", "relu"),
    ]
    assert all(len(line["date"]) == 10 for line in lines)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--assume", "pressure -> flow +"], "bad_assumption"),
        (["--assume", "pressure -> flow", *SIGNED], "bad_assumption"),
        (["--merge", "pressure", "tempête", *SIGNED], "bad_option"),
        (["--undo", "4", *SIGNED], "bad_option"),
        (["--undo", "1", "--drop", "flow", *SIGNED], "bad_option"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused_and_not_kept(story: Path, options: list[str], code: str) -> None:
    done = run(app, ["map", str(story), *options])
    assert (done.exit_code, code in done.stderr) == (3, True)
    assert not (story / "map.jsonl").exists()


def test_a_line_of_the_log_that_was_spoilt_is_said(story: Path) -> None:
    (story / "map.jsonl").write_text('{"number": 1, "action": "sink"}\n', encoding="utf-8")
    done = run(app, ["map", str(story)])
    assert (done.exit_code, "line 1" in done.stderr) == (3, True)


def test_a_what_if_quotes_what_it_answers(story: Path) -> None:
    done = run(app, ["whatif", str(story), "--hold", "pression=+"])
    assert done.exit_code == 0, done.stderr
    assert "d’après les sources citées, chaque chaîne mène à la hausse" in done.stdout
    assert "« L'entente nourrit les ventes de blé »" in done.stdout
    english = run(app, ["whatif", str(story), "--hold", "pressure=-", "--lang", "en", "-f", "markdown"]).stdout
    assert "all chains lead down" in english


def test_a_scenario_file_and_options_ask_the_same(story: Path, tmp_path: Path) -> None:
    file = tmp_path / "ask.toml"
    file.write_text('hold = ["pressure=+"]\nlongest = 1\n', encoding="utf-8")
    by_file = run(app, ["whatif", str(story), "--scenario", str(file), "-f", "json"]).stdout
    assert by_file == run(app, ["whatif", str(story), "--hold", "pressure=+", "--longest", "1", "-f", "json"]).stdout
    assert FLOW in {silent["variable"] for silent in json.loads(by_file)["silent"]}


def test_an_assumption_of_the_log_counts_where_asked(story: Path) -> None:
    assert run(app, ["map", str(story), "--assume", "flow -> need(NOR, fuel) -", *SIGNED]).exit_code == 0
    plain = run(app, ["whatif", str(story), "--hold", "pressure=+", "-f", "json"]).stdout
    assert "need(NOR, fuel)" not in {v["variable"] for v in json.loads(plain)["verdicts"]}
    found = run(app, ["whatif", str(story), "--hold", "pressure=+", "--with-assumptions", "1", "-f", "json"]).stdout
    verdicts = {v["variable"]: v["answer"] for v in json.loads(found)["verdicts"]}
    assert verdicts["need(NOR, fuel)"] == "-"


@pytest.mark.parametrize(
    "options",
    [[], ["--hold", "x"], ["--hold", "pressure=+", "-f", "pdf"], ["--scenario", "nowhere.toml"], ["--count", "hope"]],
)
def test_a_question_that_is_not_understood_is_said(story: Path, options: list[str]) -> None:
    done = run(app, ["whatif", str(story), *options])
    assert done.exit_code == 3
    assert done.stderr.startswith("[")


THESIS = """
[[thesis]]
id = "closer"
from = "pressure($X)"
to = "flow(*, $X, *)"
where = { X = "@cold" }
text = { fr = "La pression amène du blé.", en = "Pressure brings grain." }
[groups]
cold = ["NOR"]
"""


def test_theses_of_a_file_of_the_folder_and_shipped(story: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(THESIS, encoding="utf-8")
    done = run(app, ["thesis", str(story), str(file)])
    assert done.exit_code == 0, done.stderr
    assert "Pour (sources indépendantes : 1 ; chaînes : 1)" in done.stdout, "two articles of one house"
    assert "« L'entente nourrit les ventes de blé »" in done.stdout
    (story / "theses.toml").write_text(THESIS, encoding="utf-8")
    english = run(app, ["thesis", str(story), "--lang", "en", "-f", "markdown"]).stdout
    assert "## Pressure brings grain." in english
    assert "## Pressure pushes sanctioned states to ally with one another." in english
    found = json.loads(run(app, ["thesis", str(story), "--only", "closer", "--json"]).stdout)["data"]
    assert [each["thesis"]["id"] for each in found["answers"]] == ["closer"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["nowhere.toml"], "unreadable"),
        (["theses.txt"], "unknown_format"),
        (["--only", "no-such"], "bad_thesis"),
        (["-f", "pdf"], "bad_option"),
        (["--without-source", "z"], "bad_option"),
    ],
)
def test_a_thesis_that_cannot_be_put_is_said(story: Path, options: list[str], code: str) -> None:
    done = run(app, ["thesis", str(story), *options])
    assert done.exit_code == 3
    assert done.stderr.startswith(f"[{code}]")


def test_a_story_without_causal_claims_has_nothing_for_or_against(tmp_path: Path) -> None:
    folder = StoryFolder(tmp_path / "empty")
    folder.create(Settings("Le blé"), {})
    with open_writer(folder):
        pass
    done = run(app, ["thesis", str(folder.path)])
    assert done.exit_code == 0, done.stderr
    assert "Rien dans le corpus, ni pour ni contre." in done.stdout


def test_a_scenario_in_yaml_asks_the_same(story: Path, tmp_path: Path) -> None:
    file = tmp_path / "ask.yaml"
    file.write_text('hold: ["pressure=+"]\nlongest: 1\n', encoding="utf-8")
    by_file = run(app, ["whatif", str(story), "--scenario", str(file), "-f", "json"]).stdout
    assert by_file == run(app, ["whatif", str(story), "--hold", "pressure=+", "--longest", "1", "-f", "json"]).stdout
    file.write_text("hold: [", encoding="utf-8")
    assert run(app, ["whatif", str(story), "--scenario", str(file)]).stderr.startswith("[bad_option]")


def test_provenance_of_an_answer_is_turtle(story: Path) -> None:
    done = run(app, ["whatif", str(story), "--hold", "pressure=+", "-f", "prov"])
    assert done.stdout.startswith("@prefix")
    assert "prov:wasDerivedFrom" in done.stdout


def test_a_passage_is_cited_with_the_words_of_its_article(story: Path) -> None:
    cite = ["map", str(story), "--cite", f"{PRESSURE} -> {FLOW} -", "--article", "a.txt", *SIGNED]
    assert run(app, [*cite, "--quote", "l'entente avec Tallinn"]).exit_code == 0
    arcs = json.loads(run(app, ["map", str(story), "--json"]).stdout)["data"]["arcs"]
    (arc,) = [arc for arc in arcs if (arc["cause"], arc["effect"]) == (PRESSURE, FLOW)]
    assert [e["claim"] for e in arc["evidence"]] == ["cite-1"]
    fiche = run(app, ["whatif", str(story), "--hold", "pressure=+"])
    assert fiche.exit_code == 0, fiche.stderr
    assert "l'entente avec Tallinn" in fiche.stdout
    assert "bad_option" in run(app, [*cite, "--quote", "des mots absents"]).stderr


def keep(story: Path, name: str, *options: str) -> None:
    done = run(app, ["whatif", str(story), *(options or ("--hold", "pression=+")), "--keep", name])
    assert done.exit_code == 0, done.stderr


def test_a_question_kept_is_asked_of_the_story_from_then_on(story: Path) -> None:
    asked = ["whatif", str(story), "--hold", "pression=+", "--title", "Si <b>Oslo</b> cédait", "-f", "json"]
    plain = run(app, asked).stdout
    assert run(app, [*asked, "--keep", "oslo"]).stdout == plain
    file = story / "scenarios" / "oslo.yaml"
    assert f"{PRESSURE}=+" in file.read_text(encoding="utf-8"), "by its id: other articles may bring other pressures"
    again = json.loads(run(app, ["whatif", str(story), "--scenario", str(file), "-f", "json"]).stdout)
    assert again["verdicts"] == json.loads(plain)["verdicts"]
    page = run(app, ["export", str(story), "--format", "html"]).stdout
    assert "1. Si &lt;b&gt;Oslo&lt;/b&gt; cédait" in page
    assert page == run(app, ["export", str(story), "--format", "html"]).stdout
    assert ">What if<" in run(app, ["export", str(story), "--format", "html", "--lang", "en"]).stdout
    listed = run(app, ["show", "scenarios", str(story)]).stdout.splitlines()
    assert listed[1].split("\t")[:4] == ["oslo", "Si <b>Oslo</b> cédait", f"{PRESSURE}=+", "2"]
    assert run(app, ["whatif", str(story), "--list"]).stdout.splitlines() == listed
    assert "scenarios kept\t1" in run(app, ["status", str(story)]).stdout


def test_every_number_of_a_kept_fiche_opens_the_words_in_their_article(story: Path) -> None:
    keep(story, "oslo")
    page = run(app, ["export", str(story), "--format", "html"]).stdout
    section = page[page.index('<section aria-labelledby="fiches">') : page.index('<section aria-labelledby="camps">')]
    numbers = re.findall(r'<a class="n" href="#([^"]+)">\[1\.\d+\]', section)
    assert numbers
    for target in numbers:
        assert f'<span class="why" id="{target}">' in page


def test_a_kept_question_is_never_overwritten_and_can_be_removed(story: Path) -> None:
    keep(story, "oslo")
    before = (story / "scenarios" / "oslo.yaml").read_bytes()
    for name in ("oslo", "OSLO"):
        done = run(app, ["whatif", str(story), "--hold", "pression=-", "--keep", name])
        assert done.exit_code == 3
        assert done.stderr.startswith("[bad_scenario]")
    assert (story / "scenarios" / "oslo.yaml").read_bytes() == before
    assert run(app, ["whatif", str(story), "--remove", "oslo"]).exit_code == 0
    assert not (story / "scenarios" / "oslo.yaml").exists()
    assert run(app, ["whatif", str(story), "--remove", "oslo"]).stderr.startswith("[bad_scenario]")


@pytest.mark.parametrize("name", ["", "../dehors", "a/b", ".caché", "x" * 61, "a\nb", "-x", "a.b"])
def test_what_cannot_be_a_name_is_refused(story: Path, name: str) -> None:
    done = run(app, ["whatif", str(story), "--hold", "pression=+", f"--keep={name}"])
    assert done.exit_code == 3
    assert done.stderr.startswith("[bad_scenario]")
    assert not (story / "scenarios").exists()


BAD = {
    "broken.yaml": b"hold: [",
    "unknown.yaml": b'hold: ["<script>alert(1)</script>=+"]',
    "field.toml": b"hope = 1",
    "shape.yaml": b"- 1",
    "tag.yaml": b"hold: !!timestamp x",
    "key.yaml": b"? [1]\n: 2",
    "deep.yaml": b"[" * 60_000,
    "deep.toml": b"hold = " + b"[" * 60_000,
    "bytes.yaml": b"\xff\xfe\x00\x01",
    "object.yaml": b"!!python/object/apply:os.system ['true']",
    "huge.yaml": b"# " + b"x" * 10_000_000,
    "same.yaml": b'hold: ["pression=+"]',
    "same.toml": b'hold = ["pression=+"]',
    "bad name!.yaml": b'hold: ["pression=+"]',
}


def test_a_bad_scenario_is_a_problem_and_holds_up_nothing(story: Path) -> None:
    keep(story, "oslo")
    folder = story / "scenarios"
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    (folder / os.fsdecode(b"\xe9t\xe9.yaml")).write_bytes(b"hold: [x]")
    done = run(app, ["export", str(story), "--format", "html"])
    assert done.exit_code == 0, done.stderr
    assert "<script>alert" not in done.stdout
    assert "Corrigez ou retirez ce fichier" in done.stdout
    listed = json.loads(run(app, ["whatif", str(story), "--list", "--json"]).stdout)["data"]
    wrong = {each["name"] for each in listed if each["problem"]}
    assert {each["name"] for each in listed if not each["problem"]} == {"oslo", "same"}
    assert wrong == {
        *(BAD.keys() - {"same.toml", "unknown.yaml"}),
        "unknown",
        "folder.yaml",
        "pipe.yaml",
        "\ufffdt\ufffd.yaml",
    }
    for name in ("huge.yaml", "deep.yaml"):
        asked = run(app, ["whatif", str(story), "--scenario", str(folder / name)])
        assert asked.exit_code == 3
        assert asked.stderr.startswith("[")
