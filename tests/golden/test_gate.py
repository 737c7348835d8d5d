"""No measure falls below its floor, as far as the reference data are beside the repository; floors only rise."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from evaluation import baseline, score
from evaluation.baseline import Baseline, Floors, Shortfall
from evaluation.gold import SHARED
from evaluation.measures import GATE, SEALED, Measured
from evaluation.report import as_markdown

QUICK = ("seeds", "dispatches", "fusion", "dates and numbers", "pages", "quotations")
"""What a test may take the time for; `make score` measures every set."""

OLD = Baseline({"seeds": Floors({"a": "1"}, {"row": 0.3, "found": 0.7})})
TODAY = "2026-11-21"


@pytest.mark.parametrize("name", QUICK)
def test_nothing_falls_below_its_floor(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the reference data are not beside the repository")
    floors = baseline.load()
    try:
        there = baseline.digests(SHARED, GATE[name].files)
    except FileNotFoundError as error:
        pytest.skip(f"missing: {Path(str(error.filename)).name}")
    if there != floors.sets[name].files:
        pytest.skip("the reference files are not those that the floors were measured on: make score, then --update")
    assert not [str(each) for each in baseline.shortfalls(name, GATE[name].measure().figures, floors)]


def test_the_baseline_has_floors_for_every_set_and_no_other() -> None:
    found = baseline.load()
    assert set(found.sets) == set(GATE)
    for name, floors in found.sets.items():
        assert set(floors.files) == set(GATE[name].files), name
        assert floors.floors, name
        assert all(0 <= floor < 1 for floor in floors.floors.values()), name
    assert all(each.reason.strip() for each in found.conceded)


def test_floors_rise_to_the_figures_less_the_margin() -> None:
    new, short = baseline.raised(OLD, "seeds", {"row": 0.4, "found": 0.705, "date": 0.5}, {"a": "2"}, TODAY, None)
    assert not short
    assert new.sets["seeds"] == Floors({"a": "2"}, {"row": 0.39, "found": 0.7, "date": 0.49})
    assert not new.conceded


@pytest.mark.parametrize("figures", [{"row": 0.2, "found": 0.8}, {"found": 0.8}])
def test_a_floor_is_not_lowered_without_a_reason(figures: dict[str, float]) -> None:
    new, short = baseline.raised(OLD, "seeds", figures, {"a": "2"}, TODAY, None)
    assert new == OLD
    assert short == [Shortfall("seeds", "row", 0.3, figures.get("row"))]


def test_a_floor_lowered_is_recorded_with_its_reason() -> None:
    new, short = baseline.raised(OLD, "seeds", {"row": 0.2, "found": 0.8}, {"a": "2"}, TODAY, "stricter spans")
    assert not short
    assert new.sets["seeds"].floors == {"row": 0.19, "found": 0.79}
    (conceded,) = new.conceded
    assert msgspec.structs.astuple(conceded) == (TODAY, "seeds", "row", 0.3, 0.19, "stricter spans")


def test_a_baseline_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline.save(OLD, path)
    assert baseline.load(path) == OLD
    assert json.loads(path.read_text(encoding="utf-8"))["sets"]["seeds"]["floors"]["row"] == 0.3
    assert baseline.load(tmp_path / "none.json") == Baseline()


def test_a_reason_alone_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    if not SHARED.is_dir():
        pytest.skip("the reference data are not beside the repository")
    with pytest.raises(SystemExit):
        score.main(["--allow-regression", "why not"])
    assert "--update" in capsys.readouterr().err


def test_a_report_tells_offsets_and_of_a_sealed_set_only_figures() -> None:
    gold = {"start": 3, "end": 9, "kind": "event", "status": "asserted", "quote": "secret", "subject": [], "object": []}
    ours = {**gold, "kind": "need", "subject": [{"id": "FRA"}]}
    measured = Measured(
        {"row": 0.5}, ("event->need: 1",), (("wrong", "a.txt", gold, ours), ("missed", "b.txt", gold, None))
    )
    (sealed,) = SEALED
    report = as_markdown({"seeds": measured, sealed: measured}, OLD)
    assert "secret" not in report
    open_part, sealed_part = report.split(f"## {sealed}")
    assert "| wrong | a.txt | 3:9 event/asserted | 3:9 need/asserted | kind, subject |" in open_part
    assert "a.txt" not in sealed_part
    assert "need" not in sealed_part
