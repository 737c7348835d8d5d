"""Judging from the pages: every action by its form, in both languages; two people at once; what comes from elsewhere is refused."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))
sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from judged_story import ARTICLES, claims_of
from stub_stages import Analysed

from faisceau.model.judgements import LONGEST_NOTE
from faisceau.run import Stages, build
from faisceau.story import Story, applying, open_story
from faisceau.web import judging, make_app, room
from faisceau.web.csrf import COOKIE
from faisceau.web.runs import Runs

Client = TestClient[Litestar]
HOST = "testserver.local"
HTML = {"accept": "text/html"}
HOSTILE = '"><script>alert(1)</script> =cmd|x {{7*7}} javascript:alert(1)'


class Forms(HTMLParser):
    """The fields of each form of a page, those of buttons left out; ids of scripts that ran away."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self.buttons: list[str] = []
        self.scripts = 0
        self._select = ""
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("id", "") or given.get("class", ""), {}))
        elif tag == "script":
            self.scripts += "src" not in given
        elif tag == "button" and "name" in given:
            self.buttons.append(given["value"])
        elif tag == "input" and "name" in given and "form" not in given and self.forms:
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self._put(given["name"], given.get("value", ""))
        elif tag == "select":
            self._select = given.get("name", "")
            self._first = True
        elif tag == "option" and self._select and (self._first or "selected" in given):
            self.forms[-1][1][self._select] = [given.get("value", "")]
            self._first = False
        elif tag == "textarea":
            self._area = given["name"]
            self.forms[-1][1][self._area] = [""]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][1][self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def _put(self, name: str, value: str) -> None:
        self.forms[-1][1].setdefault(name, []).append(value)

    def form(self, name: str) -> dict[str, list[str]]:
        return next(fields for label, fields in self.forms if label == name)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for article in ARTICLES:
        (inputs / article.id).write_text(
            f"---\npublished: {article.published}\npublisher: {article.publisher}\nlang: fr\n---\n\n{article.text}",
            encoding="utf-8",
        )
    stages = Stages(analyse=lambda article: Analysed(article.id, tuple(claims_of(article)), ()))
    build([inputs], tmp_path / "story", stages=stages)
    return open_story(tmp_path / "story")


@pytest.fixture
def client(story: Story) -> Iterator[Client]:
    with TestClient(make_app(story.folder, [HOST])) as client:
        client.headers.update(HTML)
        yield client


def said(story: Story, words: str, article: str | None = None) -> str:
    return next(c.id for c in (*story.claims, *story.rejected) if words in c.quote and article in (None, c.article))


def event_of(story: Story, claim: str) -> str:
    return next(event.id for event in story.events if claim in event.claims)


def page_form(client: Client, path: str, name: str = "judge") -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return dict(Forms(answer.text).form(name))


def send(client: Client, fields: dict[str, Any], lang: str = "") -> Response:
    return client.post("/judge" + (f"?lang={lang}" if lang else ""), data=fields, follow_redirects=False)


def settle(client: Client, do: str, lang: str = "fr", back: str = "/inbox", **fields: Any) -> Response:
    """A form from its link to its confirmation, previewed on the way."""
    first = page_form(client, f"/judge?do={do.replace(' ', '+')}&lang={lang}", "judging")
    filled = (
        first | {"author": "Ana", "back": back} | {name.replace("__", "-"): value for name, value in fields.items()}
    )
    looked = send(client, filled | {"step": "look"}, lang)
    assert looked.status_code == 200, looked.text
    assert 'id="preview"' in looked.text
    assert f'<html lang="{lang}">' in looked.text
    return send(client, dict(Forms(looked.text).form("judging")) | {"step": "do"}, lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_claim_is_rejected_after_a_preview_and_the_reader_says_by_whom(
    client: Client, story: Story, lang: str
) -> None:
    claim = said(story, "accuse")
    here = f"/articles/a.txt?lang={lang}"
    pressed = page_form(client, here) | {"do": f"reject claim {claim}", "author": "Ana"}
    looked = send(client, pressed, lang)
    assert looked.status_code == 200
    assert len(story.judgements) == 0, "a preview writes nothing"
    form = Forms(looked.text).form("judging")
    done = send(client, form | {"step": ["do"], "note": ["autre port"]}, lang)
    assert done.status_code == 303
    assert done.headers["location"].startswith("/articles/a.txt?")
    shown = client.get(done.headers["location"]).text
    assert {"fr": "écarté par Ana", "en": "rejected by Ana"}[lang] in shown
    assert "autre port" in shown
    assert f"k-{claim}" not in shown, "it counts no more"
    assert "data-undo" in shown
    undone = send(client, page_form(client, here) | {"do": f"undo {1}", "step": "do", "author": "Bob"}, lang)
    assert undone.status_code == 303
    assert f"k-{claim}" in client.get(here).text
    assert [each.author for each in story.judgements] == ["Ana", "Bob"]


def test_the_name_is_asked_once_and_an_acceptance_then_takes_one_button(client: Client, story: Story) -> None:
    claim = said(story, "accuse")
    asked = send(client, page_form(client, "/articles/a.txt") | {"do": f"accept claim {claim}"})
    assert asked.status_code == 200
    assert len(story.judgements) == 0
    done = send(client, Forms(asked.text).form("judging") | {"author": ["Ana Zoé"], "step": ["do"]})
    assert done.status_code == 303
    other = said(story, "fermé", "a.txt")
    done = send(client, page_form(client, "/articles/a.txt") | {"do": f"accept claim {other}"})
    assert done.status_code == 303
    assert [each.author for each in story.judgements] == ["Ana Zoé", "Ana Zoé"]
    assert "accepté par Ana Zoé" in client.get("/articles/a.txt").text, "an acceptance shows though no reading is new"


def test_what_was_judged_leaves_the_inbox(client: Client, story: Story) -> None:
    rows = client.get("/inbox.json").json()["rows"]
    assert [row["row"]["event"] for row in rows] == [item.event.id for item in story.inbox()]
    assert [row["why"] for row in rows] == [item.why for item in story.inbox()]
    first = rows[0]["row"]["event"]
    shown = client.get("/inbox").text
    assert f"accept event {first}" in Forms(shown).buttons
    send(client, page_form(client, "/inbox") | {"do": f"accept event {first}", "author": "Ana"})
    left = client.get("/inbox.json").json()["rows"]
    assert [row["row"]["event"] for row in left] == [row["row"]["event"] for row in rows[1:]]


def test_the_head_of_a_file_is_apart_from_the_article(client: Client, story: Story) -> None:
    page = client.get("/articles/b.txt").text
    head, _, rest = page.partition('<details class="front">')[2].partition("</details>")
    assert "En-tête du fichier" in head
    assert "publisher: Le Relais 2" in head
    assert "publisher:" not in rest
    assert "a remercié" in rest


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_events_are_merged_split_kept_apart_and_renamed(client: Client, story: Story, lang: str) -> None:
    accuses, called = said(story, "accuse"), said(story, "convoqué")
    one, two = event_of(story, accuses), event_of(story, called)
    done = settle(client, f"merge event {one}", lang, f"/events/{one}", other=f"http://x/events/{two}?lang=fr")
    assert done.status_code == 303
    merged = event_of(story, accuses)
    assert event_of(story, called) == merged
    assert client.get(done.headers["location"]).status_code == 200, "the way back follows the event"
    done = settle(client, f"relabel event {merged}", lang, label="La querelle")
    assert done.status_code == 303
    assert "<h1>La querelle</h1>" in client.get(f"/events/{event_of(story, accuses)}").text
    for path in ("/events", "/articles/a.txt", "/articles/c.txt", "/statements", "/actors/CCC"):
        assert client.get(path).text.count("La querelle") >= 1, f"{path} names the event as its reader does"
    assert "La querelle" not in client.get("/articles/b.txt").text
    assert "La querelle" in story.render("html", "fr").decode()
    done = settle(client, f"split event {event_of(story, accuses)}", lang, claim=[called])
    assert done.status_code == 303
    assert event_of(story, accuses) != event_of(story, called)
    told = [said(story, "livré", "a.txt"), said(story, "livré", "b.txt")]
    done = settle(client, "apart claims", lang, claim=told)
    assert done.status_code == 303, done.text
    assert event_of(story, told[0]) != event_of(story, told[1])
    for number in (1, 2, 3, 4):
        assert settle(client, f"undo {number}", lang).status_code == 303
    assert event_of(story, accuses) == one
    assert event_of(story, told[0]) == event_of(story, told[1])


def test_every_field_of_a_claim_is_edited_and_only_what_changed_is_set(client: Client, story: Story) -> None:
    claim = said(story, "livré", "a.txt")
    text = next(article.text for article in story.articles if article.id == "a.txt")
    start = text.index("a livré 300 obus")
    fields = {
        "f__kind": "event", "f__status": "alleged", "f__plover": "SUPPORT", "f__polarity": "-", "f__subject": "pays B",
        "f__object": "CCC; ZED=Le pays Z", "f__source": "pays C", "f__flow": "AAA -> ?", "f__date": "2031-04",
        "f__place": "Carvos", "f__start": str(start), "f__end": str(start + 16), "f__item-0-quantity": "250..350",
    }  # fmt: skip
    done = settle(client, f"edit claim {claim}", back="/articles/a.txt", **fields)
    assert done.status_code == 303, done.text
    found = next(each for each in story.claims if each.id == claim)
    assert (found.kind, found.status, found.plover, found.polarity) == ("event", "alleged", "SUPPORT", "-")
    assert [ref.id for ref in found.subject] == ["BBB"]
    assert [ref.id for ref in found.object] == ["CCC", "ZED"]
    assert [ref.id for ref in found.source.by] == ["CCC"]
    assert found.flow is not None
    assert (found.flow.from_, found.flow.to, found.place, found.quote) == ("AAA", None, "Carvos", "a livré 300 obus")
    assert found.date is not None
    assert found.date.value == "2031-04"
    quantity = found.items[0].quantity
    assert quantity is not None
    assert (quantity.min, quantity.max, quantity.unit, found.items[0].name) == (250, 350, "shell", "obus")
    other = said(story, "accuse")
    settle(client, f"edit claim {other}", f__status="alleged")
    assert story.judgements[-1].fields is not None
    assert set(story.judgements[-1].fields.given()) == {"status"}
    assert "corrigé par Ana" in client.get("/articles/a.txt").text


def test_what_cannot_be_set_is_said_and_what_was_typed_is_kept(client: Client, story: Story) -> None:
    claim = said(story, "accuse")
    form = page_form(client, f"/judge?do=edit+claim+{claim}", "judging") | {"author": "Ana", "note": "parce que"}
    for wrong in (
        {"f-date": "hier"}, {"f-start": "5", "f-end": "2"}, {"f-kind": "poem"}, {"f-subject": "personne de connu"},
        {"f-flow": "x"}, {"f-item-0-name": "sel", "f-item-0-quantity": "beaucoup"}, {"author": " \u202e "}, {},
    ):  # fmt: skip
        refused = send(client, form | wrong | {"step": "do"})
        assert refused.status_code in (400, 404), wrong
        kept = Forms(refused.text).form("judging")
        assert kept["note"] == ["parce que"]
        assert all(kept[name] == [value] for name, value in wrong.items() if name not in ("f-kind", "author"))
    assert len(story.judgements) == 0


def test_actors_are_merged_and_reassigned(client: Client, story: Story) -> None:
    done = send(
        client, page_form(client, "/actors") | {"do": "merge_actors actors", "actor": ["AAA", "CCC"], "author": "Ana"}
    )
    assert done.status_code == 200
    form = Forms(done.text).form("judging")
    assert send(client, form | {"keep": ["CCC"], "step": ["do"]}).status_code == 303
    assert not [claim for claim in story.claims if any(ref.id == "AAA" for ref in claim.subject)]
    settle(client, "undo 1")
    claim = said(story, "remercié")
    done = settle(client, f"reassign claim {claim}", to="pays C", **{"from": "BBB"})
    assert done.status_code == 303
    assert [ref.id for ref in next(c for c in story.claims if c.id == claim).object] == ["CCC"]


def test_what_is_ticked_is_one_judgement(client: Client, story: Story) -> None:
    ids = [event.id for event in story.events][:3]
    looked = send(client, page_form(client, "/events") | {"do": "reject events", "event": ids, "author": "Ana"})
    assert looked.status_code == 200
    assert send(client, Forms(looked.text).form("judging") | {"step": ["do"]}).status_code == 303
    assert len(story.judgements) == 1
    assert not set(ids) & {event.id for event in story.events}
    settle(client, "undo 1")
    assert set(ids) <= {event.id for event in story.events}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_second_of_two_people_is_told_who_did_what(client: Client, story: Story, lang: str) -> None:
    claim = said(story, "accuse")
    mine = page_form(client, f"/judge?do=edit+claim+{claim}&lang={lang}", "judging")
    mine |= {"author": "Bob", "note": "j’avais écrit ceci", "f-status": "alleged"}
    theirs = page_form(client, "/articles/a.txt") | {"do": f"reject claim {claim}", "author": "Ana", "step": "do"}
    assert send(client, theirs | {"note": "vu ailleurs"}).status_code == 303
    refused = send(client, mine | {"step": "do"}, lang)
    assert refused.status_code == 409
    assert "Ana" in refused.text
    assert "vu ailleurs" in refused.text
    kept = Forms(refused.text).form("judging")
    assert kept["note"] == ["j’avais écrit ceci"]
    assert kept["f-status"] == ["alleged"]
    assert len(story.judgements) == 1, "neither is lost, and the second is not written"
    again = send(client, kept | {"step": ["do"]}, lang)
    assert again.status_code == 303, "having seen it, one may judge"
    assert [each.author for each in story.judgements] == ["Ana", "Bob"]
    unrelated = page_form(client, "/judge?do=accept+claim+" + said(story, "remercié"), "judging")
    assert send(client, unrelated | {"author": "Bob", "seen": "0", "step": "do"}).status_code == 303


def test_the_log_lists_and_undoes_in_any_order(client: Client, story: Story) -> None:
    one, two = said(story, "accuse"), said(story, "remercié")
    settle(client, f"reject claim {one}", note="un")
    settle(client, f"reject claim {two}", note="deux")
    assert settle(client, "undo 1", back="/judgements").status_code == 303
    shown = client.get("/judgements").text
    assert "un</td>" in shown
    assert "undo 2" in Forms(shown).buttons
    assert "undo 1" not in Forms(shown).buttons
    told = client.get("/judgements.json").json()
    assert [row["number"] for row in told["rows"]] == [3, 2, 1]
    assert [row["undone"] for row in told["rows"]] == [False, False, True]
    again = send(client, page_form(client, "/judgements") | {"do": "undo 1", "author": "Ana", "step": "do"})
    assert again.status_code == 404, "it is undone already"
    settle(client, "undo 3")
    assert {claim.id for claim in story.rejected} == {one, two}


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}],
)
def test_what_another_site_sends_is_refused(client: Client, story: Story, headers: dict[str, str]) -> None:
    form = page_form(client, f"/judge?do=accept+claim+{said(story, 'accuse')}", "judging")
    form |= {"author": "Ana", "step": "do"}
    refused = client.post("/judge", data=form, headers=headers, follow_redirects=False)
    assert refused.status_code == 403
    told = client.post("/judgements", json={}, headers={**headers, "accept": "application/json"})
    assert (told.status_code, told.json()["code"]) == (403, "not_from_here")
    assert len(story.judgements) == 0


