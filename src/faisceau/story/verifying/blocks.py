"""A finished brief read back, whatever its form: headings, blocks of words, and where they cite which note."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Literal
from xml.etree import ElementTree

from msgspec import Struct

from faisceau.errors import Code, FaisceauError

# A reference to note 12 is `OPEN12CLOSE` in a block's text: brackets that an article's words hold are no reference.
OPEN, CLOSE = "\ue000", "\ue001"
REFERENCE = re.compile(f"{OPEN}(\\d+){CLOSE}")
_OURS = re.compile(f"[{OPEN}{CLOSE}]")
_LARGEST = 60_000_000  # bytes of a part once unpacked
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VOID = frozenset(
    {"meta", "link", "br", "hr", "img", "input", "wbr", "area", "base", "col", "embed", "source", "track"}
)
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "td", "th", "blockquote", "dd", "dt", "pre"})
_HIDDEN = frozenset({"style", "script", "title", "template", "head"})


class Block(Struct, frozen=True):
    """A heading or a block of words. `text` holds its references."""

    sort: Literal["heading", "text"]
    text: str


class ReadBrief(Struct, frozen=True):
    """The blocks of a brief in order, the text of its notes by number, and the language that it declares, if it does."""

    blocks: tuple[Block, ...]
    notes: dict[int, str]
    lang: str | None = None


def read_brief(data: bytes) -> ReadBrief:
    """The brief in the form that its bytes show: Markdown, HTML or DOCX. Raises `FaisceauError` (bad_option, encoding)."""
    if data.startswith(b"%PDF"):
        raise FaisceauError(
            Code.BAD_OPTION, "A PDF cannot be read back: verify the same brief as DOCX, HTML or Markdown."
        )
    if data.startswith(b"PK"):
        return _settled(*_docx(data))
    try:
        text = _OURS.sub("", data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FaisceauError(Code.ENCODING, "The brief is not UTF-8.") from error
    if re.match(r"\s*<(?:!doctype|html)", text, re.IGNORECASE):
        page = _Page()
        page.feed(text)
        page.close()
        page.end_block()
        return _settled(page.blocks, {}, page.lang)
    return _settled(list(_markdown(text)), {}, None)


def _settled(blocks: list[Block], notes: dict[int, str], lang: str | None) -> ReadBrief:
    """The notes apart from the rest: blocks that begin with their number."""
    kept: list[Block] = []
    for block in blocks:
        head = REFERENCE.match(block.text)
        if head and block.sort == "text" and len(block.text) > head.end():
            # A number that comes twice is nobody's: both texts are kept, and neither will be found in an article.
            number = int(head[1])
            told = block.text[head.end() :].strip()
            notes[number] = f"{notes[number]} / {told}" if number in notes else told
        else:
            kept.append(block)
    return ReadBrief(tuple(kept), notes, lang)


def _marked(number: str) -> str:
    return f"{OPEN}{number}{CLOSE}"


def _markdown(text: str) -> Iterator[Block]:
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        heading = re.match(r"#{1,6}\s+(.*)", line)
        item = re.match(r"\s*[-*+]\s+(.*)", line)
        if heading or item or not line.strip():
            if held:
                yield Block("text", _plain_markdown(" ".join(held)))
            held = [item[1]] if item else []
            if heading:
                yield Block("heading", _plain_markdown(heading[1]))
        else:
            held.append(line.strip())


def _plain_markdown(text: str) -> str:
    found: list[str] = []
    for part in re.finditer(r"\\(.)|\[(\d+)\]|\*\*|<(https?://[^>\s]+)>|(.)", text, re.DOTALL):
        escaped, number, address, other = part.groups()
        found.append(escaped or (_marked(number) if number else address or other or ""))
    return "".join(found).strip()


class _Page(HTMLParser):
    """Blocks of a page. A link that reads `[n]` is a reference."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.lang: str | None = None
        self._words: list[str] = []
        self._sort: Literal["heading", "text"] = "text"
        self._hidden = 0
        self._link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Blocks begin, links begin."""
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang")
        if tag in _HIDDEN and tag not in _VOID:
            self._hidden += 1
        if tag in _BLOCKS:
            self.end_block()
            self._sort = "heading" if re.fullmatch(r"h[1-6]", tag) else "text"
        if tag == "a" and (given.get("href") or "").startswith("#"):
            self._link = []

    def handle_endtag(self, tag: str) -> None:
        """Blocks end, links end."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        if tag in _BLOCKS or tag in ("ul", "ol"):
            self.end_block()
        if tag == "a" and self._link is not None:
            words = "".join(self._link)
            number = re.fullmatch(r"\s*\[(\d+)\]\s*", words)
            self._words.append(_marked(number[1]) if number else words)
            self._link = None

    def handle_data(self, data: str) -> None:
        """Words that are seen."""
        if not self._hidden:
            (self._words if self._link is None else self._link).append(data)

    def end_block(self) -> None:
        """What was read since the last block is one."""
        text = " ".join("".join(self._words).split(" ")).strip()
        if text:
            self.blocks.append(Block(self._sort, text))
        self._words, self._sort = [], "text"


