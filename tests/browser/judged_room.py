"""A small story that can be judged, made by a real run but for the analysis, and its room: one for the tests of a module."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from room_serving import served

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "review"))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "run"))
from judged_story import ARTICLES, claims_of
from stub_stages import Analysed

from faisceau.run import Stages, build
from faisceau.story import Story, open_story
from faisceau.web import make_app

if TYPE_CHECKING:
    from playwright.sync_api import Page

STAGES = Stages(analyse=lambda article: Analysed(article.id, tuple(claims_of(article)), ()))


def judged_story(folder: Path) -> Story:
    """Three articles on shells, a port and a meeting, read."""
    (folder / "in").mkdir()
    names = ("id", "text", "published", "publisher", "lang")
    lines = (json.dumps({name: getattr(article, name) for name in names}) for article in ARTICLES)
    (folder / "in" / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build([folder / "in"], folder / "story", stages=STAGES)
    return open_story(folder / "story")


@contextmanager
def room_of(story: Story) -> Iterator[str]:
    """Its room; the address."""
    with served(make_app(story.folder)) as address:
        yield address


def claim(story: Story, words: str, article: str | None = None) -> str:
    """The id of the claim with these words."""
    found = (*story.claims, *story.rejected)
    return next(each.id for each in found if words in each.quote and article in (None, each.article))


def event(story: Story, words: str, article: str | None = None) -> str:
    """The id of the event that the claim with these words is of."""
    wanted = claim(story, words, article)
    return next(each.id for each in story.events if wanted in each.claims)


def confirm(page: Page, name: str = "Ana") -> None:
    """Sign, look at what it would change, and confirm."""
    if page.locator("#preview").count() == 0:
        page.locator("input[name=author]").fill(name)
        page.locator("button[value=look]").click()
    page.locator("#preview").wait_for()
    page.locator("button[value=do]").click()
    page.locator("[data-done]").wait_for()


def undo_last(page: Page) -> None:
    """Take back what was just done."""
    page.locator("[data-undo]").click()
    page.locator("[data-done]", has_text="annulé").wait_for()
