"""The notes part of a Word document, which python-docx does not write: footnotes.xml or endnotes.xml, and references into it."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree  # type: ignore[import-untyped]

from faisceau.export.brief.structure import Brief, Note

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"
_XML = "{http://www.w3.org/XML/1998/namespace}space"


class WordNotes:
    """The notes of one document. Word numbers them in the order of their first references: the order of the brief."""

    def __init__(self, brief: Brief) -> None:
        self._kind = "footnote" if brief.notes_at == "foot" else "endnote"
        self._notes = {note.number: note for note in brief.notes}
        self._ids: dict[int, int] = {}

    def refer(self, paragraph: Paragraph, number: int) -> None:
        """Cite a note: the note itself the first time, then a reference to its number."""
        if number in self._ids:
            self._again(paragraph, number)
            return
        identity = self._ids[number] = len(self._ids) + 1
        opening, closing = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (opening, closing):
            mark.set(qn("w:id"), str(identity))
        opening.set(qn("w:name"), _bookmark(number))
        paragraph._p.append(opening)
        _run(paragraph, "[")
        run = _run(paragraph, "")
        reference = OxmlElement(f"w:{self._kind}Reference")
        reference.set(qn("w:id"), str(identity))
        run.append(reference)
        _run(paragraph, "]")
        paragraph._p.append(closing)

    def attach(self, document: Document) -> None:
        """Put the notes into the document, and say how they are numbered."""
        root = etree.fromstring(f"<w:{self._kind}s {nsdecls('w', 'r')}/>".encode())
        for kept_id, sort in ((-1, "separator"), (0, "continuationSeparator")):
            note = etree.SubElement(root, qn(f"w:{self._kind}"), {qn("w:type"): sort, qn("w:id"): str(kept_id)})
            run = etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r"))
            etree.SubElement(run, qn(f"w:{sort}"))
        name = PackURI(f"/word/{self._kind}s.xml")
        part = Part(name, _TYPE.format(self._kind), package=document.part.package)
        for number, identity in self._ids.items():
            self._note(root, part, identity, self._notes[number])
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        document.part.relate_to(part, f"{RELATIONSHIP_TYPE.OFFICE_DOCUMENT.rpartition('/')[0]}/{self._kind}s")
        settings = document.settings.element
        how = OxmlElement(f"w:{self._kind}Pr")
        form = OxmlElement("w:numFmt")
        form.set(qn("w:val"), "decimal")
        how.append(form)
        for separator in ("-1", "0"):
            kept = OxmlElement(f"w:{self._kind}")
            kept.set(qn("w:id"), separator)
            how.append(kept)
        settings.insert_element_before(
            how, "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang",
            "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator",
        )  # fmt: skip

    def _note(self, root: etree._Element, part: Part, identity: int, note: Note) -> None:
        held = etree.SubElement(root, qn(f"w:{self._kind}"), {qn("w:id"): str(identity)})
        paragraph = etree.SubElement(held, qn("w:p"))
        spacing = etree.SubElement(etree.SubElement(paragraph, qn("w:pPr")), qn("w:spacing"))
        spacing.set(qn("w:after"), "60")
        _text(paragraph, "[")
        etree.SubElement(_text(paragraph, None), qn(f"w:{self._kind}Ref"))
        _text(paragraph, f"] {note.source}")
        if note.address:
            _text(paragraph, ", ")
            place = paragraph
            if note.linked:
                identity_ = part.relate_to(note.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                place = etree.SubElement(paragraph, qn("w:hyperlink"), {qn("r:id"): identity_})
            _text(place, note.address)
        _text(paragraph, f" {note.place}{note.before_quote}{note.quote}")

    def _again(self, paragraph: Paragraph, number: int) -> None:
        _run(paragraph, "[")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" NOTEREF {_bookmark(number)} \\h ")
        field.append(_run(paragraph, str(number)))
        paragraph._p.append(field)
        _run(paragraph, "]")


def _bookmark(number: int) -> str:
    return f"note_{number}"


def _run(paragraph: Paragraph, words: str) -> etree._Element:
    run = paragraph.add_run(words)
    run.font.superscript = True
    return run._r


def _text(parent: etree._Element, words: str | None) -> etree._Element:
    run = etree.SubElement(parent, qn("w:r"))
    size = etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:sz"))
    size.set(qn("w:val"), "18")
    if words is not None:
        text = etree.SubElement(run, qn("w:t"))
        text.text = words
        text.set(_XML, "preserve")
    return run
