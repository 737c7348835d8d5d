"""The forward pass against its definition, written out with loops."""

from __future__ import annotations

from math import exp, sqrt, tanh
from pathlib import Path

import numpy as np
import pytest
from tiny_container import HEADS, WIDTH, Floats, write

from faisceau.encode.container import Container
from faisceau.encode.encoder import Laid, gather
from faisceau.encode.layers import Layer, Stack
from faisceau.errors import FaisceauError

WINDOW = np.array([0, 9, 5, 11, 2])


def normal(row: Floats, scale: Floats, shift: Floats) -> Floats:
    spread = sqrt(float(np.var(row)) + 1e-12)
    return np.asarray((row - row.mean()) / spread * scale + shift, dtype=np.float32)


def by_definition(held: dict[str, Floats], window: list[int], layers: int) -> Floats:
    rows = [
        normal(held["emb.word"][piece] + held["emb.pos"][n] + held["emb.type"][0], held["emb.ln.w"], held["emb.ln.b"])
        for n, piece in enumerate(window)
    ]
    size = WIDTH // HEADS
    for layer in range(layers):
        get = {name.removeprefix(f"l{layer}."): value for name, value in held.items() if name.startswith(f"l{layer}.")}
        query, key, value = ([get[f"{part}.w"] @ row + get[f"{part}.b"] for row in rows] for part in "qkv")
        after: list[Floats] = []
        for n, row in enumerate(rows):
            told: list[float] = []
            for head in range(HEADS):
                part = slice(head * size, (head + 1) * size)
                scores = [float(query[n][part] @ other[part]) / sqrt(size) for other in key]
                odds = [exp(score - max(scores)) for score in scores]
                told += np.sum([o / sum(odds) * v[part] for o, v in zip(odds, value, strict=True)], axis=0).tolist()
            row = normal(row + get["ao.w"] @ np.array(told) + get["ao.b"], get["aln.w"], get["aln.b"])
            inner = get["fi.w"] @ row + get["fi.b"]
            inner = np.array([0.5 * x * (1 + tanh(sqrt(2 / np.pi) * (x + 0.044715 * x**3))) for x in inner.tolist()])
            after.append(normal(row + get["fo.w"] @ inner + get["fo.b"], get["oln.w"], get["oln.b"]))
        rows = after
    return np.stack(rows)


@pytest.mark.parametrize("layers", [0, 1, 2])
def test_the_pass_is_what_the_definition_says(tmp_path: Path, layers: int) -> None:
    held = write(tmp_path / "e.bin")
    container = Container(tmp_path / "e.bin")
    stack = Stack(container, [Layer.of(container, n) for n in range(layers)])
    assert np.allclose(stack.run(WINDOW), by_definition(held, WINDOW.tolist(), layers), atol=2e-4)


def test_what_training_added_is_added(tmp_path: Path) -> None:
    write(tmp_path / "e.bin")
    layer = Layer.of(Container(tmp_path / "e.bin"), 0)
    more = np.ones((WIDTH, WIDTH), dtype=np.float32)
    changed = layer.changed({"ao.w": more})
    assert np.array_equal(changed.numbers["ao.w"], layer.numbers["ao.w"] + 1)
    assert np.array_equal(changed.numbers["fi.w"], layer.numbers["fi.w"])


@pytest.mark.parametrize(("name", "shape"), [("ao.w", (WIDTH, 1)), ("zz.w", (WIDTH, WIDTH))])
def test_what_does_not_fit_is_refused(tmp_path: Path, name: str, shape: tuple[int, int]) -> None:
    write(tmp_path / "e.bin")
    layer = Layer.of(Container(tmp_path / "e.bin"), 0)
    with pytest.raises(FaisceauError, match=name):
        layer.changed({name: np.zeros(shape, dtype=np.float32)})


def test_a_word_is_the_mean_of_its_own_pieces() -> None:
    found = np.zeros((3, 2), dtype=np.float32)
    laid = Laid(np.array([0, 7, 8, 9, 4, 2]), np.array([-1, -1, 1, 1, 2, -1]))
    gather(found, laid, np.arange(12, dtype=np.float32).reshape(6, 2))
    assert found.tolist() == [[0, 0], [5, 6], [8, 9]]
