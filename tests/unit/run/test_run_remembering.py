"""A story built file by file, with what each fusion left for the next, is the story built at once; whatever stops a run."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stub_stages import analyse

from faisceau.fuse import fuse
from faisceau.run import BuildOptions, Stages, build
from faisceau.run import order as running
from faisceau.run.keys import fusion_key
from faisceau.run.remembering import recalled, remembering
from faisceau.store import memory as stored
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.store.writer import Writer, open_writer

FUSING = Stages(analyse=analyse)
TEXTS = (
    "Le port a 9 phares. La ville a 40 000 habitants.\nPublié le 2 avril 2031.",
    "Le port a 9 phares. Le pont a 12 piles. La digue a 3 portes.",
    "La ville a 41 000 habitants. Le pont a 12 piles.",
    "Le quai a 3 grues. La digue a 3 portes.",
    "Le port a 9 phares. La ville a 40 000 habitants.\nPublié le 3 avril 2031.",
)


class Killed(BaseException):
    """As if the process were killed there."""


def _write(home: Path, number: int, text: str) -> None:
    (home / "in").mkdir(exist_ok=True)
    # No two files of the same bytes: which of them is then the article is a matter of reading, not of fusing.
    (home / "in" / f"{number}.txt").write_text(f"{text}\nLe feuillet {number} suit.", encoding="utf-8")


def _build(home: Path, name: str = "story") -> Path:
    build([home / "in"], home / name, BuildOptions(name="s", workers=1), None, FUSING)
    return home / name


def _reading(story: Path) -> list[object]:
    """What the database holds of the reading and of the claims, byte by byte."""
    with sqlite3.connect(story / "faisceau.db") as connection:
        tables = ("event", "figure", "exchange", "claim", "article")
        return [connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in tables]


STEPS = st.lists(st.tuples(st.sampled_from(range(4)), st.sampled_from(TEXTS), st.booleans()), min_size=1, max_size=4)


@settings(max_examples=8, deadline=None)
@given(STEPS)
def test_a_story_built_step_by_step_is_read_as_if_for_the_first_time(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, bool]]
) -> None:
    home = tmp_path_factory.mktemp("steps")
    for number, text, is_removed in steps:
        _write(home, number, text)
        story = _build(home)
        if is_removed:
            (home / "in" / f"{number}.txt").unlink()
            with open_writer(StoryFolder(story)) as writer:
                writer.remove_article(f"{number}.txt")
            build([], story, BuildOptions(workers=1), None, FUSING)
        with open_view(StoryFolder(story)) as view:
            fresh = fuse(list(view.articles()), list(view.claims_as_read()))
            assert msgspec.json.encode(view.reading()) == msgspec.json.encode(fresh)


@pytest.mark.parametrize("moment", ["fuse", "reading", "kept"])
def test_whatever_stops_a_run_the_next_gives_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    for number, text in enumerate(TEXTS[:3]):
        _write(tmp_path, number, text)
    _build(tmp_path)
    _write(tmp_path, 3, TEXTS[3])

    def killed(*_given: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if moment == "fuse":
            patch.setattr(running, "read_as_judged", killed)
        elif moment == "reading":
            patch.setattr(Writer, "put_reading", killed)
        else:
            patch.setattr(stored, "keep", killed)
        with pytest.raises(Killed):
            _build(tmp_path)
    _write(tmp_path, 4, TEXTS[4])
    assert _reading(_build(tmp_path)) == _reading(_build(tmp_path, "at-once"))


def test_killed_while_the_memory_is_written_it_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / stored.NAME
    stored.keep(path, "k", {b"a": b"1", b"b": b"2"}, ())

    class Cut(dict[bytes, bytes]):
        def items(self):  # type: ignore[no-untyped-def]
            yield b"c", b"3"
            raise Killed

    with pytest.raises(Killed):
        stored.keep(path, "k", Cut(), (b"a",))
    assert stored.kept(path, "k") == {b"a": b"1", b"b": b"2"}


@pytest.mark.parametrize("damage", ["cut", "other bytes", "gone", "other code", "values"])
def test_a_memory_that_cannot_be_used_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    for number, text in enumerate(TEXTS[:3]):
        _write(tmp_path, number, text)
    story = _build(tmp_path)
    path = story / stored.NAME
    if damage == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif damage == "other bytes":
        path.write_bytes(b"no database at all" * 1000)
    elif damage == "gone":
        path.unlink()
    elif damage == "values":  # as after a power cut: the database is whole, what it holds is not
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE entry SET value = zeroblob(length(value))")
    else:
        monkeypatch.setattr("faisceau.run.remembering.fusion_key", lambda: "other")
        assert not stored.kept(path, "other")
    _write(tmp_path, 3, TEXTS[3])
    assert _reading(_build(tmp_path)) == _reading(_build(tmp_path, "at-once"))
    assert path.is_file()


def test_a_memory_that_somebody_holds_stops_no_build(tmp_path: Path) -> None:
    _write(tmp_path, 0, TEXTS[0])
    story = _build(tmp_path)
    _write(tmp_path, 1, TEXTS[1])
    holding = sqlite3.connect(story / stored.NAME, isolation_level=None)
    holding.execute("BEGIN EXCLUSIVE")
    assert _reading(_build(tmp_path)) == _reading(_build(tmp_path, "at-once"))
    holding.close()


def test_the_memory_holds_no_more_than_the_story_needs(tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        _write(tmp_path, number, text)
        story = _build(tmp_path)
    shutil.copytree(tmp_path / "in", tmp_path / "copy")
    whole = _build(tmp_path, "at-once")
    keys = [set(stored.kept(each / stored.NAME, fusion_key())) for each in (story, whole)]
    assert keys[0] == keys[1]


def test_an_exception_keeps_nothing(tmp_path: Path) -> None:
    folder = StoryFolder(tmp_path)

    def fused() -> None:
        with remembering(folder) as memory:
            memory.note("x", 1)
            raise Killed

    with pytest.raises(Killed):
        fused()
    assert recalled(folder).last("x", int, 0) == 0
