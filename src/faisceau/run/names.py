"""Telling files and articles apart: the same name from two places is two things, the same place again is one.

A file is known by a hash of where it lies, so that a story holds no path. Its label is its name; where another file has
that label, its folder's name goes before it (`b/note.txt`), and so on upwards. A file's article has the label as its id;
a record keeps its own id unless an article of another file has it, which puts the file's label before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from faisceau.model.text import Article
from faisceau.store.standing import Stamp
from faisceau.store.writer import SourceFile


def place_key(path: Path) -> str:
    """A hash of where `path` lies, links followed."""
    return hashlib.sha256(path.resolve().as_posix().encode(errors="surrogateescape")).hexdigest()[:32]


class Names:
    """The labels and ids given in a story so far, and whose they are."""

    def __init__(self, files: Iterable[SourceFile], stamps: Iterable[Stamp]) -> None:
        self._labels = {file.key: file.name for file in files}
        self._taken = set(self._labels.values())
        self._owners = {stamp.id: stamp.file for stamp in stamps}

    def label(self, path: Path, key: str) -> str:
        """The label of the file at `path`, now its own."""
        if key not in self._labels:
            self._labels[key] = next(label for label in _labels(path) if label not in self._taken)
            self._taken.add(self._labels[key])
        return self._labels[key]

    def candidates(self, article: Article, path: Path, label: str) -> Iterator[str]:
        """Ids for an article read from `path`, the wished-for first."""
        wished = article.id
        if wished == path.name or wished.startswith(f"{path.name}#"):
            wished = label + wished.removeprefix(path.name)
        yield wished
        yield f"{label}/{wished}"
        yield from (f"{label}/{wished}~{number}" for number in count(2))

    def owner(self, article: str) -> str | None:
        """The key of the file whose article has this id."""
        return self._owners.get(article)

    def take(self, article: str, key: str) -> None:
        """Give the article id to the file with this key."""
        self._owners[article] = key


def _labels(path: Path) -> Iterator[str]:
    parts = [printable(part) for part in path.resolve().parts[1:]] or [printable(path.name)]
    for length in range(1, len(parts) + 1):
        yield "/".join(parts[-length:])
    yield from (f"{'/'.join(parts)}~{number}" for number in count(2))


def printable(name: str) -> str:
    """A file's name may hold bytes that are no text: they could be neither stored nor shown."""
    return name.encode(errors="surrogateescape").decode(errors="replace")
