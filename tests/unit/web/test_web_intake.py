"""Articles added from a page: what is taken and what is not, under which names; the run as it goes, fails, or finds another one."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from faisceau import run
from faisceau.errors import Code, FaisceauError
from faisceau.run.stages import Stages
from faisceau.store.folder import StoryFolder
from faisceau.store.lock import only_writer
from faisceau.store.view import open_view
from faisceau.story.reading import added_files
from faisceau.web import keeping, make_app
from faisceau.web.keeping import keep, keep_sample, plain_name
from faisceau.web.runs import Runs

Client = TestClient[Litestar]
HOST = "testserver.local"
HTML = {"accept": "text/html"}
TEXT = b"Le phare de la Borne a ferme le 3 mars 2031.\n"
HOSTILE = [
    "../../x.txt",
    "..\\..\\x.txt",
    "/etc/x.txt",
    "a\0b.txt",
    ".x.txt",
    "\u202etxt.x.txt",
    "x" * 5000 + ".txt",
    "é" * 300 + ".md",
    "<script>alert(1)</script>.txt",
    "nom\r\nX-Head: 1.txt",
]

OKAY = """
import sys, time
print('{"step": {"stage": "analyse", "done": 1, "total": 2, "item": "a<b>.txt"}}', flush=True)
time.sleep(float(sys.argv[1]))
print('noise of a library', flush=True)
print('{"report": {"read": 1, "new": 1, "articles": 1}}', flush=True)
"""
FAILS = """
print('{"failure": {"code": "story_busy", "detail": "Written by process 7.", "advice": "Wait."}}')
raise SystemExit(1)
"""
DIES = "raise SystemExit(9)"


def _runs(code: str, *arguments: str) -> Callable[..., Runs]:
    return lambda folder, *_: Runs(folder, lambda _: (sys.executable, "-c", code, *arguments))


@pytest.fixture
def folder(tmp_path: Path) -> StoryFolder:
    run.start(tmp_path / "vide", run.BuildOptions(lang="fr"))
    return StoryFolder(tmp_path / "vide")


@pytest.fixture
def client(folder: StoryFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setattr("faisceau.web.app.Runs", _runs(OKAY, "0"))
    with TestClient(make_app(folder, [HOST])) as client:
        yield client


def _token(client: Client) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/add", headers=HTML).text)
    assert found
    return found[1]


def _send(client: Client, *files: tuple[str, bytes], headers: dict[str, str] = HTML, **data: str) -> tuple[int, str]:
    sent = [("files", (name, content, "text/plain")) for name, content in files]
    answer = client.post("/add", data={"token": _token(client), **data}, files=sent, headers=headers)
    return answer.status_code, answer.text


def _wait(client: Client) -> dict[str, object]:
    for _ in range(300):
        told: dict[str, object] = client.get("/progress.json").json()
        if not told["running"]:
            return told
        time.sleep(0.05)
    raise AssertionError("the run does not end")


def _names(folder: StoryFolder) -> list[str]:
    return [path.relative_to(folder.path / "added").as_posix() for path in added_files(folder)]


@pytest.mark.parametrize(("lang", "said"), [("fr", "Ajouter des articles"), ("en", "Add articles")])
def test_an_empty_story_says_what_to_do(client: Client, lang: str, said: str) -> None:
    page = client.get(f"/add?lang={lang}", headers=HTML).text
    assert f'<html lang="{lang}">' in page
    assert said in page
    assert 'action="/add/sample' in page
    assert 'enctype="multipart/form-data"' in page
    assert said in client.get(f"/?lang={lang}", headers=HTML).text


def test_files_are_kept_and_read_and_the_run_is_told(client: Client, folder: StoryFolder) -> None:
    status, page = _send(client, ("2031-03-03_phare.txt", TEXT), ("note.md", b"# Note\n"))
    assert status == 200
    assert "phare" not in page or "run" in page
    told = _wait(client)
    assert told["failure"] is None
    assert told["report"]["new"] == 1  # type: ignore[index]
    assert _names(folder) == ["2031-03-03_phare.txt", "note.md"]
    assert (folder.path / "added" / "2031-03-03_phare.txt").read_bytes() == TEXT
    assert "La lecture est terminée" in client.get("/add", headers=HTML).text


def test_the_same_files_again_change_nothing_and_another_of_the_name_is_kept_beside(folder: StoryFolder) -> None:
    for _ in range(2):
        keep(folder, [("a.txt", io.BytesIO(TEXT)), ("a.txt", io.BytesIO(b"autre"))])
        assert _names(folder) == ["2/a.txt", "a.txt"]
    assert keep(folder, [("a.txt", io.BytesIO(b"mieux"))], replace=True).files == 1
    assert _names(folder) == ["2/a.txt", "a.txt"]
    assert (folder.path / "added" / "a.txt").read_bytes() == b"mieux"


class _Nothing:
    claims = causes = problems = ()


def test_a_later_build_of_the_same_files_adds_nothing(folder: StoryFolder, tmp_path: Path) -> None:
    stages = Stages(analyse=lambda article: _Nothing())
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("2031-03-03_a.txt", "2031-03-04_b.txt"):
        (articles / name).write_bytes(TEXT + name.encode())
        keep(folder, [(name, io.BytesIO(TEXT + name.encode()))])
    first = run.build(added_files(folder), folder.path, run.BuildOptions(workers=1), stages=stages)
    assert (first.new, first.articles) == (2, 2)
    for paths in ([articles], added_files(folder)):
        again = run.build(paths, folder.path, run.BuildOptions(workers=1), stages=stages)
        assert (again.new, again.changed, again.unchanged, again.articles) == (0, 0, 2, 2)
        assert "same_bytes" not in again.problems
    with open_view(folder) as view:
        assert [article.id for article in view.articles()] == ["2031-03-03_a.txt", "2031-03-04_b.txt"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_in_the_folder(folder: StoryFolder, name: str) -> None:
    before = {path for path in folder.path.parent.rglob("*") if "added" not in path.parts}
    assert keep(folder, [(name, io.BytesIO(TEXT))]).files == 1
    assert {path for path in folder.path.parent.rglob("*") if "added" not in path.parts} == before
    (kept,) = added_files(folder)
    assert kept.parent == folder.path / "added"


@pytest.mark.parametrize("name", ["../../x.txt", "..\\x.txt", "%2e%2e%2fx.txt", "x" * 3000 + ".txt"])
def test_a_hostile_name_is_sent(client: Client, folder: StoryFolder, name: str) -> None:
    assert _send(client, (name, TEXT))[0] == 200
    (kept,) = added_files(folder)
    assert kept.parent == folder.path / "added"


@given(st.text(max_size=400))
def test_a_plain_name_is_one_file_of_a_folder(name: str) -> None:
    found = plain_name(name)
    assert found
    assert len(found.encode()) <= 150
    assert not found.startswith(".")
    assert "/" not in found
    assert found.isprintable()
    assert plain_name(found) == found


def test_long_names_that_begin_alike_stay_two() -> None:
    one, other = plain_name("a" * 300 + "1.txt"), plain_name("a" * 300 + "2.txt")
    assert one != other
    assert one.endswith(".txt")


def test_what_no_reader_takes_is_said_and_the_rest_is_read(client: Client, folder: StoryFolder) -> None:
    _send(client, ("a.txt", TEXT), ("<b>.exe", b"MZ"))
    told = _wait(client)
    assert [each["code"] for each in told["refused"]] == ["unknown_format"]  # type: ignore[attr-defined]
    assert _names(folder) == ["a.txt"]
    page = client.get("/add?lang=en", headers=HTML).text
    assert "unknown_format" in page
    assert "<b>.exe" not in page


def test_a_file_too_large_is_said(client: Client, folder: StoryFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_FILE_BYTES", 10)
    _send(client, ("a.txt", TEXT), ("b.txt", b"court"))
    assert [each["code"] for each in _wait(client)["refused"]] == ["too_much"]  # type: ignore[attr-defined]
    assert _names(folder) == ["b.txt"]
    assert [path.name for path in (folder.path / "added").iterdir()] == ["b.txt"]


def test_too_much_at_once_is_refused_whole(
    client: Client, folder: StoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"accept": "application/json"}
    monkeypatch.setattr(keeping, "MOST_FILES", 2)
    status, text = _send(client, *((f"{n}.txt", TEXT) for n in range(3)), headers=told)
    assert (status, "too_much" in text) == (413, True)
    token = {"token": _token(client)}
    answer = client.post("/add", data=token, files=[("other", ("a.txt", TEXT))], headers=told)
    assert (answer.status_code, answer.json()["code"]) == (400, "no_input")
    monkeypatch.setattr(keeping, "MOST_BYTES", 20)
    status, text = _send(client, ("a.txt", TEXT), headers=told)
    assert (status, "too_much" in text) == (413, True)
    assert _names(folder) == []


@pytest.mark.parametrize("path", ["/add", "/add/sample", "/add/again"])
def test_nothing_is_taken_without_the_forms_token(client: Client, folder: StoryFolder, path: str) -> None:
    for data in ({}, {"token": "x" * 43}):
        answer = client.post(path, data=data, headers={"accept": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (403, "not_from_here")
    token = _token(client)
    answer = client.post(path, data={"token": token}, headers={"origin": "https://evil.example", **HTML})
    assert answer.status_code == 403
    assert added_files(folder) == []
    assert client.get("/progress.json").json()["number"] == 0


def test_the_sample_goes_into_an_empty_story_only(client: Client, folder: StoryFolder) -> None:
    token = _token(client)
    assert client.post("/add/sample", data={"token": token}, headers=HTML).status_code == 200
    _wait(client)
    assert len(added_files(folder)) == 11
    assert "README.md" not in _names(folder)
    answer = client.post("/add/sample", data={"token": token}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_option")


def test_the_sample_is_whole_and_shipped(folder: StoryFolder) -> None:
    assert keep_sample(folder).files == 11
    assert all(path.stat().st_size > 500 for path in added_files(folder))


@pytest.mark.parametrize(("code", "said"), [(FAILS, "story_busy"), (DIES, "bug")])
def test_a_run_that_fails_is_told_and_loses_nothing(
    folder: StoryFolder, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    monkeypatch.setattr("faisceau.web.app.Runs", _runs(code))
    with TestClient(make_app(folder, [HOST])) as client:
        _send(client, ("a.txt", TEXT))
        assert _wait(client)["failure"]["code"] == said  # type: ignore[index]
        for lang, head in (("fr", "La lecture s’est arrêtée"), ("en", "The run has stopped")):
            page = client.get(f"/add?lang={lang}", headers=HTML).text
            assert head in page
            assert 'action="/add/again' in page
        assert _names(folder) == ["a.txt"]
        assert client.get("/events.json").status_code == 200


def test_one_run_at_a_time_and_what_comes_meanwhile_is_read_next(
    folder: StoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faisceau.web.app.Runs", _runs(OKAY, "1"))
    with TestClient(make_app(folder, [HOST])) as client:
        _send(client, ("a.txt", TEXT))
        for _ in range(100):
            told = client.get("/progress.json").json()
            if told["total"]:
                break
            time.sleep(0.02)
        page = client.get("/add?lang=en", headers=HTML).text
        assert "1 of 2" in page
        assert "a&lt;b&gt;.txt" in page
        assert '<noscript><meta http-equiv="refresh"' in page
        _send(client, ("b.txt", TEXT + b"2"))
        told = client.get("/progress.json").json()
        assert (told["number"], told["running"], told["queued"]) == (1, True, True)
        assert _wait(client)["number"] == 2
        assert _names(folder) == ["a.txt", "b.txt"]


def test_a_server_that_ends_ends_its_run(folder: StoryFolder) -> None:
    runs = _runs(OKAY, "60")(folder)
    runs.ask()
    while not runs.progress.total:
        time.sleep(0.02)
    began = time.monotonic()
    runs.close()
    assert time.monotonic() - began < 9
    assert not runs.progress.running


def test_another_writer_is_named(client: Client, folder: StoryFolder) -> None:
    with only_writer(folder.lock):
        told = client.get("/progress.json").json()
        assert re.fullmatch(r"process \d+ since \d{4}-\d\d-\d\d \d\d:\d\d UTC", told["other"])
        assert told["other"] in client.get("/add", headers=HTML).text
        with pytest.raises(FaisceauError) as caught, only_writer(folder.lock):
            pass
        assert caught.value.code == Code.STORY_BUSY
        assert told["other"] in caught.value.detail
    assert client.get("/progress.json").json()["other"] == ""


def test_the_run_that_is_started_is_busy_where_another_writes(folder: StoryFolder) -> None:
    keep(folder, [("a.txt", io.BytesIO(TEXT))])
    with only_writer(folder.lock):
        found = subprocess.run(
            [sys.executable, "-P", "-m", "faisceau.story.reading", str(folder.path)],
            capture_output=True,
            check=False,
            timeout=120,
        )
    assert found.returncode == 1
    assert b'"story_busy"' in found.stdout
    assert b"Traceback" not in found.stderr
