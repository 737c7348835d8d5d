"""Tables as text that no spreadsheet runs: RFC 4180, and words that would be read as a formula kept from it, reversibly.

Excel, LibreOffice and Google Sheets take a cell for a formula where it begins with `= + - @`, whatever quotes surround it;
where a program splits lines at semicolons or tabs (Excel does in French), so they do in the middle of one. There an
apostrophe is put before the sign, one more where there are some already, so that taking one away gives the words back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

import msgspec

# What may stand between the beginning of a cell and its first sign without being seen.
_UNSEEN = r"""[\s"\x00-\x20\x7f-\xa0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*"""
_RISK = re.compile(rf"((?:\A|[;\t\r\n]){_UNSEEN})('*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_KEPT = re.compile(rf"((?:\A|[;\t\r\n]){_UNSEEN})'('*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def guarded(text: str) -> str:
    """The text as a cell that is not a formula."""
    return _RISK.sub(r"\1'\2", text)


def unguarded(cell: str) -> str:
    """The text of a cell that `guarded` gave."""
    return _KEPT.sub(r"\1\2", cell)


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> bytes:
    """A header and rows as CSV: UTF-8 without a mark, commas, lines ended by CR LF. None is an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode()


def plain(value: object) -> str | int | float | None:
    """A value as a cell of CSV: lists are JSON arrays, a whole number has no decimal point."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return msgspec.json.encode(value).decode()


def tabbed(header: Sequence[str], rows: Iterable[Sequence[str | float | list[object]]]) -> bytes:
    """A header and rows, tabs between cells, lines ended by LF, and no tab, line end or control character in any cell.

    Text is written with a space for each of them and `'` for `"`, so that it reads the same to programs that take quotes for
    quotes as to those that do not; a list as a JSON array, which writes them as escapes.
    """
    lines = ["\t".join(header)]
    lines += ["\t".join(_one_line(cell) for cell in row) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def _one_line(cell: str | float | list[object]) -> str:
    if isinstance(cell, str):
        return guarded(_BREAKS.sub(" ", cell).replace('"', "'"))
    if isinstance(cell, list):
        told = msgspec.json.encode(cell).decode()
        return guarded(_BREAKS.sub(lambda match: f"\\u{ord(match.group()):04x}", told))
    return f"{cell:g}"
