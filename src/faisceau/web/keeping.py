"""Files sent by a browser, kept in the story's folder as if they had been put there by hand, from where a run reads them.

They lie in `added/`, each whole or not at all. A second file of the same name and other bytes is another article: it is kept in a
numbered folder beside, unless it is said to replace the first. The same bytes under the same name are kept once, so that to send
files again changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from faisceau import knowledge
from faisceau.errors import ADVICE, Code, FaisceauError
from faisceau.read.files import READERS, find_files
from faisceau.store.folder import StoryFolder, file_digest
from faisceau.story.reading import ADDED

ENDINGS = (".txt", ".md", ".html", ".jsonl")
"""Endings that the page names; the others of `READERS` are taken as well."""
MOST_FILES = 500
MOST_BYTES = 250_000_000
MOST_FILE_BYTES = 50_000_000
_LONGEST = 150
_CHUNK = 1 << 20
_PARTIAL = ".new-"


class Refused(Struct, frozen=True):
    """A file that was not taken, and why."""

    name: str
    code: Code
    detail: str

    @property
    def advice(self) -> str:
        """What the user can do."""
        return ADVICE[self.code]


class Kept(Struct, frozen=True):
    """How many files of a sending are in the story's folder, and which are not."""

    files: int
    refused: tuple[Refused, ...] = ()


def keep(folder: StoryFolder, sent: Iterable[tuple[str, BinaryIO]], *, replace: bool = False) -> Kept:
    """Keep the files sent, each under what its name has of a plain one. Raises `FaisceauError` (unreadable) if it cannot write."""
    files, refused = 0, list[Refused]()
    root = folder.path / ADDED
    try:
        root.mkdir(exist_ok=True)
        for given, data in sent:
            name = plain_name(given)
            if Path(name).suffix.lower() not in READERS:
                refused.append(Refused(name, Code.UNKNOWN_FORMAT, f"{name} has an ending that no reader takes."))
            elif not _keep_one(root, name, data, replace=replace):
                limit = MOST_FILE_BYTES // 1_000_000
                refused.append(Refused(name, Code.TOO_MUCH, f"{name} has more than {limit} MB."))
            else:
                files += 1
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"Story {folder.name} cannot be written: {error.strerror}.") from error
    return Kept(files, tuple(refused))


def keep_sample(folder: StoryFolder) -> Kept:
    """Copy the sample story's articles. Raises `FaisceauError` as `keep`."""
    files = 0
    with knowledge.folder("sample") as sample:
        for path in find_files([sample]):
            with path.open("rb") as data:
                files += keep(folder, [(path.name, data)]).files
    return Kept(files)


def clear_partial(folder: StoryFolder) -> None:
    """Remove what an interrupted server was receiving."""
    for stray in (folder.path / ADDED).glob(f"{_PARTIAL}*"):
        stray.unlink(missing_ok=True)


def plain_name(given: str) -> str:
    """The file's own name without folders, unseen characters and leading dots, cut to what a disk takes. Never empty."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    seen = "".join("_" if char in ':*?"<>|' else char for char in last if unicodedata.category(char)[0] != "C")
    name = " ".join(seen.split()).lstrip(". ") or "article"
    if len(name.encode()) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = name, "", ""
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]  # two long names that begin alike stay two
    room = _LONGEST - len(f"~{mark}{dot}{ending}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}~{mark}{dot}{ending}"


def _keep_one(root: Path, name: str, data: BinaryIO, *, replace: bool) -> bool:
    """Whether the file was small enough to be kept."""
    partial = root / f"{_PARTIAL}{secrets.token_hex(8)}"
    digest, size = hashlib.sha256(), 0
    try:
        with partial.open("wb") as write:
            while chunk := data.read(_CHUNK):
                size += len(chunk)
                if size > MOST_FILE_BYTES:
                    return False
                digest.update(chunk)
                write.write(chunk)
            write.flush()
            os.fsync(write.fileno())
        target = _place(root, name, digest.hexdigest(), replace=replace)
        if target is not None:
            target.parent.mkdir(exist_ok=True)
            partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return True


def _place(root: Path, name: str, digest: str, *, replace: bool) -> Path | None:
    """Where a file goes; None if it is there already."""
    if replace:
        return root / name
    for number in count(1):
        path = root / name if number == 1 else root / str(number) / name
        if not path.exists():
            return path
        if file_digest(path) == digest:
            return None
    raise AssertionError("there is always one more folder")
