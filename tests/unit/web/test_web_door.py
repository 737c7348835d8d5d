"""A room with a password: who has not given it sees nothing, who has keeps a session until it ends, and nobody guesses fast."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from benchmarks.room_story import small, store
from faisceau.errors import Code, FaisceauError
from faisceau.store.folder import StoryFolder
from faisceau.web import make_app
from faisceau.web.door import COOKIE, SESSION_SECONDS, Door, Opened
from faisceau.web.limits import Limit
from faisceau.web.pages import PAGES
from faisceau.web.password import hashed, read_password, write_password
from faisceau.web.security import answered, require_password

Client = TestClient[Litestar]
HOST = "testserver.local"
HTML = {"accept": "text/html"}
JSON = {"accept": "application/json"}
SECRET = "un phare sur la borne"


class Clock:
    """A clock that tests put forward."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> StoryFolder:
    return store(tmp_path_factory.mktemp("room") / "sel", small(), "Le sel secret")


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened(hashed(SECRET))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("faisceau.web.app.Door", lambda opened: Door(opened, clock))
    return clock


@pytest.fixture
def client(folder: StoryFolder, opened: Opened, clock: Clock) -> Iterator[Client]:
    with TestClient(make_app(folder, [HOST], opened)) as client:
        yield client


def _form(client: Client, path: str = "/login") -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(path, headers=HTML).text)
    assert found
    return found[1]


def _login(client: Client, password: str = SECRET, after: str = "/") -> int:
    data = {"token": _form(client), "password": password, "next": after}
    return client.post("/login", data=data, headers=HTML, follow_redirects=False).status_code


