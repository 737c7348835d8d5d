"""Alerts on their way: raised once, delivered once, kept where that fails, whatever stops the program."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_stages import STUB

from faisceau.errors import Code, FaisceauError
from faisceau.run import build
from faisceau.store.folder import StoryFolder
from faisceau.store.outbox import Alert
from faisceau.store.view import open_view
from faisceau.story import Story, alerts
from faisceau.story.alerts import Delivery, drop_alerts, send_alerts, try_rules
from faisceau.story.alerts.channels import NotDeliveredError, post
from faisceau.story.alerts.message import Context, Message
from faisceau.story.alerts.rules import Rule

ATOM = "{http://www.w3.org/2005/Atom}"


class Desk:
    """A story of records, each with its words, and the rules in its story.toml."""

    def __init__(self, home: Path) -> None:
        self.home, self.path = home, home / "s"
        self.folder = StoryFolder(self.path)
        (home / "in").mkdir()

    def tell(self, name: str, text: str) -> None:
        record = {"id": name, "text": text, "published": "2031-04-02", "publisher": name}
        (self.home / "in" / f"{name}.jsonl").write_text(json.dumps(record), encoding="utf-8")

    def build(self) -> None:
        build([self.home / "in"], self.path, None, None, STUB)

    def rules(self, *rules: str) -> None:
        text = 'name = "s"\n' + "".join(f"[[alert]]\n{rule}\n" for rule in rules)
        self.path.mkdir(exist_ok=True)
        (self.path / "story.toml").write_text(text, encoding="utf-8")

    def lines(self, name: str = "a.jsonl") -> list[dict[str, Any]]:
        path = self.path / name
        return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []

    def waiting(self) -> list[Alert]:
        with open_view(self.folder) as view:
            return list(view.alerts(waiting=True))

    def problems(self) -> list[str]:
        return [f"{p.code} {p.where} {p.detail}" for p in Story(self.folder).problems if p.code == Code.NOT_DELIVERED]


TO_FILE = 'name = "tout"\non = ["new_event", "verdict"]\nfile = "a.jsonl"'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A story of one run, with a rule that tells a file."""
    desk = Desk(tmp_path)
    desk.rules(TO_FILE)
    desk.tell("un", "Le quai a 3 grues.")
    desk.build()
    assert send_alerts(desk.folder) == Delivery(0, 0, 0), "a story's first run has nothing before it"
    return desk


def test_what_a_run_brings_is_told_once(desk: Desk) -> None:
    desk.tell("deux", "Le quai a 3 grues. Le port a 9 phares.")
    desk.build()
    assert send_alerts(desk.folder) == Delivery(2, 2, 0)
    assert [(line["rule"], line["change"]["sort"]) for line in desk.lines()] == [
        ("tout", "verdict"),
        ("tout", "new_event"),
    ]
    before = (desk.path / "a.jsonl").read_bytes()
    assert send_alerts(desk.folder) == Delivery(0, 0, 0)
    desk.build()
    assert send_alerts(desk.folder) == Delivery(0, 0, 0), "the same run again"
    assert (desk.path / "a.jsonl").read_bytes() == before
    desk.tell("trois", "La tour a 2 cloches.")
    desk.build()
    assert send_alerts(desk.folder) == Delivery(1, 1, 0)
    assert (desk.path / "a.jsonl").read_bytes().startswith(before)


def test_runs_that_were_never_looked_at_are_made_up_for(desk: Desk) -> None:
    for name, text in (("deux", "Le port a 9 phares."), ("trois", "La tour a 2 cloches.")):
        desk.tell(name, text)
        desk.build()  # killed before its alerts: as if it had none
    assert send_alerts(desk.folder) == Delivery(2, 2, 0)
    assert len(desk.lines()) == 2


