"""Arrays of numbers as data files: NumPy's `.npz`, without anything in them that would be code."""

from __future__ import annotations

import io
import zlib
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError

Arrays = dict[str, NDArray[np.generic]]


class Named(Arrays):
    """Arrays of one file; a name that it lacks is bad knowledge, not a bug of the caller."""

    def __init__(self, path: str, held: Arrays) -> None:
        super().__init__(held)
        self._path = path

    def __missing__(self, name: str) -> NDArray[np.generic]:
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"{self._path}: no array {name!r}.")


def load_arrays(path: str) -> Named:
    """The arrays of the file at `path` by name, as they were written. Raises `FaisceauError` (bad_knowledge)."""
    try:
        with np.load(io.BytesIO(knowledge.load_bytes(path)), allow_pickle=False) as held:
            return Named(path, {name: held[name] for name in held.files})
    except (OSError, EOFError, ValueError, TypeError, KeyError, BadZipFile, zlib.error) as error:
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}: {error}.") from error


def floats(array: NDArray[np.generic]) -> NDArray[np.float32]:
    """Numbers kept in fewer bits as 32-bit floats."""
    return np.asarray(array, dtype=np.float32)


def restored(arrays: Arrays, name: str) -> NDArray[np.float32]:
    """A matrix kept in eight bits with a scale a row (`<name>` and `<name>.scale`), or in floats."""
    scale = arrays.get(f"{name}.scale")
    whole = floats(arrays[name])
    return whole if scale is None else whole * floats(scale)[:, None]
