"""Files into the store: which are new, changed, moved, or the same bytes again; each read and stored at once."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from faisceau.errors import Code
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.run.keys import read_key
from faisceau.run.names import Names, place_key, printable
from faisceau.run.options import read_options
from faisceau.run.progress import Progress, Step
from faisceau.run.stages import Stages
from faisceau.store.folder import StoryFolder, file_digest
from faisceau.store.rows import content_key
from faisceau.store.view import open_view
from faisceau.store.writer import SourceFile, Writer


class Intake(Struct):
    """What the files gave: `failed` files without an article; articles `new`, `changed` and `unchanged`."""

    failed: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0


class _File(Struct, frozen=True):
    """A file to read. `digest` is the SHA-256 of its bytes, None where it cannot be opened."""

    path: Path
    key: str
    digest: str | None


def take_in(
    found: Sequence[Path], folder: StoryFolder, writer: Writer, stages: Stages, on_progress: Progress
) -> Intake:
    """Read and store what is new or changed among the files `found`. Raises `FaisceauError` (bad_option)."""
    files = [_File(path, place_key(path), _digest(path)) for path in found]
    _note_moves(files, folder, writer)
    desk = _Desk(folder, writer, stages, files)
    for number, file in enumerate(files, start=1):
        desk.take(file)
        on_progress(Step("read", number, len(files), printable(file.path.name)))
    return desk.intake


def _digest(path: Path) -> str | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            return None
        return file_digest(path)
    except (OSError, ValueError):
        return None


def _note_moves(files: Sequence[_File], folder: StoryFolder, writer: Writer) -> None:
    """A stored file that is not among these, with the name and bytes of one that is not stored, has moved."""
    with open_view(folder) as view:
        stored = {file.key: file for file in view.files()}
    here = {file.key for file in files}
    gone = {(file.name.rpartition("/")[2], file.original): file.key for file in stored.values() if file.key not in here}
    moves: dict[str, str] = {}
    for file in files:
        old = gone.pop((printable(file.path.name), file.digest), None) if file.key not in stored else None
        if old is not None:
            moves[old] = file.key
    writer.move_files(moves)


class _Desk:
    """One file after the other, knowing what came before."""

    def __init__(self, folder: StoryFolder, writer: Writer, stages: Stages, files: Sequence[_File]) -> None:
        self.intake = Intake()
        self._folder, self._writer, self._stages = folder, writer, stages
        with open_view(folder) as view:
            self._options = read_options(view.settings.read)
            self._stored = {file.key: file for file in view.files()}
            stamps = list(view.stamps())
        self._names = Names(self._stored.values(), stamps)
        self._contents = {stamp.id: stamp.content_key for stamp in stamps}
        self._articles_of: dict[str, int] = {}
        for stamp in stamps:
            self._articles_of[stamp.file] = self._articles_of.get(stamp.file, 0) + 1
        # Bytes that some file holds for good: those of files read before that are not read again now.
        here = {file.key for file in files}
        self._held = {
            file.original: file.name
            for file in self._stored.values()
            if file.key not in here and file.original is not None and self._articles_of.get(file.key)
        }

    def take(self, file: _File) -> None:
        """Read and store one file, unless that was done or its bytes are here already."""
        label = self._names.label(file.path, file.key)
        stored = self._stored.get(file.key)
        key = read_key(file.digest, self._options) if file.digest else None
        twin = self._held.get(file.digest) if file.digest else None
        if twin is not None:
            problem = Problem(Code.SAME_BYTES, label, f"{label} has the bytes of {twin}.")
            self._writer.put_file(SourceFile(file.key, label, file.digest, None), [], [problem])
            return
        if key is not None and stored is not None and stored.read_key == key:
            self.intake.unchanged += self._articles_of.get(file.key, 0)
            self.intake.failed += not self._articles_of.get(file.key, 0)
        else:
            self._read(file, label, key)
        if file.digest and self._articles_of.get(file.key):
            self._held[file.digest] = label

    def _read(self, file: _File, label: str, key: str | None) -> None:
        problems: list[Problem] = []
        given: set[str] = set()
        articles = self._articles(file, label, problems, given)
        self._writer.put_file(SourceFile(file.key, label, file.digest, key), articles, problems)
        self.intake.failed += not given
        if given:
            self._articles_of[file.key] = len(given)

    def _articles(self, file: _File, label: str, problems: list[Problem], given: set[str]) -> Iterator[Article]:
        """The articles of a file under their ids in this story; its problems go into `problems`, the ids into `given`."""
        same: dict[str, str] = {}
        renamed: dict[str, str] = {}
        for item in self._stages.read(file.path, self._options):
            if isinstance(item, Problem):
                problems.append(_placed(item, file.path, label, renamed))
                continue
            article = self._named(item, file, label, same)
            renamed[item.id] = article.id if article else f"{label}/{printable(item.id)}"
            if article is None:
                problems.append(Problem(Code.SAME_BYTES, label, f"The record {printable(item.id)} is there already."))
                continue
            if not given:
                self._folder.keep_original(file.path)
            given.add(article.id)
            self._count(article)
            yield article

    def _named(self, article: Article, file: _File, label: str, same: dict[str, str]) -> Article | None:
        """The article under the first id that is free or its own; None if its content is there under one that is not."""
        content = content_key(replace(article, id="", original=""))
        for candidate in self._names.candidates(article, file.path, label):
            owner = self._names.owner(candidate)
            if candidate not in same and owner in (None, file.key):
                same[candidate] = content
                self._names.take(candidate, file.key)
                return replace(article, id=candidate)
            if content == (same.get(candidate) or self._stored_content(candidate)):
                return None
        raise AssertionError("there is always one more candidate")

    def _stored_content(self, article: str) -> str | None:
        with open_view(self._folder) as view:
            found = view.article(article)
        return content_key(replace(found, id="", original="")) if found else None

    def _count(self, article: Article) -> None:
        before, now = self._contents.get(article.id), content_key(article)
        self._contents[article.id] = now
        self.intake.new += before is None
        self.intake.changed += before is not None and before != now
        self.intake.unchanged += before == now


def _placed(problem: Problem, path: Path, label: str, renamed: dict[str, str]) -> Problem:
    """The problem, told of the file's label or the article's id instead of a path of this machine."""
    where, given = problem.where, path.as_posix()
    if where in renamed:
        where = renamed[where]
    elif where == given or where.startswith(f"{given}#"):
        where = label + where.removeprefix(given)
    return replace(problem, where=printable(where), detail=printable(problem.detail.replace(given, label)))
