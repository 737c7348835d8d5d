"""The first minute in a browser: files dropped into an empty story, the run as it goes, the story."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from room_serving import quiet_page, serious, served

from faisceau import run
from faisceau.store.folder import StoryFolder
from faisceau.web import make_app
from faisceau.web.door import Opened
from faisceau.web.password import hashed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
SECRET = "un phare sur la borne"
RUN_MS = 240_000
ARTICLE = (
    "Le Japon a livré douze mille tonnes de riz à Cuba le 3 mars 2031, a annoncé mardi le ministère japonais des Affaires "
    "étrangères. Selon l’agence Prensa Sur, Cuba a remis en échange deux navires de pêche au Japon. La Corée du Sud a démenti "
    "avoir participé à cette livraison.\n"
)
# In a language that nothing analyses: the run is a real one, and no model has to be loaded for it.
FOREIGN = "Japani toimitti maanantaina yhdeksän tuhatta tonnia riisiä Kuubaan, kertoi ulkoministeriö eilen illalla.\n"
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "text/plain" }));
  for (const type of ["dragenter", "dragover", "drop"])
    document.querySelector("#main").dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
}"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("room") / "riz"
    run.start(path)
    with served(make_app(StoryFolder(path))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    with quiet_page(browser, base) as page:
        yield page


def test_files_dropped_become_a_story(page: Page, base: str) -> None:
    page.goto(base)
    page.locator("a.go", has_text="Ajouter des articles").click()
    page.wait_for_url("**/add**")  # loaded, with what listens to a drop: a busy machine is slower than the test
    page.evaluate(DROP, ["2031-03-04_le-phare.txt", ARTICLE])
    page.locator(".run progress").wait_for()
    page.goto(f"{base}/events")  # the tab goes elsewhere: the run does not mind
    page.goto(f"{base}/add")
    page.locator(".run", has_text="La lecture est terminée").wait_for(timeout=RUN_MS)
    page.locator("a.go", has_text="Voir l’histoire").click()
    page.locator(".mast nav a", has_text="Articles").click()
    page.locator("main a", has_text="le-phare").first.click()
    assert "riz" in page.locator("main").inner_text()
    assert page.locator("mark").count() > 0


def test_without_javascript_a_file_is_sent_and_the_page_follows_the_run(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/add?lang=en")
    text = FOREIGN.encode()
    file: FilePayload = {"name": "2031-03-05_la-digue.txt", "mimeType": "text/plain", "buffer": text}
    page.locator("input[type=file]").set_input_files([file])
    page.locator("button", has_text="Read these files").click()
    assert page.locator(".run").is_visible()
    page.locator(".run", has_text="The run is done").wait_for(timeout=RUN_MS)
    assert "In the story now: articles 2," in page.locator(".run").inner_text()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anyones_way(browser: Browser, base: str, scheme: str, tmp_path: Path) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    run.start(tmp_path / "vide")
    with served(make_app(StoryFolder(tmp_path / "vide"), (), Opened(hashed(SECRET)))) as guarded:
        for path in (f"{base}/add?lang=en", f"{base}/take", f"{guarded}/login?lang=en", f"{guarded}/login"):
            page.goto(path)
            assert serious(page, scheme) == [], path
        page.locator("input[type=password]").fill("un phare sur la dune")
        page.locator("button.go").click()
        assert page.locator("[role=alert]").is_visible()
        page.locator("input[type=password]").fill(SECRET)
        page.locator("button.go").click()
        page.wait_for_url(f"{guarded}/")
        for path in ("/add", "/", "/logout", "/take?lang=en"):
            page.goto(f"{guarded}{path}")
            assert serious(page, scheme) == [], path
        page.goto(f"{guarded}/logout")
        page.locator("button.go").click()
        page.goto(f"{guarded}/events")
        assert "/login?next=%2Fevents" in page.url
    context.close()


@pytest.mark.parametrize("width", [320, 820])
def test_no_page_scrolls_sideways(page: Page, base: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/add", "/take", "/take?lang=en"):
        page.goto(f"{base}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
