"""What a story promises whatever happens to it: words in their place, same bytes, nothing lost or doubled."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "run"))
from stub_stages import STUB

from faisceau.errors import Code, FaisceauError
from faisceau.export import formats, render
from faisceau.model.causes import Cause, End
from faisceau.model.causes import with_content_id as with_cause_id
from faisceau.model.claims import Claim, with_content_id
from faisceau.model.fused import Reading
from faisceau.model.ids import bytes_id
from faisceau.model.mapping import Causal
from faisceau.model.system import Modality
from faisceau.model.text import Article, Span
from faisceau.model.ties import Ties
from faisceau.run import BuildOptions, build
from faisceau.store.folder import StoryFolder
from faisceau.store.lock import is_locked
from faisceau.store.view import open_view
from faisceau.store.writer import SourceFile, open_writer
from faisceau.story import Story
from faisceau.view import dossier_of

TESTS = Path(__file__).parents[1]
PYONGYANG = TESTS.parent / "examples" / "pyongyang"
STREAMS = ("claims", "events", "figures", "exchanges", "causes", "stories")


# --- words in their place ---------------------------------------------------------------------------------------------

storable = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@st.composite
def planted(draw: st.DrawFn) -> tuple[Article, list[Claim]]:
    """An article made of planted stretches, and a claim on some of them: the spans are known before anything reads it."""
    pieces = draw(st.lists(st.tuples(storable, st.booleans()), min_size=1, max_size=6))
    text = "".join(piece for piece, _ in pieces)
    article = Article(
        draw(storable), text, bytes_id(text.encode()), title=draw(st.none() | storable), published="2024-05-04"
    )
    claims, start = [], 0
    for piece, is_claim in pieces:
        end = start + len(piece)
        if is_claim:
            span = Span(start, end)
            blank = Claim(
                article=article.id,
                id="",
                start=start,
                end=end,
                quote=piece,
                kind="event",
                plover=None,
                predicate="x",
                predicate_span=span,
            )
            claims.append(with_content_id(blank))
        start = end
    return article, claims


@given(planted())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_quote_is_where_its_span_says(story: tuple[Article, list[Claim]]) -> None:
    article, claims = story
    with tempfile.TemporaryDirectory() as folder:
        with open_writer(StoryFolder(Path(folder))) as writer:
            writer.put_file(SourceFile("k", article.id, article.original, None), [article], [])
            writer.put_analysis(article, "w", claims, [])
            writer.put_reading(STUB.fuse([article], claims, Ties()), "f")
        with open_view(StoryFolder(Path(folder))) as view:
            (stored,), found, reading = list(view.articles()), list(view.claims()), view.reading()
    assert stored == article
    assert found == claims
    for line, claim in zip(
        _lines(render("claims", dossier_of("s", [stored], found, reading, []))), claims, strict=True
    ):
        assert stored.text[line["start"] : line["end"]] == line["quote"] == claim.quote


@st.composite
def tied(draw: st.DrawFn) -> tuple[Article, list[Cause]]:
    """An article made of planted stretches, and causal claims from each to the next."""
    pieces = draw(st.lists(storable, min_size=2, max_size=6))
    text = "".join(pieces)
    article = Article(draw(storable), text, bytes_id(text.encode()), published="2024-05-04")
    starts = [sum(map(len, pieces[:number])) for number in range(len(pieces))]
    ends = [
        End(start, start + len(piece), piece, draw(st.none() | st.just("need(AAA, blé)")))
        for start, piece in zip(starts, pieces, strict=True)
    ]
    causes = []
    for cause, effect in itertools.pairwise(ends):
        blank = Cause(
            article=article.id,
            id="",
            start=cause.start,
            end=effect.end,
            quote=text[cause.start : effect.end],
            cause=cause,
            effect=effect,
            sign=draw(st.sampled_from(("+", "-"))),
            modality=draw(st.sampled_from(get_args(Modality))),
            speaker=("author",),
        )
        causes.append(with_cause_id(blank))
    return article, causes


@given(tied())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_quote_of_a_causal_claim_is_where_its_span_says(story: tuple[Article, list[Cause]]) -> None:
    article, causes = story
    with tempfile.TemporaryDirectory() as folder:
        with open_writer(StoryFolder(Path(folder))) as writer:
            writer.put_file(SourceFile("k", article.id, article.original, None), [article], [])
            writer.put_analysis(article, "w", [], [], causes)
        with open_view(StoryFolder(Path(folder))) as view:
            (stored,), found = list(view.articles()), list(view.causes())
    assert found == causes
    shown = _lines(render("causes", dossier_of("s", [stored], [], Reading(), [], Causal(tuple(found)))))
    assert [line["id"] for line in shown] == [cause.id for cause in causes]
    for line in shown:
        for part, words in ((line, "quote"), (line["cause"], "text"), (line["effect"], "text")):
            assert stored.text[part["start"] : part["end"]] == part[words]


def test_a_causal_claim_whose_words_are_elsewhere_is_not_stored(tmp_path: Path) -> None:
    article = Article("a", "Le gel freine la récolte.", bytes_id(b"a"))
    end = End(0, 6, "Le gel")
    wrong = Cause(
        article="a", id="x", start=0, end=24, quote="Le gel freine la récolte", cause=end, effect=End(7, 13, "aucun "),
        sign="-", modality="asserted", speaker=("author",),
    )  # fmt: skip
    with open_writer(StoryFolder(tmp_path)) as writer:
        writer.put_file(SourceFile("k", "a", article.original, None), [article], [])
        with pytest.raises(FaisceauError) as caught:
            writer.put_analysis(article, "w", [], [], [wrong])
    assert caught.value.code == Code.BAD_EVIDENCE
    with open_view(StoryFolder(tmp_path)) as view:
        assert list(view.causes()) == []


def _lines(stream: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.decode("utf-8").split("\n") if line]


# --- same bytes -------------------------------------------------------------------------------------------------------


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Thirty articles, some saying the same."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        text = " ".join(f"Le lot {number % 7 * line} est à quai." for line in range(1, 9))
        (folder / f"{number:02}.txt").write_text(
            f"---\npublished: 2024-05-{number % 28 + 1:02}\n---\nDépêche {number}.\n\n{text}\n", encoding="utf-8"
        )
    return folder


def exports(story: Path, names: tuple[str, ...] = STREAMS) -> dict[str, bytes]:
    return {name: Story(StoryFolder(story)).render(name, "fr") for name in names}


def quick(inputs: Path, story: Path, workers: int = 1) -> dict[str, bytes]:
    build([inputs], story, BuildOptions(name="s", workers=workers), None, STUB)
    return exports(story)


def test_same_input_same_bytes(inputs: Path, tmp_path: Path) -> None:
    assert quick(inputs, tmp_path / "a") == quick(inputs, tmp_path / "b", workers=2)
    for half in ("x", "y"):
        (tmp_path / half).mkdir()
    for number, path in enumerate(sorted(inputs.iterdir(), reverse=True)):
        shutil.copy(path, tmp_path / ("x" if number % 2 else "y"))
    quick(tmp_path / "x", tmp_path / "c")
    assert quick(tmp_path / "y", tmp_path / "c") == exports(tmp_path / "a"), "in two goes, in another order"


@pytest.mark.slow
def test_same_bytes_from_the_real_stages_with_one_or_two_workers(tmp_path: Path) -> None:
    written = []
    for workers in ("1", "2"):
        command = [
            sys.executable,
            "-m",
            "faisceau.cli",
            "build",
            str(PYONGYANG),
            "--story",
            "s",
            "--workers",
            workers,
            "-q",
        ]
        folder = tmp_path / workers
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": workers}
        subprocess.run(command, cwd=folder, env=environment, check=True)
        written.append(exports(folder / "s", formats()))
        assert (folder / "s" / "claims.jsonl").read_bytes() == written[-1]["claims"]
        assert (folder / "s" / "dossier.html").read_bytes() == written[-1]["html"]
    for name in formats():
        assert written[0][name] == written[1][name], name
    texts = {article.id: article.text for article in Story(StoryFolder(tmp_path / "1" / "s")).articles}
    lines = _lines(written[0]["claims"])
    assert lines
    assert all(texts[str(line["article"])][line["start"] : line["end"]] == line["quote"] for line in lines)


# --- kill -9 ----------------------------------------------------------------------------------------------------------


def in_a_process(inputs: Path, story: Path, workers: int) -> subprocess.Popen[bytes]:
    """A run of the stub stages, slowed down, as the leader of its own session."""
    path = os.pathsep.join([str(TESTS / "unit" / "run"), *sys.path])
    code = "import stub_stages; stub_stages.main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(inputs), str(story), str(workers)],
        env={**os.environ, "PYTHONPATH": path},
        stderr=subprocess.DEVNULL,  # a killed run's helpers grumble
        start_new_session=True,
    )


def session_is_empty(leader: int) -> bool:
    """Whether every process of the session has ended (a zombie has)."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] not in "ZX":
            return False
    return True


