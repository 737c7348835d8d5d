"""A file of the packaged encoder's form with few, small numbers, and the numbers that are in it."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WIDTH, INNER, HEADS, LONGEST = 32, 64, 2, 64
PIECES = {
    "<s>": 0.0, "<pad>": 0.0, "</s>": 0.0, "<unk>": 0.0, "▁": -3.0, "a": -4.0, "b": -4.5, "c": -5.0, "ab": -6.0, "▁ab": -5.5,
    "abc": -12.0, "▁c": -4.0, "'": -3.5,
}  # fmt: skip
Floats = NDArray[np.float32]


def quantised(values: Floats) -> tuple[bytes, Floats]:
    """Blocks of 32 four-bit numbers with a 16-bit scale, and the numbers that they hold."""
    blocks = values.reshape(-1, 32)
    scale = (np.abs(blocks).max(axis=1) / 7).astype("<f2")
    whole = scale.astype(np.float32)[:, None]
    steps = np.clip(np.rint(blocks / np.maximum(whole, 1e-8)) + 8, 0, 15).astype(np.uint8)
    packed = steps[:, :16] | steps[:, 16:] << 4
    data = b"".join(s.tobytes() + p.tobytes() for s, p in zip(scale, packed, strict=True))
    return data, ((steps.astype(np.float32) - 8) * whole).reshape(values.shape)


def write(path: Path, layers: int = 2) -> dict[str, Floats]:
    """Write the file; the numbers in it are returned by name."""
    random = np.random.default_rng(3)
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES), WIDTH), "emb.pos": (LONGEST, WIDTH), "emb.type": (2, WIDTH), "emb.ln.w": (WIDTH,),
        "emb.ln.b": (WIDTH,),
    }  # fmt: skip
    for n in range(layers):
        shapes |= {f"l{n}.{part}.w": (WIDTH, WIDTH) for part in ("q", "k", "v", "ao")}
        shapes |= {f"l{n}.fi.w": (INNER, WIDTH), f"l{n}.fo.w": (WIDTH, INNER), f"l{n}.fi.b": (INNER,)}
        shapes |= {f"l{n}.{part}.b": (WIDTH,) for part in ("q", "k", "v", "ao", "fo", "aln", "oln")}
        shapes |= {f"l{n}.{part}.w": (WIDTH,) for part in ("aln", "oln")}
    held: dict[str, Floats] = {}
    blobs: list[tuple[str, int, int, bytes]] = []
    for name, shape in shapes.items():
        values = random.normal(0, 0.5, shape).astype(np.float32)
        matrix = len(shape) == 2 and name not in ("emb.pos", "emb.type")
        data, kept = quantised(values) if matrix else (values.tobytes(), values)
        held[name] = kept
        blobs.append((name, int(matrix), values.size, data))
    letters = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, letters)]).astype("<u4")
    head = struct.pack("<4si7ifi5iQ", b"E5S1", 1, WIDTH, layers, HEADS, INNER, len(PIECES), LONGEST, 2, 1e-12, 32,
                       len(PIECES), 0, 2, 1, 3, len(b"".join(letters)))  # fmt: skip
    head += ends.tobytes() + np.array(list(PIECES.values()), "<f4").tobytes() + b"".join(letters)
    head += struct.pack("<iI", 0, 4) + b"\0\0\0\0" + struct.pack("<i", len(blobs))
    size = len(head) + sum(2 + len(name) + 5 + 16 for name, *_ in blobs)
    at, directory, body = -(-size // 64) * 64, b"", b""
    start = at
    for name, kind, count, data in blobs:
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, at, len(data))
        padded = data + b"\0" * (-len(data) % 64)
        body += padded
        at += len(padded)
    path.write_bytes((head + directory).ljust(start, b"\0") + body)
    return held
