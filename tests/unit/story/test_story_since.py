"""Since a run, since a day: what each compares, and what a date cannot place."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_stages import STUB, fuse

from faisceau.errors import Code, FaisceauError
from faisceau.run import build
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.store.writer import open_writer
from faisceau.story.handle import open_story
from faisceau.story.since import changes_since


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return tmp_path / "s"


def write(story: Path, name: str, text: str, published: str | None = None) -> Path:
    folder = story.parent / "in"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.jsonl"
    record = {"id": f"{name}.txt", "text": text, "publisher": f"Le Relais {name}", "published": published}
    path.write_text(json.dumps({key: value for key, value in record.items() if value}), encoding="utf-8")
    return path


def run(story: Path) -> None:
    build([story.parent / "in"], story, None, None, STUB)


def found(story: Path, since: str | None = None) -> Counter[tuple[str, str]]:
    with open_view(StoryFolder(story)) as view:
        changes = changes_since(view, since, STUB)
    return Counter((change.sort, change.because) for change in changes.changes)


def test_since_a_run(story: Path) -> None:
    write(story, "a", "Le quai a 3 grues.", "2031-04-02")
    run(story)
    with pytest.raises(FaisceauError, match="one run only") as caught:
        found(story)
    assert caught.value.code == Code.NO_RUN
    write(story, "b", "Le quai a 3 grues. Le port a 9 phares.", "2031-04-05")
    run(story)
    expected = {("verdict", "account"): 1, ("new_event", "account"): 1}
    assert found(story) == found(story, "1") == found(story, "run:1") == expected
    run(story)
    assert found(story) == found(story, "2") == {}, "the same files again bring nothing"
    assert found(story, "1") == expected


def test_a_run_that_was_cut_short_leaves_what_stood(story: Path) -> None:
    write(story, "a", "Le quai a 3 grues.", "2031-04-02")
    run(story)
    path = write(story, "b", "Une panne de 4 jours.")
    with pytest.raises(ZeroDivisionError):
        run(story)
    write(story, "b", "Le port a 9 phares.")
    assert path.exists()
    run(story)
    assert found(story, "1") == found(story, "2") == {("new_event", "account"): 1}


def test_stopped_between_the_reading_and_what_is_kept_of_it(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(story, "a", "Le quai a 3 grues.", "2031-04-02")
    run(story)
    write(story, "b", "Le port a 9 phares.", "2031-04-05")
    with monkeypatch.context() as patched:
        patched.setattr("faisceau.store.writer.Writer.keep_past", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(story)
    run(story)
    assert found(story, "1") == found(story, "2") == {("new_event", "account"): 1}
    assert found(story, "3") == {}


def interrupted(*_args: object) -> None:
    raise KeyboardInterrupt


def test_an_article_removed_and_put_back(story: Path) -> None:
    write(story, "a", "Le quai a 3 grues.", "2031-04-02")
    write(story, "b", "Le quai a 3 grues. Le port a 9 phares.", "2031-04-05")
    run(story)
    with open_writer(StoryFolder(story)) as writer:
        writer.remove_article("b.txt")
    (story.parent / "in" / "b.jsonl").unlink()
    run(story)
    assert found(story, "1") == {("verdict", "removed"): 1, ("gone", "removed"): 1}
    back = write(story, "b", "Le quai a 3 grues. Le port a 9 phares.", "2031-04-05")
    back.rename(back.with_name("again.jsonl"))
    run(story)
    assert found(story, "1") == {}
    assert found(story, "2") == {("verdict", "account"): 1, ("new_event", "account"): 1}


def test_an_article_of_which_a_word_has_changed(story: Path) -> None:
    write(story, "a", "Le quai a 3 grues. Le port a 9 phares.", "2031-04-02")
    run(story)
    write(story, "a", "Le quai ouest a 3 grues. Le port a 9 phares.", "2031-04-02")
    run(story)
    with open_view(StoryFolder(story)) as view:
        changes = changes_since(view, "1", STUB)
    assert changes.changed_articles == ("a.txt",)
    assert [(c.sort, c.because, c.label) for c in changes.changes] == [
        ("new_event", "account", "Le quai ouest a 3 grues."),
        ("gone", "changed", "Le quai a 3 grues."),
    ]


def test_since_a_day_is_of_publication_dates_and_of_nothing_else(story: Path) -> None:
    write(story, "late", "Le quai a 3 grues. Le port a 9 phares.", "2031-04-05")
    run(story)
    write(story, "early", "Le quai a 3 grues. La tour a 2 cloches.", "2031-04-02")
    run(story)
    expected = {("verdict", "account"): 1, ("new_event", "account"): 1}
    assert found(story, "2031-04-03") == found(story, "2031-04-05") == expected
    assert found(story, "2031-04-06") == {}
    assert found(story, "2031-04") == found(story, "2031-01-01") == {("new_event", "account"): 3}, "everything is later"


def test_what_a_date_cannot_place_is_apart_and_in_neither_reading(story: Path) -> None:
    write(story, "early", "Le quai a 3 grues.", "2031-04-02")
    write(story, "late", "Le port a 9 phares.", "2031-04-20")
    write(story, "never", "Le quai a 3 grues. Le fort a 7 canons.")
    run(story)
    with open_view(StoryFolder(story)) as view:
        changes = changes_since(view, "2031-04-10", STUB)
    assert [(c.sort, c.label) for c in changes.changes] == [("new_event", "Le port a 9 phares.")]
    assert [(a.article, a.published, a.claims) for a in changes.apart] == [("never.txt", None, 2)]
    assert changes.changes[0].evidence[0].page == 2, "the number that the dossier of all gives it"


def test_without_an_article_apart_the_reading_that_stands_is_not_made_again(story: Path) -> None:
    write(story, "early", "Le quai a 3 grues.", "2031-04-02")
    write(story, "late", "Le port a 9 phares.", "2031-04-20")
    run(story)
    fused: list[set[str]] = []

    def noting(articles, claims, _ties=None, _memory=None):  # type: ignore[no-untyped-def]
        fused.append({article.id for article in articles})
        return fuse(articles, claims)

    with open_view(StoryFolder(story)) as view:
        changes_since(view, "2031-04-10", type(STUB)(analyse=STUB.analyse, fuse=noting))
    assert fused == [{"early.txt"}]


@pytest.mark.parametrize("since", ["", "mai", "2031-13", "2031-04-02/2031-05", "-1", "run:", "run:x", "1.5"])
def test_what_is_neither_a_run_nor_a_date(story: Path, since: str) -> None:
    write(story, "a", "Le quai a 3 grues.")
    run(story)
    with pytest.raises(FaisceauError) as caught:
        found(story, since)
    assert caught.value.code == Code.BAD_OPTION


def test_a_number_of_four_digits_is_a_year(story: Path) -> None:
    write(story, "a", "Le quai a 3 grues.", "2031-04-02")
    run(story)
    assert found(story, "2031") == {("new_event", "account"): 1}
    with pytest.raises(FaisceauError) as caught:
        found(story, "run:2031")
    assert caught.value.code == Code.NO_RUN


@pytest.mark.parametrize(("published", "last"), [("2031-05", "2031-05-31"), ("2031", "2031-12-31")])
def test_a_dossier_as_of_a_day_has_an_article_from_the_end_of_its_month_or_year(
    story: Path, published: str, last: str
) -> None:
    write(story, "a", "Le port de Caldre a rouvert.", "2031-05-01")
    write(story, "b", "Le port de Caldre a rouvert, dit-on.", "2031-05-09")
    run(story)
    with sqlite3.connect(StoryFolder(story).database) as raw:  # as a file that says no more would have it
        change = "UPDATE article SET body = CAST(replace(CAST(body AS TEXT), '\"2031-05-09\"', ?) AS BLOB) WHERE id = 'b.txt'"
        raw.execute(change, (f'"{published}"',))
    handle = open_story(story)

    def known(day: str) -> int:
        return len(handle.dossier(day).articles)

    before = f"{last[:-1]}0"
    assert (known("2031-05-02"), known(before), known(last), known("2032")) == (1, 1, 2, 2)
    assert handle.undated == ()