def eventually(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def analysed_count(story: Path) -> int:
    """How many articles are analysed, as far as that can be told while a run is writing."""
    try:
        with open_view(StoryFolder(story)) as view:
            return sum(stamp.work_key is not None for stamp in view.stamps())
    except FaisceauError:
        return 0


def await_progress(process: subprocess.Popen[bytes], story: Path, goal: int) -> None:
    """Wait until so many articles are analysed, or the run has ended."""
    eventually(lambda: process.poll() is not None or analysed_count(story) >= goal)


def analysed_in(story: Path) -> set[str]:
    """The analysed articles of a story that may not have got as far as having tables; all claims are read on the way."""
    folder = StoryFolder(story)
    if not folder.exists():
        return set()
    with sqlite3.connect(folder.database) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    try:
        with open_view(folder) as view:
            claims = [(claim.article, claim.start, claim.end) for claim in view.claims()]
            assert len(claims) == len(set(claims))
            done = {stamp.id for stamp in view.stamps() if stamp.work_key is not None}
            assert {article for article, *_ in claims} <= done
            if view.reading_key is not None:
                assert {claim for event in view.reading().events for claim in event.claims} == set(view.claim_ids())
            return done
    except FaisceauError as error:
        if error.code != Code.NO_STORY:
            raise
        return set()


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_any_moment_nothing_is_lost_or_doubled(inputs: Path, tmp_path: Path, workers: int) -> None:
    story, moments, seen = tmp_path / "s", random.Random(workers), set[str]()
    for _ in range(6):
        started = time.monotonic()
        process = in_a_process(inputs, story, workers)
        if moments.random() < 0.3:
            time.sleep(moments.uniform(0.2, 1.5))  # anywhere: before there is a story, while files are read
        else:
            await_progress(process, story, len(seen) + moments.randint(1, 6))
            time.sleep(moments.uniform(0.0, 0.04))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert eventually(lambda leader=process.pid: session_is_empty(leader)), "a worker outlived its run"  # type: ignore[misc]
        assert time.monotonic() - started < 60
        done = analysed_in(story)
        assert seen <= done, "what was stored is lost"
        seen = done
    quick(inputs, tmp_path / "whole")
    assert exports_of_next_run(inputs, story) == exports(tmp_path / "whole")


def exports_of_next_run(inputs: Path, story: Path) -> dict[str, bytes]:
    build([inputs], story, None, None, STUB)
    assert not list(story.glob("**/.partial-*"))
    settings_file = story / "story.toml"
    settings_file.write_text('name = "s"\n', encoding="utf-8")
    return exports(story)


@pytest.mark.slow
def test_the_real_command_killed_and_run_again(tmp_path: Path) -> None:
    words = tmp_path / "in"
    words.mkdir()
    for number in range(4):
        text = f"Le pays A a livré {number + 2} navires au pays B, selon le ministère. Le pays B l'a démenti mardi."
        (words / f"{number}.txt").write_text(
            f"---\npublished: 2024-05-0{number + 1}\nlang: fr\n---\n{text}", encoding="utf-8"
        )

    def command(story: str) -> list[str]:
        return [sys.executable, "-m", "faisceau.cli", "build", str(words), "--story", story, "--name", "s", "-q"]

    for moment in (1.5, 4.0):
        process = subprocess.Popen(command("cut"), cwd=tmp_path, start_new_session=True)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        analysed_in(tmp_path / "cut")
    for story in ("cut", "whole"):
        subprocess.run(command(story), cwd=tmp_path, check=True)
    for name in ("dossier.html", "brief.md", "claims.jsonl"):
        assert (tmp_path / "cut" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name


def test_of_two_runs_at_once_one_is_turned_away(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "s"
    first = in_a_process(inputs, story, 1)
    try:
        assert eventually(lambda: is_locked(story / "faisceau.lock"))
        with pytest.raises(FaisceauError) as caught:
            build([inputs], story, None, None, STUB)
        assert caught.value.code == Code.STORY_BUSY
        assert first.wait(60) == 0
    finally:
        first.kill()
    quick(inputs, tmp_path / "whole")
    assert exports_of_next_run(inputs, story) == exports(tmp_path / "whole")


# --- folders ----------------------------------------------------------------------------------------------------------


def test_a_story_copied_elsewhere_is_the_same_story(inputs: Path, tmp_path: Path) -> None:
    before = quick(inputs, tmp_path / "a")
    copy = shutil.copytree(tmp_path / "a", tmp_path / "far" / "away")
    shutil.rmtree(tmp_path / "a")
    assert exports(copy) == before
    report = build([inputs], copy, None, None, STUB)
    assert (report.new, report.unchanged, report.analysed) == (0, 30, 0)
    assert exports(copy) == before


def test_no_path_of_the_machine_is_in_a_story(inputs: Path, tmp_path: Path) -> None:
    (inputs / "bad.bin").write_bytes(b"\x00")
    quick(inputs, tmp_path / "a")
    Story(StoryFolder(tmp_path / "a")).write()
    for path in (tmp_path / "a").rglob("*"):
        assert path.is_dir() or os.fsencode(tmp_path) not in path.read_bytes(), path.name


@pytest.fixture
def sealed(inputs: Path) -> Iterator[Path]:
    """A story that may be read by all and written by none, outside pytest's own private folders."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    story = place / "s"
    quick(inputs, story)
    everything = [story, *story.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield story
    for path in everything:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    shutil.rmtree(place)


def without_privileges(check: Callable[[], None]) -> None:
    """Run the check as a user who may not write: in a forked process where we are root, whom no mode stops."""
    if os.getuid() != 0:
        check()
        return
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            check()
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_read_only_story_is_read_and_not_written(inputs: Path, sealed: Path) -> None:
    expected = exports(sealed)

    def check() -> None:
        assert exports(sealed) == expected
        with pytest.raises(FaisceauError) as caught:
            build([], sealed, None, None, STUB)
        assert caught.value.code == Code.UNREADABLE
        with pytest.raises(FaisceauError) as caught:
            Story(StoryFolder(sealed)).write()
        assert caught.value.code == Code.UNREADABLE

    without_privileges(check)
    assert sorted(path.name for path in sealed.iterdir()) == ["faisceau.db", "faisceau.lock", "originals", "story.toml"]


@pytest.mark.parametrize("damage", ["head", "middle", "cut", "empty"])
def test_a_damaged_database_is_said(inputs: Path, tmp_path: Path, damage: str) -> None:
    story = tmp_path / "s"
    quick(inputs, story)
    database = story / "faisceau.db"
    data = bytearray(database.read_bytes())
    if damage == "head":
        data[:16] = b"not SQLite at all"[:16]
    elif damage == "middle":
        data[4096:] = random.Random(1).randbytes(len(data) - 4096)
    elif damage == "cut":
        del data[len(data) // 2 :]
    else:
        data.clear()
    database.write_bytes(bytes(data))
    with pytest.raises(FaisceauError) as caught:
        exports(story)
    assert caught.value.code == (Code.NO_STORY if damage == "empty" else Code.STORY_DAMAGED)
    if damage != "empty":
        with pytest.raises(FaisceauError) as caught:
            build([inputs], story, None, None, replace(STUB))
        assert caught.value.code == Code.STORY_DAMAGED


def test_a_story_of_a_newer_version_is_left_as_it_is(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "s"
    quick(inputs, story)
    with sqlite3.connect(story / "faisceau.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (lambda: exports(story), lambda: build([inputs], story, None, None, STUB)):
        with pytest.raises(FaisceauError) as caught:
            attempt()
        assert caught.value.code == Code.STORY_NEWER
