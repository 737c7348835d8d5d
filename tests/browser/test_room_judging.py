"""Judging in a browser: evidence chosen by selecting words, two people at once, the inbox by keys; narrow and for everyone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from judged_room import claim, confirm, event, judged_story, room_of, undo_last
from room_serving import quiet_page, serious

from faisceau.story import Story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return judged_story(tmp_path_factory.mktemp("judging"))


@pytest.fixture(scope="module")
def base(story: Story) -> Iterator[str]:
    with room_of(story) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    with quiet_page(browser, base, expected="409") as page:
        yield page


def test_evidence_is_chosen_by_selecting_words(page: Page, base: str, story: Story) -> None:
    wanted = claim(story, "accuse")
    page.goto(f"{base}/judge?do=edit+claim+{wanted}")
    page.evaluate(
        """() => { const node = document.querySelector("[data-excerpt] mark").firstChild;
        const range = document.createRange(); range.setStart(node, 3); range.setEnd(node, 9);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.wait_for_function("!document.querySelector('[data-selected]').hidden")
    confirm(page)
    found = next(each for each in story.claims if each.id == wanted)
    assert found.quote == "pays C"
    undo_last(page)


def test_two_people_at_once(page: Page, browser: Browser, base: str, story: Story) -> None:
    wanted = claim(story, "remercié")
    page.goto(f"{base}/judge?do=edit+claim+{wanted}")
    theirs = browser.new_context(java_script_enabled=False).new_page()
    theirs.goto(f"{base}/articles/b.txt")
    theirs.locator(f"#k-{wanted} [data-act=reject]").click()
    confirm(theirs, "Zoé")
    page.locator("select[name=f-status]").select_option("alleged")
    page.locator("textarea[name=note]").fill("à garder")
    page.locator("input[name=author]").fill("Ana")
    page.locator("button[value=look]").click()
    page.locator("#preview").wait_for()
    with page.expect_response(lambda answer: answer.request.method == "POST") as caught:
        page.locator("button[value=do]").click()
    assert caught.value.status == 409
    assert "Zoé" in page.locator("#wrong").inner_text()
    assert page.locator("textarea[name=note]").input_value() == "à garder"
    undo_last(theirs)
    theirs.context.close()


def test_the_inbox_goes_by_keys(page: Page, base: str, story: Story) -> None:
    page.goto(f"{base}/inbox")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "i-1"
    first = page.locator("#i-1 h2").inner_text()
    page.keyboard.press("a")
    page.locator("form.judging input[name=author]").fill("Ana")
    page.locator("button[value=do]").click()
    page.locator("[data-done]").wait_for()
    assert page.url.startswith(f"{base}/inbox?did=")
    assert page.locator("#i-1 h2").inner_text() != first or page.locator(".item").count() == 0
    page.keyboard.press("u")
    page.locator("[data-done]", has_text="annulé").wait_for()
    assert page.locator("#i-1 h2").inner_text() == first


def judged_pages(story: Story) -> list[str]:
    return [
        "/inbox", "/judgements", "/articles/a.txt", f"/events/{event(story, 'livré')}", "/actors",
        f"/judge?do=edit+claim+{claim(story, 'livré')}", f"/judge?do=merge+event+{event(story, 'accuse')}",
        f"/judge?do=split+event+{event(story, 'livré')}", "/judge?do=merge_actors+actor+AAA", "/judge?do=undo+1",
        f"/judge?do=reassign+claim+{claim(story, 'accuse')}", "/judge?do=sing",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [320, 820, 1280])
def test_no_page_scrolls_sideways(browser: Browser, base: str, story: Story, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for path in judged_pages(story):
        page.goto(f"{base}{path}")
        if folder := os.environ.get("FAISCEAU_SHOTS"):
            page.screenshot(
                path=f"{folder}/{path.strip('/').replace('/', '-')[:24].replace('?', '-')}-{width}.png", full_page=True
            )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anyones_way(browser: Browser, base: str, story: Story, scheme: str) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for path in judged_pages(story):
        page.goto(f"{base}{path}")
        assert serious(page, scheme) == [], path
    context.close()
