"""Arrays as data: what is kept in few bits comes back, and a damaged file says so."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from faisceau import knowledge
from faisceau.errors import FaisceauError
from faisceau.knowledge.arrays import load_arrays, restored


def held(arrays: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(knowledge, "load_bytes", lambda path: data)


def test_a_row_comes_back_by_its_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    steps, scale = np.array([[1, -2], [127, 0]], dtype=np.int8), np.array([0.5, 2], dtype=np.float32)
    given(monkeypatch, held({"a": steps, "a.scale": scale, "b": np.array([1.5], dtype=np.float16)}))
    arrays = load_arrays("x.npz")
    assert restored(arrays, "a").tolist() == [[0.5, -1], [254, 0]]
    assert restored(arrays, "b").tolist() == [1.5]
    with pytest.raises(FaisceauError, match=r"x\.npz.*'c'"):
        restored(arrays, "c")


DAMAGED = {
    "empty": b"",
    "no archive": b"no zip",
    "cut off": held({"a": np.zeros(400)})[:-60],
    "code in it": held({"a": np.array([object()], dtype=object)}),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_says_so(monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    given(monkeypatch, DAMAGED[damage])
    with pytest.raises(FaisceauError, match=r"x\.npz"):
        load_arrays("x.npz")
