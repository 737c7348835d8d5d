"""The story as Python has it: built, looked through, shown in a notebook."""

from __future__ import annotations

import functools
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_stages import STUB

import faisceau
import faisceau.run
from faisceau.model.claims import ActorRef, Source
from faisceau.story import Listing
from faisceau.story.actors import actor_lines


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("faisceau.run.build", functools.partial(faisceau.run.order.build, stages=STUB))
    path = tmp_path / "<b>.txt"
    path.write_text(
        "---\npublished: le 4 mai 2024\npublisher: Le Relais\nlang: fr\n---\n\nIl y a <i>3</i> ports & un quai.",
        encoding="utf-8",
    )
    return path


def test_a_story_in_a_temporary_folder(article: Path) -> None:
    story = faisceau.build([article])
    assert story.report is not None
    assert story.report.new == 1
    assert [each.id for each in story.articles] == ["<b>.txt"]
    assert story.claims[0].quote.endswith("Il y a <i>3</i> ports & un quai.")
    assert len(story.events) == 1
    assert len(story.exchanges) == len(story.figures) == len(story.problems) == 0
    assert story.dossier().name == "story"
    assert story.render("claims").count(b"\n") == 1
    assert [path.name for path in story.write("en")] == ["dossier.html", "brief.md", "claims.jsonl"]
    folder = story.path
    assert folder.exists()
    del story
    assert not folder.exists()


def test_a_story_in_a_folder_is_opened_again(article: Path, tmp_path: Path) -> None:
    built = faisceau.build(article, tmp_path / "s", lang="en")
    opened = faisceau.open_story(tmp_path / "s")
    assert (opened.name, opened.lang) == ("s", "en")
    assert list(opened.claims) == list(built.claims)
    assert opened.report is None
    with pytest.raises(faisceau.FaisceauError):
        faisceau.open_story(tmp_path / "elsewhere")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.names.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_notebooks_show_tables_and_no_markup_of_the_articles(article: Path) -> None:
    story = faisceau.build(article)
    values = (
        story,
        story.articles,
        story.claims,
        story.events,
        story.actors,
        story.problems,
        story.figures,
        story.exchanges,
    )
    for value in values:
        tags = Tags()
        tags.feed(value._repr_html_())
        assert tags.open == []
        assert tags.names <= {"table", "thead", "tbody", "tr", "th", "td", "p", "b"}
    assert "&lt;i&gt;3&lt;/i&gt; ports &amp; un quai" in story.claims._repr_html_()


def test_a_long_listing_is_cut_and_says_so() -> None:
    listing = Listing(range(100), {"n": lambda n: n, "long": lambda _: "x" * 500})
    shown = listing._repr_html_()
    assert shown.count("<tr>") == 31
    assert "70 more" in shown
    assert "x" * 200 not in shown
    assert isinstance(listing[2:4], Listing)
    assert list(listing[2:4]) == [2, 3]
    assert listing[5] == 5


def test_actors_are_counted_by_role(article: Path) -> None:
    (claim,) = faisceau.build(article).claims
    russia, moscow = ActorRef("RUS", "Russie"), ActorRef("RUS", "Moscou")
    claims = [
        replace(claim, id="1", subject=(russia, moscow), object=()),
        replace(claim, id="2", article="z", subject=(ActorRef("PRK", "Pyongyang"),), object=(russia,)),
        replace(claim, id="3", subject=(), object=(), source=Source((russia,), "state", None, (ActorRef("AAA", "A"),))),
    ]
    lines = actor_lines(claims)
    assert [(line.id, line.as_subject, line.as_object, line.as_source) for line in lines] == [
        ("RUS", 1, 1, 1),
        ("AAA", 0, 0, 1),
        ("PRK", 1, 0, 0),
    ]
    assert lines[0].names == ("Russie", "Moscou")
    assert lines[0].articles == ("<b>.txt", "z")
    assert lines == actor_lines(claims[::-1])
