"""Articles that mean harm, in a browser: on every page, in both languages, nothing runs and every link leads somewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from room_serving import quiet_page, served

from benchmarks.room_story import hostile, store
from faisceau.web import make_app
from faisceau.web.pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
LISTS = [page.path for page in PAGES if not page.named]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = make_app(
        store(tmp_path_factory.mktemp("room") / "harm", hostile(), name="<img src=x onerror=alert(0)> {{7*7}}")
    )
    with served(app) as address:
        yield address


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_runs_and_every_link_leads_somewhere(browser: Browser, base: str, lang: str) -> None:
    with quiet_page(browser, base) as page:
        _crawl(page, base, lang)


def _crawl(page: Page, base: str, lang: str) -> None:
    seen: set[str] = set()
    waiting = [f"{path}?lang={lang}" for path in LISTS]
    asked: set[str] = set()
    while waiting:
        path = waiting.pop()
        answer = page.goto(base + path)
        page.locator("[aria-busy=true]").first.wait_for(state="detached")
        assert answer is not None
        assert answer.status == 200, path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert (
            page.evaluate(
                "document.querySelectorAll('main script, [onerror], [onclick], [onload], iframe, img').length"
            )
            == 0
        )
        assert page.evaluate("window.harmed") is None
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path
        for link in page.eval_on_selector_all("a[href]", "found => found.map(each => each.getAttribute('href'))"):
            assert not link.lower().strip().startswith(("javascript:", "data:", "vbscript:")), path
            address = urljoin(base + path, link)
            if not address.startswith(base):
                assert urlsplit(address).scheme in ("http", "https"), address
                continue
            if urlsplit(address).fragment and link.startswith("#"):
                continue
            inside = address.removeprefix(base).partition("#")[0]
            own = inside.partition("?")[0]
            if own in asked or f"lang={lang}" not in inside:
                continue
            asked.add(own)
            found = page.request.get(base + inside)
            assert found.status == 200, (path, link)
            one = next((p.path for p in PAGES if p.named and own.startswith(f"{p.path}/")), None)
            if one and not own.endswith(".json") and sum(s.startswith(one + "/") for s in seen) < 12:
                seen.add(own)
                waiting.append(inside)
    assert {each.split("/")[1] for each in seen} == {"events", "actors", "articles"}
