"""JSON lines: one article a line, with `text` and any of id, published, publisher, title, author, url, lang, by these names or
others in use for the same ("date", "source", "body"…: `knowledge/page/common.toml`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from faisceau.errors import Code
from faisceau.knowledge import page
from faisceau.model.ids import bytes_id
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.read.metadata import Known, describe
from faisceau.read.options import BadInput, ReadOptions
from faisceau.read.source import open_file, unreadable

_BOM = b"\xef\xbb\xbf"
_BLOCK = 1 << 20


class _Record(msgspec.Struct, frozen=True):
    """A line; other fields are ignored. An `id` that is a number is taken as written."""

    text: str
    id: str | int | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    lang: str | None = None


def read_records(path: Path, options: ReadOptions) -> Iterator[Article | Problem]:
    """The articles of a file, in order; a line that is no record is a problem of its own, and the others are read.

    `max_bytes` limits a line, not the file, of which no more than a line is held. Raises `BadInput` (unreadable, empty).
    """
    met_any = False
    for number, line in _lines(path, options.max_bytes):
        met_any = True
        where = f"{path.as_posix()}#{number}"
        if line is None:
            yield Problem(Code.TOO_LARGE, where, f"The line holds more than {options.max_bytes} bytes.")
            continue
        try:
            article, known = _article(line, f"{path.name}#{number}")
        except BadInput as error:
            yield Problem(error.code, where, error.detail)
        else:
            yield from describe(article, known, "", options)
    if not met_any:
        raise BadInput(Code.EMPTY, f"{path.name} holds no record.")


def _lines(path: Path, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines that are not blank, without their endings; None for one over `limit` bytes."""
    with open_file(path) as file:
        number = 0
        try:
            while line := file.readline(limit + 2):
                number += 1
                bare = line.removeprefix(_BOM) if number == 1 else line
                bare = bare.rstrip(b"\r\n")
                if len(bare) > limit:
                    while line and not line.endswith(b"\n"):
                        line = file.readline(_BLOCK)
                    yield number, None
                elif bare.strip():
                    yield number, bare
        except OSError as error:
            raise unreadable(path, error) from error


def _article(line: bytes, default_id: str) -> tuple[Article, Known]:
    """Raises `BadInput` (bad_record, empty)."""
    try:
        record = msgspec.convert(_named(msgspec.json.decode(line, type=dict[str, Any])), _Record)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(Code.BAD_RECORD, f"{error}.") from error
    fields = (record.text, str(record.id or ""), record.title, record.publisher, record.author, record.url)
    if any(not _storable(value) for value in fields if value):
        raise BadInput(Code.BAD_RECORD, "A field holds a NUL or half a surrogate pair.")
    if not record.text.strip():
        raise BadInput(Code.EMPTY, "The record's text is empty.")
    known = Known(
        title=record.title or None,
        publisher=record.publisher or None,
        author=record.author or None,
        url=record.url or None,
        lang=record.lang,
        published=record.published or None,
        basis="given" if record.published else None,
    )
    record_id = default_id if record.id is None or record.id == "" else str(record.id)
    return Article(record_id, record.text, bytes_id(line)), known


def _named(given: dict[str, Any]) -> dict[str, Any]:
    """The record with its fields by our names, which go first; what another name holds that is no text is left out."""
    folded = {key.lower(): value for key, value in reversed(given.items())}
    found: dict[str, Any] = {}
    for field, keys in (page.common().front_matter_keys | page.common().record_keys).items():
        told = [value for value in (folded.get(field), *(_text(folded.get(key)) for key in keys)) if value is not None]
        if told:
            found[field] = next((value for value in told if value != ""), "")
    return found


def _text(value: object) -> str | None:
    """A text; of a list of texts all, of an object its name: how services write authors and sources. None for anything else."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        value = ", ".join(value)
    return value if isinstance(value, str) else None


def _storable(value: str) -> bool:
    return "\x00" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
