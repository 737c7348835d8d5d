"""Bytes to text, without loss: byte order marks, then strict UTF-8, then the one legacy encoding that fits."""

from __future__ import annotations

import codecs
import re
from functools import cache

import charset_normalizer

from faisceau.errors import Code
from faisceau.knowledge.page import profiles
from faisceau.read.options import BadInput

# UTF-32's mark begins with UTF-16's, so the longer ones come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000  # bytes looked at to choose an encoding
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE
)
_MOST_CONTROLS = 0.01
_LEAST_WESTERN = 0.95
_FEW_LETTERS = 8
_MOST_FOREIGN = 0.3


def decode(data: bytes) -> str:
    """`data` as text, exactly: no normalisation, line endings kept, the byte order mark left out.

    Raises `BadInput`: binary, or encoding where no encoding fits without loss.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if any(data.startswith(start) for start in _binary_starts()) or b"\x00" in data:
        raise BadInput(Code.BINARY, "The bytes are not those of a text.")
    try:
        return _textual(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(data)


def decode_page(data: bytes) -> str:
    """An HTML page as text: as `decode`, but the encoding that the page declares is tried before guessing.

    A page in UTF-8 with a few broken bytes keeps the rest, as browsers do: what is stored is extracted from it anyway.
    """
    declared = _DECLARED.search(data[:4096])
    if declared is None or data[:3] == codecs.BOM_UTF8:
        return decode(data)
    if b"\x00" in data:
        raise BadInput(Code.BINARY, "The bytes are not those of a page.")
    name = declared[1].decode("ascii").lower()
    if name in ("utf-8", "utf8"):
        text = data.decode("utf-8", errors="replace")
        return text if text.count("\ufffd") <= 1 + len(text) // 2000 else decode(data)
    if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        name = "cp1252"  # what pages so declared are written in
    try:
        data.decode("utf-8")  # a page that is valid UTF-8 beyond ASCII is UTF-8, whatever it declares
    except UnicodeDecodeError:
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            return decode(data)
    return data.decode("utf-8")


@cache
def _binary_starts() -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(start) for start in profiles().encodings.binary)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _textual(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise BadInput(Code.ENCODING, f"Marked as {encoding}, but byte {error.start} does not fit it.") from error


def _textual(text: str) -> str:
    """The text itself, unless it is no text: a NUL, or more control characters than slips of a keyboard explain."""
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or controls > 2 + len(text) * _MOST_CONTROLS:
        raise BadInput(Code.BINARY, "The bytes are not those of a text.")
    return text


def _legacy(data: bytes) -> str:
    lossy = data[:_SAMPLE].decode("utf-8", errors="replace")
    broken = lossy.count("\ufffd")
    whole = sum(character > "\x7f" for character in lossy) - broken
    if whole > 2 * broken:
        raise BadInput(Code.ENCODING, "UTF-8 with broken bytes.")
    fitting = [(encoding, _western_fit(data, encoding)) for encoding in profiles().encodings.candidates]
    encoding, fit = max(fitting, key=lambda pair: pair[1])  # the first of equals
    if fit >= _LEAST_WESTERN:
        return _textual(data.decode(encoding))
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding == "utf_8":
        raise BadInput(Code.ENCODING, "No encoding fits the bytes.")
    try:
        return _textual(data.decode(best.encoding))
    except (UnicodeDecodeError, LookupError) as error:
        raise BadInput(Code.ENCODING, f"{best.encoding} fits the beginning only.") from error


def _western_fit(data: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that West European prose has, in places where it has them.

    0 where the encoding does not fit, or where such letters are too many for prose in the Latin alphabet.
    """
    try:
        text = data.decode(encoding)[:_SAMPLE]
    except UnicodeDecodeError:
        return 0.0
    shape = profiles().encodings
    letters, marks, joining = frozenset(shape.letters), frozenset(shape.marks), frozenset(shape.joining)
    beyond = [place for place, character in enumerate(text) if character > "\x7f"]
    foreign = sum(text[place].isalpha() for place in beyond)
    if foreign > _FEW_LETTERS and foreign > _MOST_FOREIGN * sum(character.isalpha() for character in text):
        return 0.0
    fitting = 0
    for place in beyond:
        character, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
        if character in letters:
            fitting += not (before.isdigit() or (character.isupper() and before.islower()))
        elif character in marks:
            fitting += not (before.isalpha() and after.isalpha())
        else:
            fitting += character in joining
    return fitting / max(1, len(beyond))
