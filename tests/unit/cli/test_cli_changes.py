"""`faisceau diff` and `faisceau alerts`: what they print, and what a run says of its alerts."""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from typer.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_stages import STUB

import faisceau.run
from faisceau.cli import app
from faisceau.errors import Code, FaisceauError
from faisceau.model.changes import Changes


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story of two runs: an article, then another."""
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.setattr("faisceau.run.build", functools.partial(faisceau.run.order.build, stages=STUB))
    monkeypatch.chdir(tmp_path)
    for name, day, text in (("a", "2031-04-02", "Le quai a 3 grues."), ("b", "2031-04-05", "Le port a 9 phares.")):
        record = {"id": name, "text": text, "published": day, "publisher": f"Le Relais {name}"}
        (folder / f"{name}.jsonl").write_text(json.dumps(record), encoding="utf-8")
        assert run("build", folder, "-q").exit_code == 0
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def data(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["data"]


def test_diff_in_words(inputs: Path) -> None:
    text = run("diff").stdout
    assert "depuis le passage n° 1" in text
    assert "== Événements nouveaux (1)" in text
    assert "Le port a 9 phares." in text
    assert "Le Relais b, 5 avril 2031" in text
    assert "dossier.html#a2-c-" in text
    assert "New events (1)" in run("diff", "story", "--lang", "en", "--since", "2031-04-03").stdout
    assert "Rien de nouveau." in run("diff", "--since", "2").stdout


def test_the_links_of_diff_lead_into_the_dossier(inputs: Path) -> None:
    page = Path("story/dossier.html").read_text(encoding="utf-8")
    links = [line.strip() for line in run("diff").stdout.splitlines() if "dossier.html#" in line]
    assert links
    assert all(f'id="{link.partition("#")[2]}"' in page for link in links)


def test_diff_as_json_and_as_a_feed(inputs: Path) -> None:
    (change,) = data(run("diff", "--json"))["changes"]
    line = run("diff", "--format", "json").stdout
    assert json.loads(line)["changes"] == [change]
    assert msgspec.json.decode(line, type=Changes).changes[0].sort == "new_event"
    feed = run("diff", "--format", "feed")
    assert len(ElementTree.fromstring(feed.stdout.encode()).findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert feed.stdout == run("diff", "--format", "feed").stdout
    assert data(run("diff", "--json", "-n", "0"))["changes"] == []


@pytest.mark.parametrize(("since", "code"), [("9", "no_run"), ("hier", "bad_option"), ("2031-02-30", "bad_option")])
def test_diff_since_what_is_not_there(inputs: Path, since: str, code: str) -> None:
    result = run("diff", "--since", since)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"[{code}] ")


RULE = '\n[[alert]]\nname = "quais"\non = ["new_event"]\nwords = ["quai"]\n'


def add_rule(text: str) -> None:
    path = Path("story/story.toml")
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def tell(inputs: Path, text: str) -> Result:
    number = len(list(inputs.iterdir()))
    (inputs / f"{number}.jsonl").write_text(json.dumps({"id": f"n{number}", "text": text}), encoding="utf-8")
    return run("build", inputs)


def test_a_run_delivers_its_alerts_and_says_so(inputs: Path) -> None:
    add_rule(RULE + 'file = "a.jsonl"\n')
    assert "Alerts: 1 new, 1 delivered, 0 waiting" in tell(inputs, "Le quai a 5 grues. Le port a 2 phares.").stderr
    assert [json.loads(x)["change"]["label"] for x in Path("story/a.jsonl").read_text("utf-8").splitlines()] == [
        "Le quai a 5 grues."
    ]
    shown = run("alerts").stdout
    assert "== quais → file (1)" in shown
    assert "Le quai a 5 grues." in shown
    assert "Alerts" not in run("build", inputs).stderr


def test_what_fails_is_listed_and_tried_again(inputs: Path) -> None:
    add_rule(RULE + 'command = ["false"]\n')
    assert "Alerts: 1 new, 0 delivered, 1 waiting" in tell(inputs, "Le quai a 5 grues.").stderr
    assert "false ended with code 1" in run("alerts").stdout
    assert "not_delivered" in run("show", "problems").stdout
    again = run("alerts", "--send")
    assert again.exit_code == 1
    assert "[not_delivered] alert quais: command: false ended with code 1" in again.stderr
    assert run("build", inputs, "--strict", "-q").exit_code == 1
    assert data(run("build", "--json"))["alerts"]["waiting"] == 1
    assert "1 alerts of 'quais' forgotten" in run("alerts", "--drop", "quais").stderr
    assert data(run("alerts", "--json"))["waiting"] == []


def test_no_send_lets_alerts_wait(inputs: Path) -> None:
    add_rule(RULE + 'file = "a.jsonl"\n')
    (inputs / "c.jsonl").write_text(json.dumps({"id": "c", "text": "Le quai a 5 grues."}), encoding="utf-8")
    assert "1 waiting" in run("build", inputs, "--no-send").stderr
    assert not Path("story/a.jsonl").exists()
    assert data(run("alerts", "--send", "--json"))["delivered"] == 1
    assert Path("story/a.jsonl").exists()


def test_a_bad_rule_is_said_before_anything_is_read(inputs: Path) -> None:
    add_rule(RULE)
    (inputs / "c.jsonl").write_text(json.dumps({"id": "c", "text": "Le quai a 5 grues."}), encoding="utf-8")
    for result in (run("build", inputs), run("alerts")):
        assert result.exit_code == 3
        assert result.stderr.startswith("[bad_alert] story.toml, line ")
    assert data(run("status", "--json"))["counts"]["articles"] == 2


def test_a_run_that_finds_another_begun_leaves_the_alerts_to_it(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_rule(RULE + 'file = "a.jsonl"\n')
    with monkeypatch.context() as patched:
        patched.setattr("faisceau.story.alerts.open_writer", busy)
        assert "Another run has begun" in tell(inputs, "Le quai a 5 grues.").stderr
    assert "Alerts: 1 new, 1 delivered, 0 waiting" in run("build", inputs).stderr


def busy(_folder: object) -> None:
    raise FaisceauError(Code.STORY_BUSY, "Story s is being written.")


def test_a_story_without_rules_has_no_alerts(inputs: Path) -> None:
    assert run("alerts").stdout == "Rien de nouveau.\n"


def test_a_rule_that_is_nowhere_is_not_dropped(inputs: Path) -> None:
    add_rule(RULE + 'actor = ["Zorglub"]\nfile = "a.jsonl"\n')
    result = run("alerts", "--drop", "quai")
    assert result.exit_code == 3
    assert result.stderr.startswith("[bad_option] ")
    assert "'quais'" in result.stderr
    assert "aucun acteur de l’histoire ne s’appelle « Zorglub »" in run("alerts").stdout


def test_diff_says_what_a_limit_leaves_out(inputs: Path) -> None:
    tell(inputs, "Le quai a 5 grues. Le port a 2 phares. La tour a 7 cloches.")
    everything = run("diff").stdout
    total = len(data(run("diff", "--json"))["changes"])
    assert total >= 2
    assert "Ne sont pas montrés" not in everything
    assert run("diff", "-n", str(total)).stdout == everything
    last = run("diff", "-n", "1").stdout.splitlines()[-1]
    assert last.startswith(f"Ne sont pas montrés ({total - 1}) : ")
    assert f"Événements nouveaux ({total - 1})" in last
    none = run("diff", "-n", "0").stdout
    assert f"Ne sont pas montrés ({total}) : " in none
    assert "Rien de nouveau." not in none
    assert f"Not shown ({total - 1}): New events" in run("diff", "-n", "1", "--lang", "en").stdout