def test_a_rule_added_later_begins_with_the_next_run_even_if_that_is_cut_short(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for name, text in (("un", "Le quai a 3 grues."), ("deux", "Le port a 9 phares.")):
        desk.tell(name, text)
        desk.build()
        assert send_alerts(desk.folder) == Delivery(0, 0, 0)
    desk.rules(TO_FILE)
    assert send_alerts(desk.folder) == Delivery(0, 0, 0)
    for name, text in (("trois", "La tour a 2 cloches."), ("quatre", "Le fort a 7 canons.")):
        desk.tell(name, text)
        desk.build()  # the first without its alerts
    assert send_alerts(desk.folder) == Delivery(2, 2, 0)


def test_where_nobody_looked_before_alerts_begin_with_the_last_run(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.rules(TO_FILE)
    for name, text in (
        ("un", "Le quai a 3 grues."),
        ("deux", "Le port a 9 phares."),
        ("trois", "La tour a 2 cloches."),
    ):
        desk.tell(name, text)
        desk.build()
    assert send_alerts(desk.folder) == Delivery(1, 1, 0)
    assert [line["change"]["label"] for line in desk.lines()] == ["La tour a 2 cloches."]


def test_trying_sends_nothing(desk: Desk) -> None:
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    for _ in range(2):
        (trial,) = try_rules(desk.folder).trials
        assert [change.label for change in trial.changes] == ["Le port a 9 phares."]
        assert desk.lines() == []
        assert desk.waiting() == []
    assert send_alerts(desk.folder, deliver=False) == Delivery(1, 0, 1)
    assert desk.lines() == []
    assert [alert.change.label for alert in try_rules(desk.folder).waiting] == ["Le port a 9 phares."]
    assert send_alerts(desk.folder) == Delivery(0, 1, 0)
    assert len(desk.lines()) == 1


# --- stopped half-way ---------------------------------------------------------------------------------------------------


def test_stopped_between_queue_and_delivery(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    with monkeypatch.context() as patched:
        patched.setattr(alerts, "_deliver", interrupted)
        with pytest.raises(KeyboardInterrupt):
            send_alerts(desk.folder)
    assert len(desk.waiting()) == 1
    assert send_alerts(desk.folder) == Delivery(0, 1, 0)
    assert len(desk.lines()) == 1


def interrupted(*_args: object) -> None:
    raise KeyboardInterrupt


def test_stopped_between_delivery_and_its_note_a_file_is_not_told_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.tell("deux", "Le port a 9 phares. Le quai a 3 grues.")
    desk.build()
    with monkeypatch.context() as patched:
        patched.setattr("faisceau.store.writer.Writer.note_delivery", interrupted)
        with pytest.raises(KeyboardInterrupt):
            send_alerts(desk.folder)
    assert len(desk.lines()) == len(desk.waiting()) == 2
    path = desk.path / "a.jsonl"
    path.write_bytes(path.read_bytes()[:-40])  # and the last line broken off
    assert send_alerts(desk.folder) == Delivery(0, 2, 0)
    whole = [line for line in path.read_bytes().splitlines() if line.endswith(b"}")]
    assert len({json.loads(line)["id"] for line in whole}) == len(whole) == 2


KILLER = """
import sys
from pathlib import Path
from faisceau.store.folder import StoryFolder
from faisceau.story.alerts import send_alerts
send_alerts(StoryFolder(Path(sys.argv[1])))
"""


def test_killed_while_delivering(desk: Desk) -> None:
    """The rule's own program kills the one that started it, once; what it was given then is given again, as the same."""
    given, flag = desk.home / "given", desk.home / "flag"
    shell = f'cat >> "{given}"; if [ ! -e "{flag}" ]; then touch "{flag}"; kill -9 $PPID; fi'
    desk.rules(
        'name = "un"\non = ["new_event"]\nfile = "a.jsonl"',
        f'name = "courrier"\non = ["new_event"]\ncommand = ["sh", "-c", {json.dumps(shell)}]',
    )
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", KILLER, str(desk.path)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert [alert.rule for alert in desk.waiting()] in (["courrier"], ["un", "courrier"])
    delivery = send_alerts(desk.folder)
    assert (delivery.raised, delivery.waiting) == (0, 0)
    assert len(desk.lines()) == 1
    ids = [line for line in given.read_text(encoding="utf-8").splitlines() if line.startswith("Message-ID")]
    assert len(ids) == 2
    assert len(set(ids)) == 1, "a receiver can tell that it is the same"


# --- the ways out -------------------------------------------------------------------------------------------------------


class Ear(BaseHTTPRequestHandler):
    """Answers as the server's list of answers says; keeps what it was told."""

    def do_POST(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.told.append((self.headers["Idempotency-Key"], json.loads(body)))
        answer = server.answers.pop(0) if server.answers else 204
        if answer == "drip":
            for _ in range(100):
                self.wfile.write(b"H")
                time.sleep(0.1)
        elif answer == "hang up":
            self.connection.close()
        else:
            self.send_response(answer)
            if answer == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

    def do_GET(self) -> None:
        raise AssertionError("a redirect was followed")

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    found: Any = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    found.daemon_threads = True
    found.told, found.answers = [], []
    found.handle_error = lambda *_: None
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    found.server_close()


def hook(server: Any, timeout: float = 5) -> str:
    return f'name = "web"\non = ["new_event"]\nwebhook = "http://127.0.0.1:{server.server_port}/k?secret=1"\ntimeout = {timeout}'


def test_an_address_is_told_all_of_a_run_at_once(desk: Desk, server: Any) -> None:
    desk.rules(hook(server))
    desk.tell("deux", "Le port a 9 phares. La tour a 2 cloches.")
    desk.build()
    assert send_alerts(desk.folder) == Delivery(2, 2, 0)
    ((key, told),) = server.told
    assert (told["id"], told["story"], told["rule"], len(told["alerts"])) == (key, "s", "web", 2)
    assert "« Le port a 9 phares. »" in told["text"]
    assert {alert["change"]["evidence"][0]["quote"] for alert in told["alerts"]} == {
        "Le port a 9 phares.",
        "La tour a 2 cloches.",
    }
    assert send_alerts(desk.folder) == Delivery(0, 0, 0)
    assert len(server.told) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (500, "answered 500"),
        (302, "answered 302"),
        ("hang up", "broke off|cannot be reached"),
        ("drip", "did not answer in 0.5 s"),
    ],
)
def test_an_address_that_fails_is_a_problem_and_is_told_later(desk: Desk, server: Any, answer: Any, said: str) -> None:
    desk.rules(hook(server, 0.5))
    server.answers.append(answer)
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    started = time.monotonic()
    delivery = send_alerts(desk.folder)
    assert time.monotonic() - started < 5
    assert (delivery.raised, delivery.delivered, delivery.waiting) == (1, 0, 1)
    (problem,) = desk.problems()
    assert re.search(f"not_delivered alert web webhook: 127.0.0.1 ({said}).*; 1 wait", problem)
    assert "secret" not in problem
    assert Code.NOT_DELIVERED not in {p.code for p in Story(desk.folder).dossier().problems}, (
        "the dossier is of articles"
    )
    desk.tell("trois", "La tour a 2 cloches.")
    desk.build()
    assert send_alerts(desk.folder) == Delivery(1, 2, 0)
    assert desk.problems() == []
    assert [len(told["alerts"]) for _, told in server.told] == [1, 1, 1]
    assert server.told[0] == server.told[1], "the second attempt is the same message"
    assert server.told[2][1]["alerts"][0]["change"]["label"] == "La tour a 2 cloches."


def test_an_address_where_nobody_is(desk: Desk, server: Any) -> None:
    desk.rules(hook(server))
    server.shutdown()
    server.server_close()
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    assert send_alerts(desk.folder).waiting == 1
    assert "cannot be reached" in desk.problems()[0]


def test_a_program_is_given_a_mail(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.home)
    desk.rules(f'name = "Pli été $(touch x) `touch x`"\non = ["new_event"]\ncommand = ["tee", "{desk.home}/mail"]')
    desk.tell("deux", "Le fort a 9 phares ; $(touch x) “été”\x1b[31m.")
    desk.build()
    assert send_alerts(desk.folder) == Delivery(1, 1, 0)
    mail: Any = message_from_bytes((desk.home / "mail").read_bytes(), policy=policy.default)
    assert mail["Subject"].startswith("Pli été $(touch x) `touch x`")
    assert "« Le fort a 9 phares ; $(touch x) “été”⟨U+001B⟩[31m. »" in mail.get_content()
    assert not list(desk.home.rglob("x")), "nothing goes through a shell"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["sh", "-c", "echo ' pas \n de facteur' >&2; exit 3"], "sh ended with code 3: pas de facteur"),
        (["no-such-program"], "no-such-program cannot be started: No such file"),
        (["sh", "-c", "sleep 60"], "sh did not end in 0.5 s"),
        (["sh", "-c", "kill -9 $$"], "sh ended with code -9"),
    ],
)
def test_a_program_that_fails_is_a_problem(desk: Desk, command: list[str], said: str) -> None:
    desk.rules(f'name = "pli"\non = ["new_event"]\ncommand = {json.dumps(command)}\ntimeout = 0.5')
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    started = time.monotonic()
    assert send_alerts(desk.folder).waiting == 1
    assert time.monotonic() - started < 5
    assert said in desk.problems()[0]


