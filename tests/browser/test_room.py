"""The reading room in a browser: by keys, without a script, narrow, printed, and for everyone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from room_serving import quiet_page, serious, served

from benchmarks.room_story import small, store
from faisceau.web import make_app
from faisceau.web.pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
EVERY = [
    *(page.path for page in PAGES if not page.named),
    "/events/e-deal",
    "/actors/CUB",
    "/articles/001.txt",
    "/articles/003.txt",
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(make_app(store(tmp_path_factory.mktemp("room") / "sel", small()))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    with quiet_page(browser, base) as page:
        yield page


def test_the_keyboard_walks_the_claims(page: Page, base: str) -> None:
    page.goto(f"{base}/articles/001.txt")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("j")
    first = page.evaluate("location.hash")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("location.hash")
    page.keyboard.press("k")
    assert first.startswith("#c-")
    assert second not in ("", first)
    assert page.evaluate("location.hash") == first


def test_everything_is_there_without_javascript(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/events?verdict=contested")
    page.locator("td.num a").first.click()
    assert page.url.startswith(f"{base}/events/e-deal")
    page.locator("a.q").first.click()
    assert "#c-" in page.url
    page.goto(f"{base}/causes")
    page.locator("select[name=variable]").select_option(index=1)
    page.locator("button", has_text="Demander").click()
    assert page.locator("#fiche").is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 820])
def test_no_page_scrolls_sideways(page: Page, base: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in EVERY:
        page.goto(f"{base}{path}?actor=JPN")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anyones_way(browser: Browser, base: str, scheme: str) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in EVERY:
        page.goto(f"{base}{path}?actor=JPN&lang=en")
        assert serious(page, scheme) == [], path
    context.close()


def test_the_theme_is_kept_from_page_to_page(page: Page, base: str) -> None:
    page.goto(base)
    page.locator("[data-theme-toggle]").click()
    chosen = page.evaluate("document.documentElement.dataset.theme")
    page.goto(f"{base}/events")
    assert page.evaluate("document.documentElement.dataset.theme") == chosen


def test_print_has_no_forms(page: Page, base: str, tmp_path: Path) -> None:
    page.goto(f"{base}/events?actor=CUB")
    page.emulate_media(media="print")
    assert not page.locator(".select").is_visible()
    assert not page.locator(".mast nav").is_visible()
