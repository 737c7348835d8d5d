"""The reading room: every page in both languages, the selection kept, JSON of the same values, errors in one shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from benchmarks.room_story import ARTICLES, HARM, small, store
from faisceau.errors import Code, FaisceauError
from faisceau.export.words import words
from faisceau.model.mapping import Edit, Passage
from faisceau.store.lock import only_writer
from faisceau.store.pages import NAME
from faisceau.store.writer import open_writer
from faisceau.story import open_story
from faisceau.web import make_app
from faisceau.web.pages import PAGES
from faisceau.web.security import require_password
from faisceau.web.words import room_words

Client = TestClient[Litestar]
HOST = "testserver.local"
WEB_ID = quote("https://digue.example//b?n=2", safe="")
LISTS = ["/", *(page.path for page in PAGES if not page.named and page.path != "/")]
ONES = ["/events/e-deal", "/actors/CUB", "/articles/001.txt", f"/articles/{WEB_ID}", "/articles/003.txt"]
HTML = {"accept": "text/html"}


class Read(HTMLParser):
    """Links, handlers, scripts, ids and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.inline: list[str] = []
        self.sources: list[str] = []
        self.ids: list[str] = []
        self.articles = ""
        self._in: list[str] = []
        self._text = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        self.links += [given["href"]] if "href" in given and tag == "a" else []
        self.sources += [given[name] for name in ("src", "href") if name in given and tag in ("script", "link", "img")]
        self.ids += [given["id"]] if "id" in given else []
        if tag in ("script", "style"):
            self._in.append(tag)
        if "data-text" in given:
            self._text = 1
        elif self._text and tag == "div":
            self._text += 1

    def handle_endtag(self, tag: str) -> None:
        if self._in and self._in[-1] == tag:
            self._in.pop()
        if self._text and tag == "div":
            self._text -= 1

    def handle_data(self, data: str) -> None:
        if self._in and data.strip():
            self.inline.append(data)
        if self._text:
            self.articles += data


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = store(tmp_path_factory.mktemp("room") / "sel", small())
    with TestClient(make_app(folder, [HOST])) as client:
        yield client


@pytest.fixture(scope="module")
def seen() -> dict[str, frozenset[str]]:
    """Ids of the pages that links led to."""
    return {}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("path", [*LISTS, *ONES])
def test_every_page_is_shown_in_both_languages(client: Client, path: str, lang: str) -> None:
    answer = client.get(f"{path}?lang={lang}", headers=HTML)
    assert answer.status_code == 200, answer.text
    assert f'<html lang="{lang}">' in answer.text
    page = Read(answer.text)
    assert len(page.ids) == len(set(page.ids))
    assert page.handlers == []
    assert page.inline == []
    assert all(source.startswith("/static/") for source in page.sources)


@pytest.mark.parametrize("path", [*LISTS, *ONES])
def test_every_link_of_the_site_leads_somewhere_and_keeps_the_selection(
    client: Client, path: str, seen: dict[str, frozenset[str]]
) -> None:
    page = Read(client.get(f"{path}?actor=CUB&from=2031-03&lang=en", headers=HTML).text)
    inside = {link for link in page.links if link.startswith("/")}
    kept = [link for link in inside if "actor=" in link]
    assert {link for link in inside if "actor=" in link and "from=2031-03" not in link} == set()
    assert {link for link in inside if "lang=" not in link} == set()
    assert len(kept) > 10
    for link in sorted(inside):
        address, _, fragment = link.partition("#")
        if address not in seen:
            answer = client.get(address)
            assert answer.status_code == 200, link
            seen[address] = frozenset(Read(answer.text).ids)
        assert not fragment or fragment in seen[address], link
    for link in page.links:
        if link.startswith("#") and link != "#main":
            assert link[1:] in page.ids, link


def test_only_the_original_leads_away_and_only_by_the_web(client: Client) -> None:
    away: dict[str, set[str]] = {}
    for path in ONES:
        answer = client.get(path, headers=HTML)
        assert answer.status_code == 200
        away[path] = {link for link in Read(answer.text).links if not link.startswith(("/", "#"))}
    of_the_web = "https://phare.example/a?x=1&y=2"
    assert {article.url for article in ARTICLES} == {of_the_web, "javascript:alert(4)", None}
    assert away == {path: set() for path in ONES} | {"/articles/001.txt": {of_the_web}}