def test_a_program_that_leaves_a_child_behind_does_not_hold_us(desk: Desk) -> None:
    desk.rules('name = "pli"\non = ["new_event"]\ncommand = ["sh", "-c", "cat >/dev/null; sleep 20 & exit 0"]')
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    started = time.monotonic()
    assert send_alerts(desk.folder) == Delivery(1, 1, 0)
    assert time.monotonic() - started < 5


def test_a_feed_holds_each_change_once_and_no_markup(desk: Desk) -> None:
    desk.rules(
        'name = "un"\non = ["new_event"]\nfeed = "sub/a.atom"',
        'name = "deux"\non = ["new_event"]\nwords = ["script*"]\nfeed = "sub/a.atom"',
    )
    desk.tell("<b>]]>&amp;\x02\ufffe", "<script>alert(1)</script> & ]]> \x0b\u202e a 9 phares.")
    desk.build()
    assert send_alerts(desk.folder) == Delivery(2, 2, 0)
    data = (desk.path / "sub" / "a.atom").read_bytes()
    assert b"<script" not in data
    feed = ElementTree.fromstring(data)
    (entry,) = feed.findall(f"{ATOM}entry")
    title = entry.findtext(f"{ATOM}title") or ""
    assert title.split("\u00a0: ")[1] == "<script>alert(1)</script> & ]]> ⟨U+202E⟩ a 9 phares."
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib["href"].startswith("../dossier.html#a")
    desk.tell("quatre", "La tour a 2 cloches.")
    desk.build()
    send_alerts(desk.folder)
    feed = ElementTree.fromstring((desk.path / "sub" / "a.atom").read_bytes())
    assert len(feed.findall(f"{ATOM}entry")) == 2
    assert len({each.findtext(f"{ATOM}id") for each in feed.iter(f"{ATOM}entry")}) == 2


