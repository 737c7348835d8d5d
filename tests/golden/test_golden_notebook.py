"""The example notebook: its cells run on the shipped story, and what is kept in it is what a run gives, in kind."""

from __future__ import annotations

import json
import re

import pytest

from evaluation.notebook import NOTEBOOK, run_cells


def test_outputs_are_kept_and_name_no_machine() -> None:
    held = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (held["nbformat"], held["nbformat_minor"]) == (4, 5)
    cells = [cell for cell in held["cells"] if cell["cell_type"] == "code"]
    assert len({cell["id"] for cell in held["cells"]}) == len(held["cells"])
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert all(cell["outputs"] for cell in cells)
    assert not re.search(r"/(?:tmp|home|root|work|Users)/|0x[0-9a-f]{6}", NOTEBOOK.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_every_cell_runs_on_the_shipped_story() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    for before, after in zip(cells, run_cells(cells), strict=True):
        if before["cell_type"] == "code":
            kinds = [
                [sorted(each.get("data", [each["output_type"]])) for each in cell["outputs"]]
                for cell in (before, after)
            ]
            assert kinds[0] == kinds[1]
