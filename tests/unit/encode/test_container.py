"""The packaged encoder's file: what is read is what was written, and what is no such file is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tiny_container import PIECES, WIDTH, write

from faisceau.encode.container import Container
from faisceau.errors import FaisceauError


def test_every_number_is_read_as_written(tmp_path: Path) -> None:
    held = write(tmp_path / "e.bin")
    container = Container(tmp_path / "e.bin")
    assert container.pieces == list(PIECES)
    assert container.scores.tolist() == pytest.approx(list(PIECES.values()))
    for name, values in held.items():
        assert np.allclose(container.tensor(name, *values.shape), values, atol=1e-6), name


def test_rows_are_the_rows_of_the_whole(tmp_path: Path) -> None:
    held = write(tmp_path / "e.bin")
    found = Container(tmp_path / "e.bin").rows("emb.word", np.array([5, 0, 5]))
    assert found.shape == (3, WIDTH)
    assert np.array_equal(found, held["emb.word"][[5, 0, 5]])


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "e.bin").write_bytes(b"GGUF" + b"\0" * 400)
    with pytest.raises(FaisceauError, match="not an encoder"):
        Container(tmp_path / "e.bin")


@pytest.mark.parametrize("kept", [0, 3, 40, 90, 700, -100])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    write(tmp_path / "e.bin")
    whole = (tmp_path / "e.bin").read_bytes()
    (tmp_path / "e.bin").write_bytes(whole[:kept])
    with pytest.raises(FaisceauError, match="not an encoder"):
        Container(tmp_path / "e.bin")
