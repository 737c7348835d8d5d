"""The page in a browser: it opens quietly, leads to the words and back, in both themes, on paper and on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from faisceau import export
from faisceau.model.claims import ActorRef, Claim, Flow, Item, Quantity
from faisceau.model.fused import Event, Exchange, Reading
from faisceau.model.text import Article, Span
from faisceau.view import dossier_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
QUOTE = "Cuba a livré dix tonnes de sel au Japon"
INSIDE = "dix tonnes de sel"


def _claim(id_: str, text: str, quote: str, given: bool) -> Claim:
    start = text.index(quote)
    end = start + len(quote)
    ten = Item("sel", quantity=Quantity("dix tonnes", value=10, unit="tonne"))
    cuba, japan = (ActorRef("CUB", "Cuba"),), (ActorRef("JPN", "Japon"),)
    return Claim(
        article="001.txt", id=id_, start=start, end=end, quote=quote, kind="exchange" if given else "event",
        plover="AID", predicate="livrer", predicate_span=Span(start, end), subject=cuba, object=japan,
        flow=Flow("CUB", "JPN"), items=(ten,),
    )  # fmt: skip


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = "Avant tout, une longue entrée en matière qui ne dit rien.\n\n" * 30 + f"{QUOTE} en mars 2031.\n"
    given, inner = _claim("c-1", text, QUOTE, given=True), _claim("c-2", text, INSIDE, given=False)
    events = tuple(
        Event(f"e-{c.id}", c.quote, c.kind, "2031-03", "single_source", 1, (("001.txt",),), (c.id,), ())
        for c in (given, inner)
    )
    exchange = Exchange(
        "x-1",
        given.subject,
        given.object,
        "sel",
        None,
        (),
        "2031-03",
        None,
        "asserted",
        "single_source",
        "e-c-1",
        ("c-1",),
    )
    article = Article("001.txt", text, "0" * 64, published="2031-04-01", publisher="Le Phare", lang="fr")
    dossier = dossier_of("Le sel", [article], [given, inner], Reading(events, (), (exchange,)), [])
    path = tmp_path_factory.mktemp("page") / "dossier.html"
    path.write_bytes(export.render("html", dossier, "fr"))
    path.with_suffix(".en.html").write_bytes(export.render("html", dossier, "en"))
    return path


@pytest.fixture
def opened(browser: Browser, page_file: Path) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url) if request.url != page_file.as_uri() else None)
    page.goto(page_file.as_uri())
    yield page
    assert noise == [], "the page is quiet and asks for nothing"
    page.close()


def test_a_ledger_row_leads_to_its_words_and_the_card_leads_back(opened: Page) -> None:
    opened.locator("#x1 a.n").first.click()
    opened.wait_for_timeout(400)
    words = opened.locator("mark.on")
    assert "".join(words.all_inner_texts()) == QUOTE
    assert words.first.evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
    )
    opened.locator("#k1-c-1 .back a", has_text="Qui donne quoi").click()
    opened.wait_for_timeout(400)
    assert opened.evaluate("location.hash") == "#x1"
    opened.go_back()
    assert opened.evaluate("location.hash") == "#a1-c-1"


def test_the_words_are_found_without_javascript(browser: Browser, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.locator("#x1 a.n").first.click()
    assert page.url.endswith("#a1-c-1")
    assert page.locator("#a1-c-1").is_visible()
    assert not page.locator(".tools").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_and_the_button_between_them(
    browser: Browser, page_file: Path, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(page_file.as_uri())
    paint = "getComputedStyle(document.documentElement).backgroundColor"
    before = page.evaluate(paint)
    assert _light(before) is (scheme == "light")
    drawn = page.locator("#timeline ~ figure text").first.evaluate("e => getComputedStyle(e).fill")
    assert _light(drawn) is (scheme == "dark"), "a drawing takes the theme's colours"
    page.locator("[data-theme-toggle]").click()
    assert _light(page.evaluate(paint)) is (scheme == "dark")
    page.close()


def _light(colour: str) -> bool:
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")) > 3 * 128


def test_print_is_black_on_white_with_everything_open(browser: Browser, page_file: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    assert not page.locator(".tools").is_visible()
    assert not page.locator(".mast nav").is_visible()
    page.close()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_phone_does_not_scroll_sideways(browser: Browser, page_file: Path, lang: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((page_file if lang == "fr" else page_file.with_suffix(".en.html")).as_uri())
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_the_filter_hides_what_does_not_fit_and_shows_it_again(opened: Page) -> None:
    opened.locator("select[name=v]").select_option("contested")
    assert not opened.locator("#x1").is_visible()
    opened.locator(".tools button[type=reset]").click()
    opened.wait_for_timeout(100)
    assert opened.locator("#x1").is_visible()


def test_a_keyboard_skips_to_the_content_and_walks_the_evidence(opened: Page) -> None:
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("j")
    opened.keyboard.press("j")
    opened.wait_for_timeout(300)
    assert opened.evaluate("location.hash") == "#a1-c-2"
    assert opened.locator("mark.on").all_inner_texts() == [INSIDE]
