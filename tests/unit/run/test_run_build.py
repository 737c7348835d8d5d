"""A run reads what is new, keeps what is there, and says what it did."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from stub_stages import STUB, Analysed, analyse_fatally

from faisceau.errors import Code, FaisceauError
from faisceau.model.text import Article
from faisceau.run import BuildOptions, RunReport, Stages, Step, build
from faisceau.run.workers import workers_for
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view

TEXT = "Le pays compte 3 ports. Il en voulait 4. Personne ne le dit."


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"---\npublished: 2024-05-04\nlang: fr\n---\n{TEXT}", encoding="utf-8")
    (folder / "b.txt").write_text(
        f"---\npublished: 2024-05-05\nlang: fr\n---\nLe port 7 est fermé. {TEXT}", encoding="utf-8"
    )
    return folder


def run(*paths: Path, story: Path, options: BuildOptions | None = None, stages: Stages = STUB) -> RunReport:
    return build(list(paths), story, options, None, stages)


def state(story: Path) -> tuple[list[object], ...]:
    with open_view(StoryFolder(story)) as view:
        reading = view.reading()
        return list(view.articles()), list(view.claims()), list(reading.events), list(view.problems())


def ids(story: Path) -> list[str]:
    with open_view(StoryFolder(story)) as view:
        return [article.id for article in view.articles()]


def problems(story: Path) -> list[tuple[str, str]]:
    """But for `no_publisher`: the articles of these tests name nobody."""
    with open_view(StoryFolder(story)) as view:
        found = [(problem.code.value, problem.where) for problem in view.problems()]
    return [each for each in found if each[0] != "no_publisher"]


def test_a_first_run_takes_everything_and_a_second_nothing(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    first = run(inputs, story=story)
    assert (first.read, first.new, first.changed, first.unchanged, first.failed) == (2, 2, 0, 0, 0)
    assert (first.analysed, first.claims, first.events) == (2, 5, 4)
    before = state(story)
    second = run(inputs, story=story)
    assert (second.read, second.new, second.changed, second.unchanged, second.analysed) == (2, 0, 0, 2, 0)
    assert state(story) == before
    assert (story / "story.toml").is_file()
    originals = sorted(path.read_bytes() for path in story.glob("originals/*/*"))
    assert originals == sorted(path.read_bytes() for path in inputs.iterdir())


def test_a_changed_file_replaces_its_article(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    run(inputs, story=story)
    (inputs / "a.txt").write_text("Il en reste 9.", encoding="utf-8")
    report = run(inputs, story=story)
    assert (report.new, report.changed, report.unchanged, report.analysed) == (0, 1, 1, 1)
    with open_view(StoryFolder(story)) as view:
        assert [claim.quote for claim in view.claims() if claim.article == "a.txt"] == ["Il en reste 9."]
        assert {claim for event in view.reading().events for claim in event.claims} == set(view.claim_ids())


def test_articles_stay_when_their_files_go(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    run(inputs, story=story)
    (inputs / "a.txt").unlink()
    run(inputs, story=story)
    assert ids(story) == ["a.txt", "b.txt"]


def test_a_run_without_paths_goes_over_the_story_again(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    run(inputs, story=story)
    report = run(story=story)
    assert (report.read, report.articles, report.analysed) == (0, 2, 0)


def test_other_code_analyses_everything_again(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = tmp_path / "story"
    run(inputs, story=story)
    monkeypatch.setattr("faisceau.run.order.work_key", lambda key, *, quick: f"other {key}")
    report = run(inputs / "a.txt", story=story)
    assert (report.unchanged, report.analysed) == (1, 2)


def test_same_name_other_bytes(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    for name in ("x/in", "y/in"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.txt").write_text(f"À {name}, on compte 5 lieux.", encoding="utf-8")
    run(inputs, tmp_path / "x", tmp_path / "y", story=story)
    assert ids(story) == ["a.txt", "b.txt", "in/a.txt", "y/in/a.txt"]
    before = state(story)
    assert run(tmp_path / "y", inputs, story=story).unchanged == 3
    assert state(story) == before
    apart = tmp_path / "apart"
    for folder in (inputs, tmp_path / "x", tmp_path / "y"):
        run(folder, story=apart)
    assert state(apart) == before


def test_same_bytes_are_kept_once(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    (inputs / "c.txt").write_bytes((inputs / "a.txt").read_bytes())
    run(inputs, story=story)
    assert ids(story) == ["a.txt", "b.txt"]
    assert problems(story) == [("same_bytes", "c.txt")]
    run(inputs, story=story)
    assert problems(story) == [("same_bytes", "c.txt")]
    (inputs / "a.txt").write_text("Il en reste 9.", encoding="utf-8")
    run(inputs, story=story)
    assert ids(story) == ["a.txt", "b.txt", "c.txt"]
    assert "same_bytes" not in dict(problems(story))


def test_the_copy_read_first_does_not_swallow_the_one_that_stays(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    run(inputs, story=story)
    (inputs / "a-copy.txt").write_bytes((inputs / "b.txt").read_bytes())
    (inputs / "b.txt").write_text("Il en reste 9.", encoding="utf-8")
    run(inputs, story=story)
    assert ids(story) == ["a-copy.txt", "a.txt", "b.txt"]
    assert "same_bytes" not in dict(problems(story))


def test_a_moved_folder_is_the_same_folder(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    run(inputs, story=story)
    before = state(story)
    report = run(inputs.rename(tmp_path / "moved"), story=story)
    assert (report.new, report.unchanged, report.analysed) == (0, 2, 0)
    assert state(story) == before


def test_records_keep_their_ids_until_they_clash(tmp_path: Path) -> None:
    story = tmp_path / "story"
    (tmp_path / "a").mkdir()

    def write(path: Path, *records: object) -> None:
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")

    one = {"id": "x", "text": "Il y en a 1.", "published": "2024-05-04", "lang": "fr"}
    two = {"id": "x", "text": "Il y en a 2.", "published": "2024-05-04", "lang": "fr"}
    write(tmp_path / "a" / "one.jsonl", one, two, one, {"text": "Il y en a 3."})
    write(tmp_path / "a" / "two.jsonl", two, {"id": "y", "text": "Il y en a 4."}, one)
    run(tmp_path / "a", story=story)
    assert ids(story) == ["one.jsonl#4", "one.jsonl/x", "two.jsonl/x", "x", "y"]
    assert problems(story).count(("same_bytes", "one.jsonl")) == 1
    assert problems(story).count(("same_bytes", "two.jsonl")) == 1
    assert ("no_date", "y") in problems(story)
    before = state(story)
    write(tmp_path / "a" / "one.jsonl", one, two, one, {"text": "Il y en a 3."}, {"id": "z", "text": "Et 5."})
    report = run(tmp_path / "a", story=story)
    assert (report.new, report.changed) == (1, 0)
    assert [article for article in state(story)[0] if article in before[0]] == before[0]


def test_bad_files_become_problems_and_the_run_goes_on(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    (inputs / "empty.txt").write_bytes(b"")
    (inputs / "image.png").write_bytes(b"\x89PNG")
    (inputs / "odd\udcff.txt").write_bytes(b"Il y en a 8.")
    report = run(inputs, tmp_path / "missing.txt", story=story)
    found = problems(story)
    assert ("empty", "empty.txt") in found
    assert ("unknown_format", "image.png") in found
    assert ("unreadable", "missing.txt") in found
    assert "odd\ufffd.txt" in ids(story)
    assert report.failed == 3
    with open_view(StoryFolder(story)) as view:
        assert not any(str(tmp_path) in problem.where + problem.detail for problem in view.problems())


def test_nothing_to_read_makes_no_story(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for path in (tmp_path / "in", tmp_path / "missing"):
        with pytest.raises(FaisceauError) as caught:
            run(path, story=tmp_path / "story")
        assert caught.value.code == Code.NO_INPUT
    assert not (tmp_path / "story").exists()


@pytest.mark.parametrize(
    "options", [BuildOptions(read={"max_byte": 1}), BuildOptions(read={"max_bytes": "x"}), BuildOptions(workers=0)]
)
def test_a_bad_option_makes_no_story(inputs: Path, tmp_path: Path, options: BuildOptions) -> None:
    with pytest.raises(FaisceauError) as caught:
        run(inputs, story=tmp_path / "story", options=options)
    assert caught.value.code == Code.BAD_OPTION
    assert not (tmp_path / "story").exists()


def analyse_nothing(article: Article) -> Analysed:
    return Analysed(article.id, (), ())


def test_a_quick_story_stays_quick_until_its_settings_say_otherwise(inputs: Path, tmp_path: Path) -> None:
    story, stages = tmp_path / "story", replace(STUB, analyse_quickly=analyse_nothing)
    assert run(inputs, story=story, options=BuildOptions(quick=True), stages=stages).claims == 0
    assert run(inputs, story=story, stages=stages).analysed == 0
    with pytest.raises(FaisceauError, match="quick = false"):
        run(inputs, story=story, options=BuildOptions(quick=False), stages=stages)
    settings = story / "story.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("quick = true", "quick = false"), encoding="utf-8")
    again = run(inputs, story=story, stages=stages)
    assert again.analysed == again.articles
    assert again.claims > 0


def test_the_options_of_the_story_reach_the_reader(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    run(inputs, story=story, options=BuildOptions(read={"max_bytes": 60}))
    assert {code for code, _ in problems(story)} == {"too_large"}
    settings = story / "story.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("max_bytes = 60", "max_bytes = 6000"), encoding="utf-8"
    )
    assert run(inputs, story=story).new == 2
    assert problems(story) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bug_comes_through_and_what_was_stored_stays(inputs: Path, tmp_path: Path, workers: int) -> None:
    story = tmp_path / "story"
    (inputs / "aa.txt").write_text("Une panne à 6 heures.", encoding="utf-8")
    with pytest.raises(ZeroDivisionError) as caught:
        run(inputs, story=story, options=BuildOptions(workers=workers))
    assert "while analysing aa.txt" in caught.value.__notes__
    with open_view(StoryFolder(story)) as view:
        assert {claim.article for claim in view.claims()} == {"a.txt"}
        assert view.counts().pending == 2
        assert not view.counts().current
    (inputs / "aa.txt").write_text("Rien à 6 heures.", encoding="utf-8")
    assert run(inputs, story=story).analysed == 2


def test_a_killed_worker_is_said_and_the_next_run_completes(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    (inputs / "aa.txt").write_text("Un coup fatal à 6 heures.", encoding="utf-8")
    with pytest.raises(FaisceauError, match="worker process was killed"):
        run(inputs, story=story, options=BuildOptions(workers=2), stages=replace(STUB, analyse=analyse_fatally))
    assert run(inputs, story=story).articles == 3
    whole = tmp_path / "whole"
    run(inputs, story=whole)
    assert state(whole) == state(story)


def test_two_workers_give_what_one_gives(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(30):
        text = " ".join(f"Le lot {number * line} est là." for line in range(20))
        (tmp_path / "in" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    for workers in (1, 2):
        run(tmp_path / "in", story=tmp_path / f"s{workers}", options=BuildOptions(name="s", workers=workers))
    assert state(tmp_path / "s1") == state(tmp_path / "s2")


def test_progress_is_told(inputs: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    build([inputs], tmp_path / "story", None, steps.append, STUB)
    assert steps == [
        Step("read", 1, 2, "a.txt"),
        Step("read", 2, 2, "b.txt"),
        Step("analyse", 1, 2, "a.txt"),
        Step("analyse", 2, 2, "b.txt"),
        Step("fuse", 0, 1),
        Step("fuse", 1, 1),
    ]


def test_runs_are_noted(inputs: Path, tmp_path: Path) -> None:
    story = tmp_path / "story"
    run(inputs, story=story)
    with open_view(StoryFolder(story)) as view:
        (noted,) = view.runs()
    assert noted.finished is not None
    assert noted.report is not None
    assert noted.report["new"] == 2


def test_few_articles_are_not_worth_a_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    assert [workers_for(number, None) for number in (0, 12, 41)] == [1, 1, 2]
    assert [workers_for(number, 3) for number in (0, 2, 41)] == [1, 2, 3]
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert workers_for(1000, None) == 1