@pytest.mark.parametrize(("path", "up"), [("./a.atom", ""), ("sub//a.atom", "../"), ("./x/./y/a.atom", "../../")])
def test_a_feed_leads_into_the_story_however_its_path_is_written(desk: Desk, path: str, up: str) -> None:
    desk.rules(f'name = "un"\non = ["new_event"]\nfeed = "{path}"')
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    assert send_alerts(desk.folder) == Delivery(1, 1, 0)
    link = ElementTree.fromstring((desk.path / path).read_bytes()).find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.attrib["href"].startswith(f"{up}dossier.html#a")


def test_a_link_out_of_the_folder_gets_no_folder(desk: Desk) -> None:
    (desk.home / "outside").mkdir()
    (desk.path / "out").symlink_to(desk.home / "outside")
    desk.rules('name = "un"\non = ["new_event"]\nfile = "out/new/a.jsonl"')
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    assert send_alerts(desk.folder).waiting == 1
    assert "no file of the story's folder" in desk.problems()[0]
    assert list((desk.home / "outside").iterdir()) == []


def test_what_cannot_be_written_waits(desk: Desk) -> None:
    (desk.path / "a.jsonl").mkdir()
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    assert send_alerts(desk.folder).waiting == 1
    assert "no file of the story's folder" in desk.problems()[0]
    (desk.path / "a.jsonl").rmdir()
    (desk.path / "a.jsonl").symlink_to(desk.home / "outside")
    assert send_alerts(desk.folder).waiting == 1
    assert not (desk.home / "outside").exists(), "a link leads nowhere out of the folder"
    (desk.path / "a.jsonl").unlink()
    assert send_alerts(desk.folder) == Delivery(0, 1, 0)