def test_a_form_without_the_token_of_this_browser_is_refused(client: Client, story: Story) -> None:
    form = page_form(client, f"/judge?do=accept+claim+{said(story, 'accuse')}", "judging")
    form |= {"author": "Ana", "step": "do"}
    for token in ("", "x" * 43):
        assert send(client, form | {"token": token}).status_code == 403
    client.cookies.clear()
    refused = send(client, form)
    assert refused.status_code == 403, "the token alone is not the cookie"
    assert len(story.judgements) == 0
    set_cookie = refused.headers["set-cookie"]
    assert set_cookie.startswith(COOKIE)
    assert "HttpOnly" in set_cookie
    assert "SameSite=strict" in set_cookie


def test_json_judges_with_the_same_shape(client: Client, story: Story) -> None:
    order = {"action": "reject", "author": "Ana", "claims": [said(story, "accuse")], "seen": 0}
    tried = client.post("/judgements", json={**order, "preview": True})
    assert tried.status_code == 200
    assert len(tried.json()["before"]) == 1
    assert len(story.judgements) == 0
    done = client.post("/judgements", json=order)
    assert done.status_code == 201
    assert done.json()["judgement"]["number"] == 1
    late = client.post("/judgements", json={**order, "author": "Bob"}, headers={"accept": "application/json"})
    assert (late.status_code, late.json()["code"]) == (409, "judged_meanwhile")
    assert set(late.json()) == {"code", "detail", "advice"}
    plain = client.post("/judgements", content=b"{}", headers={"content-type": "text/plain"})
    assert plain.status_code in (400, 415)
    for bad in (
        {},
        {**order, "action": "sing"},
        {**order, "claims": ["zz"]},
        {**order, "author": ""},
        {**order, "seen": "x"},
    ):
        told = client.post("/judgements", json=bad, headers={"accept": "application/json"})
        assert 400 <= told.status_code < 500, bad
        assert set(told.json()) == {"code", "detail", "advice"}
    assert client.get("/judgements.json").json()["judgements"][0]["author"] == "Ana"
    schema = client.get("/schema", headers={"accept": "application/json"}).json()
    assert {"get"} <= set(schema["paths"]["/judgements.json"])
    assert schema["paths"]["/judgements"]["post"]["operationId"] == "judge"


