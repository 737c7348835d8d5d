"""What lies where in a story's folder: story.toml, faisceau.db, originals/, and what was written for readers."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct, field

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError

Lang = str
"""A code of `knowledge.interface_languages()`."""
_CHUNK = 1 << 20
_PARTIAL = ".partial-"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """story.toml. `lang` is the dossier's language; `quick` whether articles are analysed without looking at words in
    their context; `read` holds the reader's options, decoded by the reader.

    `alert` holds the alert rules, decoded by those who send them.
    """

    name: str
    lang: Lang = field(default_factory=lambda: knowledge.spoken().interface)
    read: dict[str, object] = {}
    alert: tuple[dict[str, object], ...] = ()
    quick: bool = False

    def __post_init__(self) -> None:
        known = knowledge.interface_languages()
        if self.lang not in known:
            raise FaisceauError(
                Code.BAD_OPTION, f"story.toml: lang is one of {', '.join(known)}, not {self.lang[:20]!r}."
            )


class StoryFolder:
    """A story's folder, which may not exist yet. Nothing is opened or made until asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.path.resolve().name

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "faisceau.db"

    @property
    def lock(self) -> Path:
        """The lock file of the one writer."""
        return self.path / "faisceau.lock"

    @property
    def settings_file(self) -> Path:
        """story.toml."""
        return self.path / "story.toml"

    def exists(self) -> bool:
        """Whether the folder holds a story."""
        return self.database.is_file()

    def require(self) -> StoryFolder:
        """This folder. Raises `FaisceauError` (no_story) where it holds no story."""
        if not self.exists():
            raise FaisceauError(Code.NO_STORY, f"{self.path} has no faisceau.db.")
        return self

    def create(self, settings: Settings, read_defaults: Mapping[str, object]) -> None:
        """Make the folder and its story.toml, unless they are there. `read_defaults` are written as comments.

        Raises `FaisceauError` (unreadable) where the folder cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not self.settings_file.exists():
                self.write_output("story.toml", _settings_text(settings, read_defaults).encode())
        except OSError as error:
            raise FaisceauError(Code.UNREADABLE, f"Story {self.name} cannot be written: {error.strerror}.") from error

    def settings(self) -> Settings:
        """story.toml, or the folder's name and the defaults where there is none. Raises bad_option, naming the field."""
        try:
            return msgspec.toml.decode(self.settings_file.read_bytes(), type=Settings)
        except FileNotFoundError:
            return Settings(self.name)
        except OSError as error:
            raise FaisceauError(Code.UNREADABLE, f"story.toml: {error.strerror}.") from error
        except (msgspec.MsgspecError, ValueError) as error:  # a TOML syntax error is a plain ValueError
            raise FaisceauError(Code.BAD_OPTION, f"story.toml: {error}.") from error

    def original(self, digest: str) -> Path:
        """Where the bytes with the SHA-256 `digest` (hex) are kept."""
        return self.path / "originals" / digest[:2] / digest

    def keep_original(self, source: Path) -> str:
        """Copy the bytes of `source` under their SHA-256 (hex), which is returned. Whole or not at all.

        Raises `OSError` where `source` cannot be read.
        """
        digest = hashlib.sha256()
        originals = self.path / "originals"
        originals.mkdir(exist_ok=True)
        partial = originals / f"{_PARTIAL}{os.getpid()}"
        try:
            with source.open("rb") as read, partial.open("wb") as write:
                while chunk := read.read(_CHUNK):
                    digest.update(chunk)
                    write.write(chunk)
                write.flush()
                os.fsync(write.fileno())
            target = self.original(digest.hexdigest())
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return digest.hexdigest()

    def clear_partial(self) -> None:
        """Remove what interrupted processes were writing."""
        for stray in (*self.path.glob(f"{_PARTIAL}*"), *self.path.glob(f"originals/{_PARTIAL}*")):
            if not _is_alive(int(stray.name.rpartition("-")[2])):
                stray.unlink(missing_ok=True)

    def write_output(self, name: str, data: bytes) -> Path:
        """Write `data` as the file `name` of the folder, whole or not at all; its path is returned.

        Raises `FaisceauError` (unreadable).
        """
        partial, target = self.path / f"{_PARTIAL}{name}-{os.getpid()}", self.path / name
        try:
            partial.write_bytes(data)
            partial.replace(target)
        except OSError as error:
            raise FaisceauError(Code.UNREADABLE, f"{name} cannot be written: {error.strerror}.") from error
        finally:
            partial.unlink(missing_ok=True)
        return target


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of the file's bytes. Raises `OSError` where it cannot be read."""
    digest = hashlib.sha256()
    with path.open("rb") as read:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return process != os.getpid()


def _settings_text(settings: Settings, read_defaults: Mapping[str, object]) -> str:
    lines = [
        f"name = {_toml(settings.name)}",
        f"lang = {_toml(settings.lang)} # the dossier's language: {' or '.join(knowledge.interface_languages())}",
        f"quick = {_toml(settings.quick)} # true: articles are read some three times as fast, less often right",
        "",
        "[read]",
        *(f"{key} = {_toml(value)}" for key, value in settings.read.items()),
        *(f"# {key} = {_toml(value)}" for key, value in read_defaults.items() if key not in settings.read),
    ]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    """A TOML value. JSON writes strings, numbers, booleans and lists as TOML does, but leaves DEL bare."""
    if isinstance(value, str):
        value = re.sub(r"[\ud800-\udfff]", "\ufffd", value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
