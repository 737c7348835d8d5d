"""Finding files and choosing a reader by a file's ending."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from faisceau.errors import Code
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.read.markdown import read_markdown
from faisceau.read.options import BadInput, ReadOptions
from faisceau.read.records import read_records
from faisceau.read.text import read_text

Reader = Callable[[Path, ReadOptions], Iterator[Article | Problem]]


def read_page(path: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """A web page, read by libraries that are slow to import: only where there is a page."""
    from faisceau.read.page import read_page as read  # noqa: PLC0415

    return read(path, options)


# A kind of source is a module with one such function; add its endings here.
READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".jsonl": read_records,
    ".ndjson": read_records,
}


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Files to read under `paths`, in the order given, those of a folder sorted by path; each file once.

    Folders are walked to the bottom, links followed once; hidden entries and README files in them are left out. A path
    named by the user is kept whatever it is: if it cannot be read, `read_file` says so. So is a folder that cannot be
    listed.
    """
    found: list[Path] = []
    seen: set[str] = set()
    for path in paths:
        for candidate in _walk(path, set()):
            real = os.path.realpath(candidate)
            if real not in seen:
                seen.add(real)
                found.append(candidate)
    return found


def _walk(path: Path, open_folders: set[str]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    real = os.path.realpath(path)
    if real in open_folders:  # a link to a folder above it
        return
    try:
        entries = sorted(path.iterdir(), key=lambda entry: entry.name)
    except OSError:
        yield path
        return
    for entry in entries:
        if not entry.name.startswith(".") and not entry.name.upper().startswith("README"):
            yield from _walk(entry, open_folders | {real})


def read_file(path: Path, options: ReadOptions = ReadOptions()) -> Iterator[Article | Problem]:  # noqa: B008  # frozen
    """The articles of one file, each followed by its problems (no_date, no_publisher, no_language: it is stored all the same).

    Never raises for bad input: what cannot be read is a `Problem` whose `where` is the path as given, with `#line` for
    a record. Same bytes and options, same answer: neither clock, locale nor file times play a part.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kind = f"ending '{path.suffix}'" if path.suffix else "no ending"
        yield Problem(Code.UNKNOWN_FORMAT, path.as_posix(), f"{path.name} has {kind}.")
        return
    try:
        yield from reader(path, options)
    except BadInput as error:
        yield Problem(error.code, path.as_posix(), error.detail)
