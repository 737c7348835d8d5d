"""What leaves the room: every format is listed with what it is for, and comes as a file of its type under a safe name."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from benchmarks.room_story import small, store
from faisceau.export import formats
from faisceau.export.brief import FORMS
from faisceau.export.file_kind import FileKind
from faisceau.story import open_story
from faisceau.web import make_app
from faisceau.web.outputs import disposition, file_name, kinds
from faisceau.web.words import room_words

Client = TestClient[Litestar]
HOST = "testserver.local"
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(tmp_path_factory.mktemp("room") / "sel", small(), '../Été "2031"\r\nX: 1').path


@pytest.fixture(scope="module")
def client(story: Path) -> Iterator[Client]:
    from faisceau.store.folder import StoryFolder  # noqa: PLC0415

    with TestClient(make_app(StoryFolder(story), [HOST])) as client:
        yield client


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_format_is_listed_with_what_it_is_for(client: Client, lang: str) -> None:
    page = client.get(f"/take?lang={lang}", headers=HTML).text
    said = room_words(lang)
    for name in formats():
        assert f'href="/take/{name}?lang={lang}"' in page
        assert said.format[name] in page.replace("&#39;", "'")
    for form in FORMS:
        assert f'href="/take/brief.{form}?lang={lang}"' in page


@pytest.mark.parametrize("table", ["add", "take", "brief", "format", "door"])
def test_both_languages_say_the_same_things(table: str) -> None:
    french, english = getattr(room_words("fr"), table), getattr(room_words("en"), table)
    assert french.keys() == english.keys()
    assert all(french.values())
    for key, text in french.items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), key


@pytest.mark.parametrize("name", [*formats(), *(f"brief.{form}" for form in FORMS)])
def test_every_file_comes_as_one_to_save(client: Client, story: Path, name: str) -> None:
    if name.endswith("_parquet"):
        pytest.importorskip("polars", reason="the extra 'tables' is not installed")
    for lang in ("fr", "en"):
        answer = client.get(f"/take/{name}?lang={lang}")
        assert answer.status_code == 200, answer.text
        kind = kinds()[name]
        assert answer.headers["content-type"].partition(";")[0] == kind.type.partition(";")[0]
        told = answer.headers["content-disposition"]
        assert re.fullmatch(rf"attachment; filename=\"[a-z0-9-]+-{lang}\.{kind.ending}\"; filename\*=UTF-8''\S+", told)
        assert answer.headers["x-content-type-options"] == "nosniff"
        handle = open_story(story)
        form = name.removeprefix("brief.")
        made = handle.brief(form, lang) if name.startswith("brief.") else handle.render(name, lang)
        if kind.ending in ("docx", "zip", "pdf", "parquet"):
            assert len(answer.content) == len(made)
        else:
            assert answer.content == made
    if kind.ending in ("docx", "zip"):
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_what_is_not_there_is_said(client: Client) -> None:
    told = client.get("/take/poem", headers={"accept": "application/json"})
    assert (told.status_code, told.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "path", ["/take", "/take/claims", "/take/html", "/take/brief.md", "/add", "/", "/events", "/events.json"]
)
def test_a_language_that_is_not_there_is_refused_with_those_that_are(client: Client, path: str) -> None:
    told = client.get(f"{path}?lang=es", headers={"accept": "application/json"})
    assert (told.status_code, told.json()["code"]) == (400, "bad_option")
    assert told.json()["detail"] == "lang is one of en, fr, not 'es'."
    page = client.get(f"{path}?lang=es", headers=HTML)
    assert page.status_code == 400
    assert "en, fr" in page.text


def test_nothing_is_done_in_a_language_that_is_not_there(client: Client, story: Path) -> None:
    token = re.search(r'name="([^"]+)" value="([^"]+)"', client.get("/add", headers=HTML).text)
    assert token is not None
    answer = client.post("/add?lang=es", data={token[1]: token[2]}, files={"files": ("a.txt", b"Un texte.")})
    assert answer.status_code == 400
    assert "<code>bad_option</code>" in answer.text
    assert not (story / "added").exists()


def test_what_a_browser_prefers_is_not_what_is_asked_for(client: Client) -> None:
    page = client.get("/take", headers={**HTML, "accept-language": "es,en;q=0.5"})
    assert '<html lang="fr">' in page.text, "the story's own language"


def test_a_file_is_in_the_language_asked_for_whichever_there_are(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def render(_story: object, form: str, lang: str) -> bytes:
        asked.append(lang)
        return form.encode()

    monkeypatch.setattr("faisceau.export.words.languages", lambda: ("en", "es", "fr"))
    monkeypatch.setattr("faisceau.story.handle.Story.render", render)
    answer = client.get("/take/claims?lang=es")
    assert (answer.content, asked) == (b"claims", ["es"])
    assert "-claims-es.jsonl" in answer.headers["content-disposition"]


@pytest.mark.parametrize("story", ["../../etc", 'a"b', "Été\r\nX: 1", "朝鮮", "", "x" * 500, "a/b\\c"])
def test_a_files_name_is_plain_whatever_the_storys(story: str) -> None:
    name = file_name(story, "claims_csv", FileKind("csv", "text/csv"), "fr")
    assert re.fullmatch(r"[a-z0-9-]{1,60}-claims-fr\.csv", name)
    assert "\n" not in disposition(name)


def test_pages_are_compressed_and_known_again(client: Client) -> None:
    client.get("/events", headers=HTML)  # the first page gives the browser its token
    answer = client.get("/events?lang=en", headers=HTML)
    assert answer.headers["content-encoding"] == "gzip"
    assert len(gzip.compress(answer.content)) < len(answer.content) / 2
    tag = answer.headers["etag"]
    again = client.get("/events?lang=en", headers={**HTML, "if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/events?lang=fr", headers={**HTML, "if-none-match": tag}).status_code == 200
    assert client.get("/events.json", headers={"if-none-match": tag}).status_code == 200
    other = {**HTML, "if-none-match": tag, "cookie": "somebody=else"}
    assert client.get("/events?lang=en", headers=other).status_code == 200, "forms carry another token"
    client.cookies.clear()
    tag = client.get("/events.json").headers["etag"]
    client.cookies.clear()
    assert client.get("/events.json", headers={"if-none-match": tag}).status_code == 304


def test_a_page_is_another_when_the_story_is(tmp_path: Path) -> None:
    from faisceau.store.writer import open_writer  # noqa: PLC0415

    folder = store(tmp_path / "sel", small())
    reading = small()[3]
    with TestClient(make_app(folder, [HOST])) as client:
        tag = client.get("/events.json").headers["etag"]
        assert client.get("/events.json", headers={"if-none-match": tag}).status_code == 304
        with open_writer(folder) as writer:
            writer.put_reading(type(reading)(reading.events[:1]), "reading-2")
        assert client.get("/events.json", headers={"if-none-match": tag}).status_code == 200
        tag = client.get("/events.json").headers["etag"]
        folder.settings_file.write_text('name = "Autre"\nlang = "en"\n')
        assert client.get("/events.json", headers={"if-none-match": tag}).status_code == 200