def _shown(value: object, key: str = "") -> Iterator[int]:
    """The numbers of the notes whose words a page's values show."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _shown(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _shown(each)
    elif key in ("lead", "note") and isinstance(value, int):
        yield value


def test_the_json_has_the_values_that_the_page_shows(client: Client) -> None:
    for path in LISTS:
        told = client.get(("/overview" if path == "/" else path) + ".json")
        assert told.status_code == 200
        assert told.headers["content-type"].startswith("application/json")
        shown = client.get(path, headers=HTML).text
        notes = {note["number"]: note for note in told.json().get("notes", ())}
        for number in _shown(told.json()):
            assert f"#c-{notes[number]['claim']}" in shown, (path, notes[number])
    for path in ONES:
        assert client.get(f"{path}.json").status_code == 200
    reader = client.get(f"/articles/{WEB_ID}.json").json()
    assert reader["article"]["id"] == "https://digue.example//b?n=2"
    events = client.get("/events.json").json()
    assert [row["event"] for row in events["rows"]][:2] == ["e-deal", "e-borne"]


@pytest.mark.parametrize(
    ("query", "events"),
    [
        ("verdict=contested", {"e-deal"}),
        ("verdict=corroborated&actor=JPN", {"e-borne"}),
        ("q=COREEN", {"e-5"}),
        ("q=rec", {"e-deal"}),
        ("q=sel&verdict=corroborated", {"e-borne"}),
        ("source=JPN", {"e-deal"}),
        ("source=La+Digue&kind=reaction", {"e-3"}),
        ("status=denied", {"e-deal"}),
        ("from=2031-03-10&to=2031-03-12", {"e-deal", "e-borne"}),
        ("from=2032", set()),
        ("q=%22+OR+NEAR%28*", {"e-none"}),
        ("kind=need", {"e-0"}),
    ],
)
def test_a_selection_narrows_every_way_it_can(client: Client, query: str, events: set[str]) -> None:
    rows = client.get(f"/events.json?{query}").json()["rows"]
    if events == {"e-none"}:
        assert {row["event"] for row in rows} == set()
    else:
        assert {row["event"] for row in rows} == events


def test_the_reader_has_the_text_whole_and_every_claim_in_its_words(client: Client) -> None:
    for article in ARTICLES:
        page = Read(client.get(f"/articles/{quote(article.id, safe='')}", headers=HTML).text)
        assert page.articles == article.text.replace("\0", "")
        reader = client.get(f"/articles/{quote(article.id, safe='')}.json").json()
        assert "".join(article.text[s["start"] : s["end"]] for s in reader["segments"]) == article.text
        for claim in reader["claims"]:
            assert article.text[claim["start"] : claim["end"]] == claim["quote"]
            assert f"c-{claim['id']}" in page.ids
            assert f"k-{claim['id']}" in page.ids


def test_a_figure_leads_to_its_words_in_two_articles(client: Client) -> None:
    row = next(row for row in client.get("/figures.json").json()["rows"] if row["of"] == "sel")
    page = Read(client.get("/figures", headers=HTML).text)
    leading = {link.partition("#")[0] for link in page.links if "#c-" in link}
    assert {f"/articles/{WEB_ID}", "/articles/001.txt"} <= leading
    assert len(row["lines"]) == 2


def test_a_hostile_article_runs_nothing_anywhere(client: Client) -> None:
    for path in [*LISTS, *ONES]:
        text = client.get(path, headers=HTML).text
        page = Read(text)
        assert "<script>alert" not in text
        assert "<img" not in text
        assert not [link for link in page.links if link.lower().startswith("javascript")]
        assert "\u202e" not in re.sub(r'<bdi class="u" data-u="202E">\u202e</bdi>', "", text), path
        assert " 49 " not in text
    assert HARM.split()[-1] in client.get("/articles/003.txt").text


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nowhere", 404, "not_found"),
        ("/nowhere.json", 404, "not_found"),
        ("/events/none", 404, "not_found"),
        ("/actors/none.json", 404, "not_found"),
        ("/articles/none", 404, "not_found"),
        ("/static/none", 404, "not_found"),
        ("/events.json?from=soon", 400, "bad_option"),
        ("/events.json?kind=poem", 400, "bad_option"),
        ("/events.json?page=0", 400, "bad_option"),
        ("/events.json?page=x", 400, "bad_option"),
        ("/events?lang=xx", 400, "bad_option"),
        ("/causes.json?hold=nothing", 400, "bad_option"),
        (f"/events.json?q={'x' * 301}", 400, "bad_option"),
    ],
)
def test_errors_have_one_shape(client: Client, path: str, status: int, code: str) -> None:
    told = client.get(path, headers={"accept": "application/json"})
    assert told.status_code == status
    assert told.json()["code"] == code
    assert set(told.json()) == {"code", "detail", "advice"}
    if not path.partition("?")[0].endswith(".json"):
        page = client.get(path, headers=HTML)
        assert page.status_code == status
        assert page.headers["content-type"].startswith("text/html")
        assert "Traceback" not in page.text


@pytest.mark.parametrize(
    ("lang", "told", "advice"),
    [
        ("fr", "Cette page n’existe pas", "cherchez dans les listes"),
        ("en", "There is no such page", "look for it in the lists"),
    ],
)
def test_an_error_is_told_in_the_language_of_the_page(client: Client, lang: str, told: str, advice: str) -> None:
    page = client.get(f"/events/none?lang={lang}", headers=HTML).text
    assert told in page.partition("<h1>")[2].partition("</h1>")[0]
    assert advice in page
    assert '<span lang="en">No event has the id' in page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_code_has_its_words_and_its_advice(lang: str) -> None:
    assert not {code.value for code in Code} - room_words(lang).wrong.keys()
    assert not {code.value for code in Code} - words(lang).problem.keys()


def test_a_question_is_put_to_the_map_without_a_script(client: Client) -> None:
    page = client.get("/causes?variable=flow(CUB,+JPN,+food)&sign=%2B&way=press", headers=HTML)
    assert page.status_code == 200
    assert 'id="fiche"' in page.text
    told = client.get("/causes.json?press=flow(CUB,+JPN,+food)%3D%2B").json()
    assert told["answer"]["verdicts"][0]["answer"] == "+"


def test_kept_questions_are_listed_and_opened(tmp_path: Path) -> None:
    folder = store(tmp_path / "sel", small())
    kept = folder.path / "scenarios"
    kept.mkdir()
    with TestClient(make_app(folder, [HOST])) as client:
        (kept / "riz.yaml").write_text('title: "<i>Riz</i>"\npress: ["flow(CUB, JPN, food)=+"]\n', encoding="utf-8")
        (kept / "broken.yaml").write_text("press: [", encoding="utf-8")
        (kept / "elsewhere.yaml").write_text('press: ["tempête=+"]', encoding="utf-8")
        page = client.get("/causes?lang=en", headers=HTML)
        assert 'href="/causes?lang=en&amp;kept=riz#fiche"' in page.text
        assert "<i>Riz" not in page.text
        assert "scenarios/broken.yaml" in page.text
        opened = client.get("/causes?kept=riz", headers=HTML)
        assert opened.status_code == 200
        quoted = re.findall(
            r'<a class="n" href="(/articles/[^"#]+)#([^"]+)">', opened.text[opened.text.index('id="fiche"') :]
        )
        assert quoted
        for address, place in quoted:
            assert f'id="{place}"' in client.get(address.replace("&amp;", "&"), headers=HTML).text
        told = client.get("/causes.json?kept=riz").json()
        assert (told["shown"], told["answer"]["verdicts"][0]["answer"]) == ("riz", "+")
        assert client.get("/causes?kept=sel", headers=HTML).status_code == 404
        assert client.get("/causes?kept=elsewhere", headers=HTML).status_code == 400


def test_a_passage_that_an_analyst_cites_is_on_the_map_of_the_room(tmp_path: Path) -> None:
    folder = store(tmp_path / "sel", small())
    story = open_story(folder.path)
    article = next(iter(story.articles))
    words = article.text[:20]
    story.change_map(
        Edit(
            number=1, action="cite", author="A. Lemoine", reason="relu", date="2031-02-03", sign="-",
            variables=("pressure(CUB)", "reaction(JPN)"), passage=Passage(article.id, 0, 0, words),
        )
    )  # fmt: skip
    with TestClient(make_app(folder, [HOST])) as client:
        told = client.get("/causes.json?hold=pressure(CUB)%3D%2B").json()
        assert [each["answer"] for each in told["answer"]["verdicts"]] == ["-"]
        assert 'id="c-cite-1"' in client.get(f"/articles/{quote(article.id, safe='')}", headers=HTML).text


def test_pages_say_what_they_may_load_and_foreign_names_are_turned_away(client: Client) -> None:
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    for host in ("evil.example", "127.0.0.1.evil.example:80", ""):
        assert client.get("/", headers={"host": host}).status_code == 421
    for host in ("127.0.0.1:8765", "localhost", "[::1]:99"):
        assert client.get("/", headers={"host": host}).status_code == 200


def test_the_interface_is_described(client: Client) -> None:
    schema = client.get("/schema").json()
    assert schema["openapi"].startswith("3.")
    assert {"/overview.json", "/events.json", "/articles/{name}.json"} <= set(schema["paths"])
    assert "Overview" in str(schema["components"]["schemas"])


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "room.example"])
def test_listening_wider_than_this_machine_is_refused(host: str) -> None:
    with pytest.raises(FaisceauError) as caught:
        require_password(host, given=False)
    assert caught.value.code == Code.BAD_OPTION


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_this_machine_is_listened_on(host: str) -> None:
    require_password(host, given=False)


def test_an_empty_story_explains_itself(tmp_path: Path) -> None:
    reading = small()[3]
    folder = store(tmp_path / "vide", ((), (), (), type(reading)()))
    with TestClient(make_app(folder, [HOST])) as client:
        for path in LISTS:
            assert client.get(path, headers=HTML).status_code == 200
        page = client.get("/", headers=HTML).text
        assert "faisceau build" in page
        assert "/add" in Read(page).links


def test_while_a_run_writes_the_last_reading_is_shown_and_then_the_next(tmp_path: Path) -> None:
    reading = small()[3]
    folder = store(tmp_path / "sel", small())
    with TestClient(make_app(folder, [HOST])) as client:
        before = client.get("/events.json").json()
        with open_writer(folder) as writer:
            writer.remove_article("001.txt")
            during = client.get("/events", headers=HTML)
            assert "status" in during.text
            assert during.headers["x-faisceau-busy"] == "1"
            assert client.get("/events.json").json() == before
            left = tuple(event for event in reading.events if event.id == "e-3")
            writer.put_reading(type(reading)(left), "reading-2")
        after = client.get("/events.json")
        assert [row["event"] for row in after.json()["rows"]] == ["e-3"]
        assert "x-faisceau-busy" not in after.headers


def test_a_first_reading_that_is_being_made_is_said(tmp_path: Path) -> None:
    folder = store(tmp_path / "sel", small())
    with open_writer(folder) as writer:
        writer.remove_article("003.txt")
    with only_writer(folder.lock), TestClient(make_app(folder, [HOST])) as client:
        told = client.get("/events.json")
        assert (told.status_code, told.json()["code"]) == (503, "story_busy")
        assert client.get("/", headers=HTML).status_code == 503


def test_a_story_that_cannot_be_written_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store(tmp_path / "sel", small())
    (folder.path / f".{NAME}.partial").mkdir()  # nothing can be written under that name
    with TestClient(make_app(folder, [HOST])) as client:
        assert client.get("/events.json").status_code == 200
    assert not (folder.path / NAME).exists()


def test_no_story_is_said() -> None:
    from faisceau.store.folder import StoryFolder  # noqa: PLC0415

    with pytest.raises(FaisceauError) as caught:
        make_app(StoryFolder(Path("nowhere")))
    assert caught.value.code == Code.NO_STORY
