"""The ten journeys of an analyst, each from the page where it begins to what is in the story at its end.

They share one story and its room. What a journey judges it takes back, unless it says otherwise.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from judged_room import STAGES, claim, confirm, event, judged_story, room_of
from room_serving import quiet_page

from faisceau.run import build
from faisceau.story import Story

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return judged_story(tmp_path_factory.mktemp("journeys"))


@pytest.fixture(scope="module")
def base(story: Story) -> Iterator[str]:
    with room_of(story) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    with quiet_page(browser, base) as page:
        yield page


def chosen(page: Page, section: str) -> None:
    """Go to a page by the links at the top of each."""
    page.locator(".mast nav a", has_text=section).first.click()


def test_1_open(page: Page, base: str) -> None:
    """The overview says what is established, what is contested, which figures diverge; each page is one link away."""
    page.goto(base)
    assert page.locator("h1").inner_text() == "story"
    assert "3 articles" in page.locator(".facts").first.inner_text()
    assert "Le pays A nie avoir livré des obus" in page.locator("main").inner_text()
    for section, title in (("Événements", "Événements"), ("Les articles", "Les articles"), ("À juger", "À juger")):
        chosen(page, section)
        assert page.locator("h1").inner_text() == title


def test_2_filter(page: Page, base: str) -> None:
    """One selection drives the views, and lives in the address."""
    page.goto(f"{base}/events")
    rows = page.locator("tbody tr").count()
    page.locator("summary", has_text="Sélection").click()
    with page.expect_navigation():
        page.locator("select[name=actor]").select_option("CCC")
    assert "actor=CCC" in page.url
    assert "kind" not in page.url, "empty fields stay out of the address"
    assert 0 < page.locator("tbody tr").count() < rows
    said = page.locator("tbody td.say").all_inner_texts()
    assert said
    assert all("pays C" in each for each in said)
    chosen(page, "Les articles")
    assert "actor=CCC" in page.url
    assert page.locator("tbody tr").count() == 2, "b.txt names no C"


def test_3_follow_a_figure_to_its_words_in_two_articles(page: Page, base: str) -> None:
    page.goto(base)
    chosen(page, "Chiffres")
    page.locator("tbody .num a", has_text="300").first.click()
    assert "/articles/a.txt" in page.url
    words = page.locator("mark.on")
    assert "".join(words.all_inner_texts()) == "Le pays A a livré 300 obus au pays B"
    assert page.locator(".card.on").count() == 1
    page.keyboard.press("s")
    page.wait_for_url("**/articles/b.txt#*")
    assert "obus" in "".join(page.locator("mark.on").all_inner_texts())


def test_4_contest(page: Page, base: str, story: Story) -> None:
    """A claim is rejected by keys with a reason, shown apart with who and why, and taken back."""
    wanted = claim(story, "accuse")
    page.goto(f"{base}/articles/a.txt#c-{wanted}")
    page.keyboard.press("r")
    page.locator("form.judging").wait_for()
    page.locator("textarea[name=note]").fill("dit autrement ailleurs")
    confirm(page)
    assert "/articles/a.txt" in page.url
    assert page.locator(f"#k-{wanted}").count() == 0
    for told in ("Ana", "dit autrement ailleurs"):
        assert told in page.locator("#rejected ~ ul").inner_text()
    assert wanted in {each.id for each in story.rejected}
    page.keyboard.press("u")
    page.locator(f"#k-{wanted}").wait_for()
    assert [each.action for each in story.judgements][-1] == "undo"


def test_5_merge(page: Page, base: str, story: Story) -> None:
    """Two events become one, seen before it is done. The next journey takes it back."""
    one, other = event(story, "accuse"), event(story, "convoqué")
    page.goto(f"{base}/events/{one}")
    page.locator("a.do", has_text="Réunir avec").first.click()
    page.locator("input[name=other]").fill(other)
    confirm(page)
    assert event(story, "accuse") == event(story, "convoqué")
    assert page.url.startswith(f"{base}/events/{event(story, 'accuse')}")
    assert page.locator("tbody td input[name=claim]").count() == 2


def test_6_undo(page: Page, base: str, story: Story) -> None:
    """What was judged earlier is taken back from the log: the story is as before it."""
    assert event(story, "accuse") == event(story, "convoqué"), "as the journey before left it"
    page.goto(f"{base}/judgements")
    page.locator("tr", has_text="événements réunis").locator("button").first.click()
    confirm(page)
    assert event(story, "accuse") != event(story, "convoqué")
    assert "annulé" in page.locator("tr", has_text="événements réunis").inner_text().lower()


def test_7_split(page: Page, base: str, story: Story) -> None:
    """An event that is two is told apart by ticking the accounts that go. The next journey takes it back."""
    assert event(story, "livré", "a.txt") == event(story, "livré", "b.txt")
    page.goto(f"{base}/events/{event(story, 'livré')}")
    page.locator("td input[name=claim]").nth(1).check()
    page.locator(".bulk button", has_text="Mettre à part").click()
    confirm(page)
    assert event(story, "livré", "a.txt") != event(story, "livré", "b.txt")


def test_8_run_again_and_find_judgements_kept(page: Page, base: str, story: Story) -> None:
    assert event(story, "livré", "a.txt") != event(story, "livré", "b.txt"), "as the journey before left it"
    before = story.render("claims")
    build([], story.path, stages=STAGES)
    assert story.render("claims") == before
    page.goto(f"{base}/judgements")
    assert page.locator("tbody tr").count() == len(story.judgements)
    page.locator("tr", has_text="événement séparé").locator("button").first.click()
    confirm(page)
    assert event(story, "livré", "a.txt") == event(story, "livré", "b.txt")


def test_9_brief_to_docx(page: Page, base: str, story: Story, tmp_path: Path) -> None:
    """What the brief cites are notes of it, each with words that stand in an article of the story."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    page.goto(base)
    chosen(page, "Emporter")
    with page.expect_download() as waited:
        page.locator('a[href="/take/brief.docx?lang=fr"]').click()
    assert waited.value.suggested_filename == "story-brief-fr.docx"
    waited.value.save_as(tmp_path / "brief.docx")
    document = docx.Document(str(tmp_path / "brief.docx"))
    assert document.paragraphs[0].text == "story"
    assert any("Le pays A a livré 300 obus au pays B" in each.text for each in document.paragraphs)
    (told,) = [each for each in document.part.package.iter_parts() if each.partname.endswith("notes.xml")]
    kind = "endnote" if "endnotes" in told.partname else "footnote"
    body = ElementTree.fromstring(told.blob)
    notes = {
        each.get(f"{W}id"): "".join(each.itertext()) for each in body.iter(f"{W}{kind}") if each.get(f"{W}type") is None
    }
    cited = {each.get(f"{W}id") for each in document.element.iter(f"{W}{kind}Reference")}
    assert cited == notes.keys()
    assert len(notes) > 4
    for note in notes.values():
        quotes = re.findall(r"«\s*(.+?)\s*»", note)
        assert quotes
        assert all(any(quote in article.text for article in story.articles) for quote in quotes), note
    found = story.verify_brief((tmp_path / "brief.docx").read_bytes(), "fr")
    assert found.notes == len(notes)
    assert found.holds, found.faults


def test_10_share_file(browser: Browser, page: Page, base: str, tmp_path: Path) -> None:
    """One file, opened from the disk with no network: it leads from a line to its words, quietly, and asks for nothing."""
    page.goto(f"{base}/take")
    with page.expect_download() as waited:
        page.locator('#share ~ p a[href="/take/html?lang=fr"]').click()
    assert waited.value.suggested_filename == "story-dossier-fr.html"
    waited.value.save_as(tmp_path / "share.html")
    assert page.url == f"{base}/take", "the file is saved, not shown in our place"
    address = (tmp_path / "share.html").as_uri()
    context = browser.new_context(offline=True)
    alone = context.new_page()
    noise: list[str] = []
    alone.on("console", lambda message: noise.append(message.text))
    alone.on("pageerror", lambda error: noise.append(str(error)))
    alone.on("request", lambda request: noise.append(request.url) if request.url != address else None)
    alone.goto(address)
    assert "story" in alone.locator("h1").first.inner_text()
    alone.locator("a.n").first.click()
    alone.locator("mark.on").first.wait_for()
    assert alone.url.startswith(f"{address}#")
    assert noise == []
    context.close()