@pytest.mark.parametrize("path", [*(page.path for page in PAGES if not page.named), "/add", "/take", "/nowhere"])
def test_without_the_password_nothing_is_shown(client: Client, path: str) -> None:
    answer = client.get(f"{path}?lang=en", headers=HTML, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=%2F")
    assert "secret" not in client.get(path, headers=HTML).text
    told = client.get("/overview.json" if path == "/" else f"{path}.json", headers=JSON)
    assert told.status_code == 401
    assert set(told.json()) == {"code", "detail", "advice"}
    assert told.json()["code"] == "no_session"
    assert "default-src 'none'" in told.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/add", "/add/sample", "/logout", "/schema", "/take/claims", "/progress.json"])
def test_without_the_password_nothing_is_taken_or_given(client: Client, path: str) -> None:
    assert client.post(path, headers=JSON).status_code == 401
    assert client.get(path, headers=JSON).status_code == 401


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_password_opens_the_room_until_one_leaves(client: Client, lang: str) -> None:
    page = client.get(f"/login?lang={lang}", headers=HTML).text
    assert f'<html lang="{lang}">' in page
    assert "http" in page, "it is said that the address is not encrypted"
    data = {"token": _form(client), "password": SECRET, "next": "/events?lang=en"}
    answer = client.post("/login", data=data, headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?lang=en")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/", f"Max-Age={SESSION_SECONDS}"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert client.get("/events.json").status_code == 200
    assert 'href="/logout' in client.get("/", headers=HTML).text
    kept = client.cookies[COOKIE]
    assert client.post("/logout", data={}, headers=JSON).status_code == 403
    token = _form(client, "/logout")
    assert client.post("/logout", data={"token": token}, headers=HTML, follow_redirects=False).status_code == 303
    assert client.get("/events.json", headers={"cookie": f"{COOKIE}={kept}"}).status_code == 401


def test_a_session_ends(client: Client, clock: Clock) -> None:
    assert _login(client) == 303
    clock.now += SESSION_SECONDS - 1
    assert client.get("/events.json").status_code == 200
    clock.now += 2
    assert client.get("/events.json").status_code == 401


def test_wrong_passwords_are_few(client: Client, clock: Clock) -> None:
    for _ in range(5):
        assert _login(client, "un phare sur la dune") == 403
    assert _login(client, SECRET) == 429
    data = {"token": _form(client), "password": SECRET}
    answer = client.post("/login", data=data, headers=HTML)
    assert 0 < int(answer.headers["retry-after"]) <= 900
    clock.now += 901
    assert _login(client, SECRET) == 303


@pytest.mark.parametrize("cookie", ["", "x", "x" * 5000, '"', "é", "a=b; c"])
def test_a_made_up_session_is_none(client: Client, cookie: str) -> None:
    raw = {**JSON, "cookie": f"{COOKIE}={cookie}".encode()}
    assert client.get("/events.json", headers=raw).status_code == 401  # type: ignore[arg-type]


def test_a_login_needs_the_token_of_its_form(client: Client) -> None:
    client.get("/login", headers=HTML)
    for token in ("", "x" * 43):
        answer = client.post("/login", data={"token": token, "password": SECRET}, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_from_here")
    assert COOKIE not in client.cookies


@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/login", "/a\r\nb"]
)
def test_a_login_leads_to_no_other_site(client: Client, after: str) -> None:
    data = {"token": _form(client), "password": SECRET, "next": after}
    answer = client.post("/login", data=data, headers=HTML, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_behind_https_every_cookie_is_secure(folder: StoryFolder, opened: Opened) -> None:
    app = make_app(folder, [HOST], Opened(opened.password, https=True))
    with TestClient(app, base_url=f"https://{HOST}") as client:
        data = {"token": _form(client), "password": SECRET}
        answer = client.post("/login", data=data, headers=HTML, follow_redirects=False)
        assert answer.status_code == 303
        assert "Secure" in answer.headers["set-cookie"]
        client.cookies.clear()
        assert "Secure" in client.get("/login", headers=HTML).headers["set-cookie"]


def test_too_many_sendings_are_refused(folder: StoryFolder) -> None:
    with TestClient(make_app(folder, [HOST])) as client:
        found = [client.post("/add/again", headers=JSON).status_code for _ in range(121)]
        assert found[:120] == [403] * 120
        assert found[120] == 429
        assert client.get("/events.json").status_code == 200


def test_limits_count_each_address_for_itself() -> None:
    clock = Clock()
    limit = Limit(2, 10, clock)
    assert [limit.take("192.0.2.1") > 0 for _ in range(3)] == [False, False, True]
    assert limit.take("192.0.2.2") == 0
    assert [limit.take(f"2001:db8:0:1::{n}") > 0 for n in range(3)] == [False, False, True]
    assert limit.take("2001:db8:0:2::1") == 0
    clock.now += 10
    assert limit.take("192.0.2.1") == 0


def test_of_very_many_addresses_those_seen_longest_ago_are_forgotten() -> None:
    limit = Limit(1, 10, Clock())
    for number in range(20_000):
        assert limit.take(f"name-{number}") == 0
    assert limit.take("name-10000") > 0
    assert limit.take("name-9999") == 0


def test_a_password_is_kept_as_a_hash_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "password"
    write_password(path, SECRET)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SECRET not in path.read_text()
    assert read_password(path).fits(SECRET)
    assert not read_password(path).fits(f"{SECRET} ")
    assert not read_password(path).fits("x" * 100_000)
    path.chmod(0o644)
    with pytest.raises(FaisceauError) as caught:
        read_password(path)
    assert caught.value.code == Code.BAD_OPTION


@pytest.mark.parametrize(
    "text", ["", "secret", "scrypt$3$8$1$AAAA$AAAA", "scrypt$1073741824$8$1$" + "A" * 24 + "$" + "A" * 44, "\xff\xfe"]
)
def test_a_file_without_a_hash_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "password"
    path.write_text(text, encoding="latin-1")
    path.chmod(0o600)
    with pytest.raises(FaisceauError) as caught:
        read_password(path)
    assert caught.value.code == Code.BAD_OPTION


@pytest.mark.parametrize("password", ["", "court", "x" * 1001])
def test_a_password_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(FaisceauError):
        hashed(password)


def test_only_names_that_were_allowed_are_answered(folder: StoryFolder, opened: Opened) -> None:
    assert answered("127.0.0.1", []) == ("127.0.0.1",)
    assert answered("0.0.0.0", ["Salle.Example"]) == ("salle.example",)
    with pytest.raises(FaisceauError):
        answered("0.0.0.0", [])
    require_password("0.0.0.0", given=True)
    with TestClient(make_app(folder, answered("0.0.0.0", ["Salle.Example"]), opened)) as client:
        assert client.get("/login", headers={"host": "SALLE.example:8765"}).status_code == 200
        assert client.get("/login", headers={"host": "0.0.0.0:8765"}).status_code == 421
        assert client.get("/login", headers={"host": "evil.example"}).status_code == 421
