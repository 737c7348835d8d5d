"""What the program knows, as data, and the one way to load it.

Files are UTF-8, in folders named for what they describe. TOML holds small nested facts, TSV (with a header row) long
lists. A TSV cell for a tuple field separates its values with `|`; a field that is a table by language has a column for
each, `names_fr`, `names_en`. Each file decodes into a struct that its reader
declares, so a wrong column or type fails at load with the file and line.
"""

from __future__ import annotations

import hashlib
import typing
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from faisceau.errors import Code, FaisceauError

T = typing.TypeVar("T", bound=msgspec.Struct)


def _resource(path: str) -> Traversable:
    return files(__name__).joinpath(*filter(None, path.split("/")))


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a folder, sorted."""
    return tuple(sorted(entry.name for entry in _resource("languages").iterdir() if entry.is_dir()))


class Spoken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`spoken.toml`: the language taken where nobody names another, of the `interface` and of `schemes` that have only one."""

    interface: str
    schemes: str


def spoken() -> Spoken:
    """The languages taken where nobody names another. Raises `FaisceauError` (bad_knowledge)."""
    return load_toml("spoken.toml", Spoken)


@cache
def interface_languages() -> tuple[str, ...]:
    """Codes of the languages that have all the words of the interface, a file in each folder of them; the own one first."""
    places = [_resource(path).iterdir() for path in ("interface", "interface/room", "interface/system")]
    codes = [{entry.name.removesuffix(".toml") for entry in place if entry.is_file()} for place in places]
    own = spoken().interface
    return tuple(sorted(set.intersection(*codes), key=lambda code: (code != own, code)))


def folders(path: str) -> tuple[str, ...]:
    """Names of the folders in the folder `path`, sorted."""
    return tuple(sorted(e.name for e in _resource(path).iterdir() if e.is_dir() and not e.name.startswith("_")))


def folder(path: str) -> AbstractContextManager[Path]:
    """The folder of data files at `path` as one on disk, for as long as the context is open."""
    return as_file(_resource(path))


def has(path: str) -> bool:
    """Whether a data file exists at `path`, relative to this folder."""
    return _resource(path).is_file()


def load_toml(path: str, shape: type[T]) -> T:
    """The TOML file at `path` as one `shape`, kept. Raises `FaisceauError` (bad_knowledge) naming file and field."""
    return typing.cast(T, _toml(path, shape))


@cache
def _toml(path: str, shape: type[msgspec.Struct]) -> msgspec.Struct:
    try:
        return msgspec.toml.decode(_resource(path).read_bytes(), type=shape)
    except (msgspec.MsgspecError, FileNotFoundError, ValueError) as error:
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}: {error}.") from error


def load_bytes(path: str) -> bytes:
    """The file at `path` as it is. Raises `FaisceauError` (bad_knowledge) if there is none."""
    try:
        return _resource(path).read_bytes()
    except FileNotFoundError as error:
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}: {error}.") from error


def load_lines(path: str) -> list[str]:
    """The lines of the text file at `path` that are neither empty nor comments, as they stand.

    Raises `FaisceauError` (bad_knowledge) if there is no such file or nothing in it.
    """
    try:
        text = _resource(path).read_text(encoding="utf-8")
    except (FileNotFoundError, ValueError) as error:
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}: {error}.") from error
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    if not lines:
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}: the file is empty.")
    return lines


def load_rows(path: str, shape: type[T]) -> tuple[T, ...]:
    """The TSV file at `path`, one `shape` a row. Empty cells take the field's default; lines starting `#` are skipped.

    Columns are named as the struct encodes them (`from`, not `from_`). The rows are kept for the next call.
    Raises `FaisceauError` (bad_knowledge) naming file, line and column.
    """
    return typing.cast(tuple[T, ...], _rows(path, shape))


@cache
def _rows(path: str, shape: type[msgspec.Struct]) -> tuple[msgspec.Struct, ...]:
    lines = _resource(path).read_text(encoding="utf-8").split("\n")
    types = typing.get_type_hints(shape)
    hints = {f.encode_name: types[f.name] for f in msgspec.structs.fields(shape)}
    by_language = {name: typing.get_args(hint)[1] for name, hint in hints.items() if typing.get_origin(hint) is dict}
    header: list[str] | None = None
    rows: list[msgspec.Struct] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if header is None:
            header = cells
            unknown = [name for name in header if name not in hints and name.rpartition("_")[0] not in by_language]
            if unknown:
                raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}:{number}: unknown columns {unknown}.")
            continue
        if len(cells) > len(header):
            raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}:{number}: {len(cells)} cells for {len(header)} columns.")
        values: dict[str, object] = {}
        for name, cell in zip(header, cells, strict=False):
            if not cell.strip():
                continue
            if name in hints:
                values[name] = _value(cell, hints[name])
            else:
                of, _, lang = name.rpartition("_")
                told = values.setdefault(of, {})
                assert isinstance(told, dict)
                told[lang] = _value(cell, by_language[of])
        try:
            rows.append(msgspec.convert(values, shape, strict=False))
        except msgspec.ValidationError as error:
            raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}:{number}: {error}.") from error
    return tuple(rows)


def _value(cell: str, hint: object) -> object:
    return [part.strip() for part in cell.split("|")] if typing.get_origin(hint) is tuple else cell.strip()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith((".py", ".pyc", ".md")):
            yield f"{prefix}{entry.name}", entry.read_bytes()


@cache
def fingerprint() -> str:
    """SHA-256 (hex) of every data file and its path: what an analysis depends on besides code."""
    digest = hashlib.sha256()
    for path, data in _walk(_resource(""), ""):
        digest.update(f"{path}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
