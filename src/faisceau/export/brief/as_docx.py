"""The brief as a Word document with real notes: Word numbers them, and a number used again is a reference to the same note."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from faisceau.export.brief.docx_notes import WordNotes
from faisceau.export.brief.structure import Brief, Heading, Piece, Section
from faisceau.export.words import words

# The oldest day that a zip file can bear. A document has no date of its own: the same story gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_FONT = "Liberation Serif"


def as_docx(brief: Brief) -> bytes:
    """The brief as the bytes of a .docx file."""
    document = docx.Document()
    _dress(document, brief)
    _Writer(document, brief).write()
    made = io.BytesIO()
    document.save(made)
    return _without_dates(made.getvalue())


class _Writer:
    def __init__(self, document: Document, brief: Brief) -> None:
        self._document, self._brief = document, brief
        self._words = words(brief.lang)
        self._notes = WordNotes(brief)

    def write(self) -> None:
        """Everything, in order."""
        brief = self._brief
        self._document.add_heading(self._heading(brief.title), level=0)
        self._document.add_paragraph(" · ".join(brief.facts), style="Subtitle")
        self._own(brief.own)
        for section in brief.sections:
            self._section(section)
        if brief.has_own:
            self._document.add_paragraph(brief.legend)
        if brief.notes_at == "end" and brief.notes:
            # Word prints end notes after the last paragraph.
            self._document.add_heading(brief.notes_heading, level=1)
        self._notes.attach(self._document)

    def _heading(self, heading: Heading) -> str:
        return heading.words + (f" {self._words.brief['own_mark']}" if heading.own else "")

    def _own(self, paragraphs: tuple[str, ...]) -> None:
        for words_ in paragraphs:
            paragraph = self._document.add_paragraph(style="Quote")
            paragraph.add_run(self._brief.own_label).bold = True
            paragraph.add_run(self._words.text["colon"] + words_)

    def _section(self, section: Section) -> None:
        self._document.add_heading(self._heading(section.heading), level=1)
        self._own(section.own)
        for item in section.paragraphs:
            paragraph = self._document.add_paragraph(style="List Bullet")
            for number, sentence in enumerate(item.sentences):
                if number:
                    paragraph.add_run(" ")
                for piece in sentence.pieces:
                    self._piece(paragraph, piece)
        if section.frame:
            self._document.add_paragraph(section.frame)

    def _piece(self, paragraph: WordParagraph, piece: Piece) -> None:
        if piece.sort == "notes":
            for number in piece.notes:
                self._notes.refer(paragraph, number)
        elif piece.sort == "link":
            _link(paragraph, piece.words)
        else:
            paragraph.add_run(piece.words).bold = piece.sort == "strong" or None


def _link(paragraph: WordParagraph, address: str) -> None:
    identity = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(address)
    run.font.color.rgb = RGBColor(0x1D, 0x4F, 0x91)
    link = paragraph._p.makeelement(qn("w:hyperlink"), {qn("r:id"): identity})
    paragraph._p.append(link)
    link.append(run._r)


def _dress(document: Document, brief: Brief) -> None:
    told = document.core_properties
    told.title, told.language, told.author, told.comments = brief.title.words[:255], brief.lang, "", ""
    told.created = told.modified = datetime(*_DAY, tzinfo=UTC)
    told.last_modified_by, told.revision = "", 1
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    for name, size in (
        ("Normal", 11),
        ("Title", 22),
        ("Subtitle", 10.5),
        ("Heading 1", 14),
        ("List Bullet", 11),
        ("Quote", 11),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:asciiTheme"), "")
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name not in ("Normal", "List Bullet"):
            style.font.color.rgb = RGBColor(0x22, 0x22, 0x22)
    document.styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(5)


def _without_dates(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            written.writestr(entry, given.read(name))
    return made.getvalue()
