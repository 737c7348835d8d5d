"""The commands: what they print where, their envelopes and exit codes."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_stages import STUB

import faisceau.run
from faisceau.cli import app
from faisceau.store.folder import StoryFolder
from faisceau.store.lock import only_writer

WORDS = "Le pays compte 3 ports. Il en voulait 4 en mai."


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles, with the stub's stages in place of the real ones."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        head = f"---\npublished: le 4 mai 2024\npublisher: Le Relais {name}\nlang: fr\n---\n"
        (folder / f"{name}.txt").write_text(f"{head}\nEn {name}, rien. {WORDS}", encoding="utf-8")
    monkeypatch.setattr("faisceau.run.build", functools.partial(faisceau.run.order.build, stages=STUB))
    monkeypatch.chdir(tmp_path)
    return folder


def faisceau_(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def data(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["ok"] is True
    return answer["data"]


def test_build_writes_the_dossier_and_tells(inputs: Path) -> None:
    result = faisceau_("build", inputs)
    assert result.exit_code == 0, result.output
    assert "new\t2" in result.stdout
    assert "story/dossier.html" in result.stderr
    assert {"dossier.html", "brief.md", "claims.jsonl"} <= {path.name for path in Path("story").iterdir()}
    assert faisceau_("build", inputs, "--quiet").output == ""
    assert data(faisceau_("build", inputs, "--json"))["report"]["unchanged"] == 2
    assert data(faisceau_("build", "--json"))["report"]["read"] == 0


def test_strict_counts_problems(inputs: Path) -> None:
    assert faisceau_("build", inputs, "--strict", "-q").exit_code == 0
    (inputs / "c.txt").write_bytes(b"")
    result = faisceau_("build", inputs, "--strict")
    assert result.exit_code == 1
    assert "[empty] c.txt" in result.stderr
    assert faisceau_("build", inputs).exit_code == 0


def test_many_problems_are_cut_short(inputs: Path) -> None:
    for number in range(15):
        (inputs / f"e{number}.txt").write_bytes(b" " * number)
    result = faisceau_("build", inputs)
    assert result.stderr.count("\n[") + result.stderr.startswith("[") == 10
    assert "more: faisceau show problems story" in result.stderr


def test_status(inputs: Path) -> None:
    faisceau_("build", inputs, "-q")
    found = data(faisceau_("status", "--json"))
    assert found["counts"]["articles"] == 2
    assert found["counts"]["current"] is True
    assert found["last_run"]["report"]["new"] == 2
    assert "state\tcomplete" in faisceau_("status").stdout
    with only_writer(StoryFolder(Path("story")).lock):
        assert "being written" in faisceau_("status").stdout


@pytest.mark.parametrize("what", ["claims", "events", "actors", "exchanges", "figures", "problems"])
def test_show_everything(inputs: Path, what: str) -> None:
    faisceau_("build", inputs, "-q")
    rows = data(faisceau_("show", what, "--json"))
    lines = faisceau_("show", what, "story").stdout.splitlines()
    assert len(lines) == len(rows) + 1
    assert len({line.count("\t") for line in lines}) == 1
    assert data(faisceau_("show", what, "--json", "--limit", "1")) == rows[:1]


def test_show_with_filters(inputs: Path) -> None:
    faisceau_("build", inputs, "-q")
    assert len(data(faisceau_("show", "claims", "--json", "--actor", "gen:somme"))) > 0
    assert data(faisceau_("show", "events", "--json", "--status", "denied")) == []
    assert data(faisceau_("show", "claims", "--json", "--from", "2024", "--to", "2025-01-01")) == []
    assert data(faisceau_("show", "claims", "--json", "--source", "nobody", "--kind", "event")) == []
    assert data(faisceau_("show", "problems", "--json", "--kind", "empty")) == []
    (actor,) = data(faisceau_("show", "actors", "--json"))
    assert actor["as_subject"] == len(data(faisceau_("show", "claims", "--json")))
    assert actor["articles"] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("args", [("claims", "--from", "mai"), ("problems", "--actor", "FRA")])
def test_a_filter_that_is_not_understood(inputs: Path, args: tuple[str, ...]) -> None:
    faisceau_("build", inputs, "-q")
    result = faisceau_("show", *args)
    assert result.exit_code == 3
    assert result.stderr.startswith("[bad_option] ")


def test_export_prints_the_stream(inputs: Path, tmp_path: Path) -> None:
    faisceau_("build", inputs, "-q")
    result = faisceau_("export", "story", "--format", "claims")
    assert result.stdout_bytes == Path("story/claims.jsonl").read_bytes()
    assert faisceau_("export", "story", "-f", "events", "-o", "e.jsonl").stdout == ""
    assert len(Path("e.jsonl").read_bytes().splitlines()) == len(data(faisceau_("show", "events", "--json")))
    refused = faisceau_("export", "story", "--format", "nothing")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "claims" in refused.stderr
    assert faisceau_("export", "story", "-o", tmp_path / "no" / "such").exit_code == 3


def test_export_as_of_a_day_leaves_out_what_came_later_or_has_no_date(inputs: Path) -> None:
    later = "---\npublished: le 6 mai 2024\npublisher: Le Relais c\nlang: fr\n---\n"
    (inputs / "c.txt").write_text(f"{later}\nEn c, rien. {WORDS}", encoding="utf-8")
    (inputs / "d.txt").write_text(f"En d, rien. {WORDS}", encoding="utf-8")
    faisceau_("build", inputs, "-q")

    def articles(as_of: str) -> set[str]:
        result = faisceau_("export", "story", "-f", "sources", "--as-of", as_of)
        assert "d.txt" in result.stderr
        return {name for line in result.stdout.splitlines() for name in json.loads(line)["articles"]}

    assert articles("2024-05-03") == set()
    assert articles("2024-05-04") == articles("2024-05-05") == {"a.txt", "b.txt"}
    assert articles("2024-05") == articles("2024") == {"a.txt", "b.txt", "c.txt"}
    refused = faisceau_("export", "story", "--as-of", "yesterday")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "[bad_option]" in refused.stderr


def test_report_changes_the_language(inputs: Path) -> None:
    faisceau_("build", inputs, "-q")
    french = Path("story/brief.md").read_bytes()
    assert data(faisceau_("report", "--lang", "en", "--json"))["written"] == [
        "dossier.html",
        "brief.md",
        "claims.jsonl",
    ]
    assert Path("story/brief.md").read_bytes() != french
    assert faisceau_("report", "--quiet").output == ""
    assert Path("story/brief.md").read_bytes() == french


@pytest.mark.parametrize(
    "args", [("status",), ("show", "claims"), ("export",), ("report",), ("build", "missing"), ("layers", "missing")]
)
def test_an_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    result = faisceau_(*args)
    assert result.exit_code == 3
    assert result.stdout == ""
    code = "no_story" if args[0] not in ("build", "layers") else "no_input"
    assert result.stderr.startswith(f"[{code}] ")
    told = json.loads(faisceau_(*args, "--json").stdout)
    assert told["ok"] is False
    assert set(told["error"]) == {"code", "detail", "advice"}
    assert told["error"]["code"] == code


@pytest.mark.parametrize(
    "args", [("nothing",), ("show", "dragons"), ("build", "--workers", "0"), ("export", "--colour")]
)
def test_wrong_usage(args: tuple[str, ...]) -> None:
    assert faisceau_(*args).exit_code == 2


def test_layers_of_nothing_that_can_be_read_end_with_a_problem(tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_bytes(b"")
    result = faisceau_("layers", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.startswith("[empty] ")
    (tmp_path / "quai.txt").write_text("Le quai a 3 grues, selon le maire de la ville.", encoding="utf-8")
    result = faisceau_("layers", str(tmp_path))
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1


def test_an_interruption_says_that_nothing_is_lost(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("faisceau.run.build", interrupted)
    result = faisceau_("build", inputs)
    assert result.exit_code == 130
    assert result.stderr.startswith("Interrupted.")


def test_doctor_finds_what_is_there() -> None:
    findings = {finding["part"]: finding for finding in data(faisceau_("doctor", "--json"))}
    for part in ("python", "spacy", "model fr", "sqlite", "sqlite fts5"):
        assert findings[part]["state"] == "ok", part
    assert "chromium" in findings
    assert faisceau_("doctor").stdout.startswith("part\tstate")


def test_doctor_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faisceau.cli.doctor.requires", lambda _: ["no-such-part>=2", "typer>=999"])
    result = faisceau_("doctor", "--json")
    assert result.exit_code == 3
    findings = {finding["part"]: finding for finding in json.loads(result.stdout)["data"]}
    assert findings["no-such-part"]["advice"] == "python -m pip install 'no-such-part>=2'"
    assert findings["typer"]["state"] == "missing"


def test_help_and_the_bare_import_load_nothing_heavy() -> None:
    script = (
        "import sys, faisceau, faisceau.cli; from typer.testing import CliRunner;"
        "assert CliRunner().invoke(faisceau.cli.app, ['--help']).exit_code == 0;"
        "heavy = {'spacy', 'altair', 'sqlalchemy', 'alembic', 'trafilatura', 'numpy', 'vl_convert'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 0, done.stderr


def test_the_public_names_are_there() -> None:
    for name in faisceau.__all__:
        assert getattr(faisceau, name).__name__
    assert sorted(faisceau.__all__) == faisceau.__all__ == dir(faisceau)
    with pytest.raises(AttributeError):
        _ = faisceau.nothing