def test_hostile_notes_names_and_labels_run_nothing(client: Client, story: Story) -> None:
    claim = said(story, "accuse")
    settle(client, f"accept claim {claim}", author=HOSTILE, note=HOSTILE)
    settle(client, f"relabel event {event_of(story, claim)}", label=HOSTILE)
    event = event_of(story, claim)
    for path in (
        "/articles/a.txt",
        "/judgements",
        f"/events/{event}",
        "/inbox",
        f"/judge?do=merge+event+{event}",
        "/?did=1",
    ):
        shown = client.get(path)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text
        assert Forms(shown.text).scripts == 0
        assert " 49 " not in shown.text
    for wrong in ({"note": "x" * (LONGEST_NOTE + 1)}, {"note": "\x1b[2J"}, {"author": "\u202eanA"}, {"label": ""}):
        form = page_form(client, f"/judge?do=relabel+event+{event}", "judging") | {"author": "Ana", "label": "x"}
        assert send(client, form | wrong | {"step": "do"}).status_code == 400, wrong


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\r\nx: y"]
)
def test_the_way_back_never_leaves_the_room(client: Client, story: Story, back: str) -> None:
    done = settle(client, f"accept claim {said(story, 'accuse')}", back=back)
    assert re.match(r"/(inbox|a)\?did=1", done.headers["location"])
    assert "\n" not in done.headers["location"]