def _docx(data: bytes) -> tuple[list[Block], dict[int, str], str | None]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            document = _part(held, "word/document.xml")
            parts = {kind: _part(held, f"word/{kind}s.xml") for kind in ("footnote", "endnote")}
            core = _part(held, "docProps/core.xml")
    except (zipfile.BadZipFile, ElementTree.ParseError, NotImplementedError, RuntimeError, OSError) as error:
        raise FaisceauError(Code.BAD_OPTION, f"The file is no .docx document: {error}.") from error
    if document is None:
        raise FaisceauError(Code.BAD_OPTION, "The file is no .docx document: it has no word/document.xml.")
    words = _Words(document)
    blocks = [block for paragraph in document.iter(f"{_WORD}p") for block in words.block(paragraph)]
    notes: dict[int, str] = {}
    for (kind, identity), number in words.numbers.items():
        part = parts[kind]
        for note in part.iter(f"{_WORD}{kind}") if part is not None else ():
            if note.get(f"{_WORD}id") == identity:
                told = " ".join(words.text(paragraph) for paragraph in note.iter(f"{_WORD}p"))
                notes[number] = re.sub(r"^\s*\[?\s*\]?", "", told).strip()
    lang = core.findtext("{http://purl.org/dc/elements/1.1/}language") if core is not None else None
    return blocks, notes, lang


def _part(held: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    if name not in held.namelist():
        return None
    if held.getinfo(name).file_size > _LARGEST:
        raise FaisceauError(Code.TOO_LARGE, f"{name} has more than {_LARGEST} bytes.")
    data = held.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise FaisceauError(Code.BAD_OPTION, f"{name} defines entities of its own.")
    return ElementTree.fromstring(data)


class _Words:
    """The words of paragraphs. Notes are numbered as Word does: in the order of their references."""

    def __init__(self, document: ElementTree.Element) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        self._bookmarks: dict[str, int] = {}
        pending: list[str] = []
        for element in document.iter():
            if element.tag == f"{_WORD}bookmarkStart":
                pending.append(element.get(f"{_WORD}name", ""))
            for kind in ("footnote", "endnote"):
                if element.tag == f"{_WORD}{kind}Reference":
                    number = self.numbers.setdefault((kind, element.get(f"{_WORD}id", "")), len(self.numbers) + 1)
                    self._bookmarks.update(dict.fromkeys(pending, number))
                    pending = []

    def block(self, paragraph: ElementTree.Element) -> Iterator[Block]:
        """The paragraph as a block, if it says anything."""
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        name = style.get(f"{_WORD}val", "") if style is not None else ""
        text = re.sub(rf"\[({OPEN}\d+{CLOSE})\]", r"\1", self.text(paragraph)).strip()
        if text:
            yield Block("heading" if name.startswith(("Heading", "Title", "Titre")) else "text", text)

    def text(self, paragraph: ElementTree.Element) -> str:
        """The words, deleted ones left out; a reference, or a field that refers to one, is its number."""
        found: list[str] = []
        self._read(paragraph, found, [])
        return "".join(found)

    def _read(self, element: ElementTree.Element, found: list[str], fields: list[str]) -> None:
        for child in element:
            tag = child.tag.removeprefix(_WORD)
            if tag in ("footnoteReference", "endnoteReference"):
                number = self.numbers.get((tag.removesuffix("Reference"), child.get(f"{_WORD}id", "")))
                found.append(_marked(str(number)))
            elif tag == "fldSimple" and (number := self._noted(child.get(f"{_WORD}instr", ""))):
                found.append(_marked(str(number)))
            elif tag == "fldChar":
                self._field(child.get(f"{_WORD}fldCharType", ""), found, fields)
            elif tag == "instrText" and fields:
                fields[-1] += child.text or ""
            elif tag == "t" and not any(self._noted(field) for field in fields):
                found.append(_OURS.sub("", child.text or ""))
            elif tag in ("tab", "br"):
                found.append(" ")
            elif tag not in ("del", "pPr", "rPr"):
                self._read(child, found, fields)

    def _field(self, sort: str, found: list[str], fields: list[str]) -> None:
        if sort == "begin":
            fields.append("")
        elif sort == "end" and fields and (number := self._noted(fields.pop())):
            found.append(_marked(str(number)))

    def _noted(self, instruction: str) -> int | None:
        told = instruction.split()
        return self._bookmarks.get(told[1]) if len(told) > 1 and told[0] == "NOTEREF" else None