def test_what_waits_for_a_rule_that_is_gone_is_said_and_can_be_dropped(desk: Desk) -> None:
    desk.tell("deux", "Le port a 9 phares.")
    desk.build()
    send_alerts(desk.folder, deliver=False)
    desk.rules(TO_FILE.replace('"tout"', '"autre"'))
    assert send_alerts(desk.folder).waiting == 1
    assert "no such rule" in desk.problems()[0]
    assert drop_alerts(desk.folder, "tout") == 1
    assert send_alerts(desk.folder) == Delivery(0, 0, 0)
    assert desk.problems() == []


def test_a_rule_that_is_nowhere_cannot_be_dropped(desk: Desk) -> None:
    with pytest.raises(FaisceauError, match=r"'rien'.*'tout'") as caught:
        drop_alerts(desk.folder, "rien")
    assert caught.value.code == Code.BAD_OPTION
    assert drop_alerts(desk.folder, "tout") == 0


def test_actors_that_the_story_does_not_have_are_said(desk: Desk) -> None:
    desk.rules(TO_FILE + '\nactor = ["Zorglub", "RUS"]')
    (trial,) = try_rules(desk.folder).trials
    assert "Zorglub" in trial.strangers
    known = Story(desk.folder).actor_names()
    desk.rules(TO_FILE + f"\nactor = {json.dumps([known[0].id, known[0].written.upper()])}")
    (trial,) = try_rules(desk.folder).trials
    assert trial.strangers == ()


def test_what_of_a_run_is_delivered_waits_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def second_fails(message: Message, *_: object) -> None:
        told.append(message.id)
        if len(told) == 2:
            raise NotDeliveredError("nobody there")

    monkeypatch.setattr(alerts, "MOST_IN_ONE", 1)
    monkeypatch.setattr(alerts, "post", second_fails)
    desk.rules('name = "web"\non = ["new_event"]\nwebhook = "http://127.0.0.1/"')
    desk.tell("deux", "Le port a 9 phares. La tour a 2 cloches. Le fort a 7 canons.")
    desk.build()
    assert send_alerts(desk.folder).waiting == 2
    assert "nobody there; 2 wait" in desk.problems()[0]


def test_an_address_that_cannot_be_used_is_not_repeated(desk: Desk) -> None:
    told = Message("m", "r", "2031-04-02T00:00:00+00:00", ())
    for address in ("http://user:s3cret@127.0.0.1/", "http://127.0.0.1:s3cret/"):
        with pytest.raises(NotDeliveredError, match="address") as caught:
            post(told, Rule("r", ("new_event",), webhook=address), Context("s", "fr"))
        assert "s3cret" not in str(caught.value)


def test_many_changes_go_out_in_a_few_messages(desk: Desk, server: Any) -> None:
    desk.rules(hook(server), 'name = "fil"\non = ["new_event"]\nfeed = "a.atom"\nfile = "a.jsonl"')
    desk.tell("deux", " ".join(f"Le quai a {number} grues." for number in range(10, 1260)))
    desk.build()
    assert send_alerts(desk.folder) == Delivery(3750, 3750, 0)
    assert [len(told["alerts"]) for _, told in server.told] == [100] * 12 + [50]
    assert len(desk.lines()) == 1250
    feed = ElementTree.fromstring((desk.path / "a.atom").read_bytes())
    assert len(feed.findall(f"{ATOM}entry")) == 200