@pytest.mark.parametrize(
    "do",
    ["", "sing", "accept", "reject event none", "undo 9", "undo x", "split event none", "merge event none", "edit"],
)
def test_what_is_nothing_is_said(client: Client, do: str) -> None:
    form = page_form(client, "/inbox") | {"author": "Ana", "do": do, "step": "do"}
    answer = send(client, form)
    assert answer.status_code in (400, 404)
    assert "Traceback" not in answer.text


def test_judging_while_a_run_writes_is_refused_and_kept(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    from faisceau.store.lock import only_writer  # noqa: PLC0415
    from faisceau.story import judging  # noqa: PLC0415

    monkeypatch.setattr(judging, "PATIENCE", 0.1)
    form = page_form(client, f"/judge?do=accept+claim+{said(story, 'accuse')}", "judging")
    form |= {"author": "Ana", "note": "gardé", "step": "do"}
    with only_writer(story.folder.lock):
        busy = send(client, form)
    assert busy.status_code == 503
    assert Forms(busy.text).form("judging")["note"] == ["gardé"]
    assert send(client, form).status_code == 303


def test_a_large_story_shows_its_last_reading_while_the_next_is_made(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event  # noqa: PLC0415

    from faisceau.story.pages import refresh_pages  # noqa: PLC0415
    from faisceau.web import room  # noqa: PLC0415

    client.get("/")
    go, made = Event(), refresh_pages

    def slowly(*given: Any) -> Path:
        go.wait(10)
        return made(*given)

    monkeypatch.setattr(room, "_AT_ONCE", 0)
    monkeypatch.setattr(room, "refresh_pages", slowly)
    claim = said(story, "accuse")
    settle(client, f"reject claim {claim}")
    meanwhile = client.get("/articles/a.txt?lang=en").text
    assert "being made anew" in meanwhile
    assert f"k-{claim}" in meanwhile
    go.set()
    for _ in range(100):
        shown = client.get("/articles/a.txt?lang=en").text
        if "being made anew" not in shown:
            break
    assert f"k-{claim}" not in shown
    assert "rejected by Ana" in shown


def test_in_a_large_story_a_judgement_is_recorded_at_once_and_applied_beside_the_pages(
    client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two people judge while it is applied: neither waits for the other, and both hold in the end."""
    monkeypatch.setattr(room, "LARGE", 0)
    monkeypatch.setattr(judging, "LARGE", 0)
    asked: list[Runs] = []
    monkeypatch.setattr(Runs, "ask", lambda self, refused=(): asked.append(self))
    one, other = said(story, "accuse"), said(story, "convoqué")
    answer = client.post("/judgements", json={"action": "reject", "author": "Ana", "claims": [one], "seen": 0})
    assert answer.status_code == 202
    assert answer.json()["judgement"]["number"] == 1
    fields = page_form(client, f"/judge?do=reject+claim+{other}&lang=fr", "judging") | {"author": "Zoé"}
    looked = send(client, fields | {"step": "look"}, "fr")
    assert "ce qu’il change est calculé ensuite" in looked.text
    assert send(client, fields | {"step": "do"}, "fr").status_code == 303
    assert len(asked) == 2
    assert len(story.judgements) == 2
    assert not story.rejected, "not applied yet"
    assert "Jugements enregistrés, pas encore appliqués : 2" in client.get("/events?lang=fr").text
    again = client.post("/judgements", json={"action": "accept", "author": "Bob", "claims": [one], "seen": 0})
    assert again.status_code == 409, "the log knows at once who judged what"
    assert applying.apply(story.path)
    assert {claim.id for claim in story.rejected} == {one, other}
    assert "data-unapplied" not in client.get("/events").text
    assert story.status().counts.current
