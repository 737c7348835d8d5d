"""The brief in each form: nothing without its note, the same bytes, the author's words marked, hostile words that stay words."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from export_story import hostile, story
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from faisceau.errors import Code, FaisceauError
from faisceau.export.brief import (
    FORMS,
    brief_of,
    default_source,
    default_template,
    read_template,
    render_brief,
    write_brief,
)
from faisceau.export.brief.pieces import Plain
from faisceau.export.brief.structure import Brief, Paragraph, Piece, Sentence
from faisceau.export.wording import Wording

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OWN = "Ma phrase à moi *#[x]{{ 7*7 }} =SUM(A1)"


def template(text: str) -> Any:
    return read_template(text.encode())


def text_of(form: str, data: bytes) -> str:
    """What a reader of the form reads."""
    if form == "pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            parts = [
                held.read(name)
                for name in held.namelist()
                if re.match(r"word/(document|endnotes|footnotes)\.xml", name)
            ]
        return " ".join("".join(ElementTree.fromstring(part).itertext()) for part in parts)
    return data.decode()


def test_a_sentence_without_a_note_cannot_be_built() -> None:
    for pieces in (
        (),
        (Piece("text", "Cela est."),),
        (Piece("notes", notes=(1,)),),
        (Piece("text", "x"), Piece("notes")),
    ):
        with pytest.raises(FaisceauError) as raised:
            Sentence(pieces)
        assert raised.value.code is Code.BAD_EVIDENCE
    with pytest.raises(FaisceauError):
        Paragraph(())


def test_a_brief_lists_the_notes_that_it_cites_and_no_other() -> None:
    made = brief_of(story(), "fr", default_template())
    for notes in (made.notes[:-1], (*made.notes, replace(made.notes[0], number=99)), (*made.notes, made.notes[0])):
        with pytest.raises(FaisceauError) as raised:
            replace(made, notes=notes)
        assert raised.value.code is Code.BAD_EVIDENCE


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_notes_are_numbered_as_they_are_first_cited(lang: str) -> None:
    made = brief_of(story(), lang, default_template())
    cited = dict.fromkeys(number for sentence in made.sentences() for number in sentence.notes)
    assert list(cited) == list(range(1, len(cited) + 1)) == [note.number for note in made.notes]
    for note in made.notes:
        article = next(a for a in story().articles if a.id == note.article)
        assert article.text[note.start : note.end] in note.quote


def test_another_process_gives_the_same_bytes() -> None:
    asked = [(form, lang) for form in FORMS for lang in ("fr", "en")]
    ours = [hashlib.sha256(render_brief(form, story(), lang)).hexdigest() for form, lang in asked]
    told = "import hashlib; from faisceau.export.brief import render_brief; from export_story import story\n"
    told += f"print([hashlib.sha256(render_brief(f, story(), lang)).hexdigest() for f, lang in {asked}])"
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", told],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": path, "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert len(set(ours)) == len(asked)
    assert done.stdout.strip() == str(ours)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_tells_the_same(form: str) -> None:
    told = text_of(form, render_brief(form, story(), "fr"))
    for words in (
        "Le sel",
        "En bref",
        "Le Phare",
        "1er avril 2031",
        "https://phare.example/a?x=1&",
        "001.txt 0:39",
        "Contesté",
    ):
        assert words.replace("&", "&amp;") in told if form == "html" else words in told


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_story_stays_words(form: str) -> None:
    data = render_brief(form, hostile(), "fr")
    told = text_of(form, data)
    assert "\u202e" not in told
    assert "\x07" not in told
    assert "{{ 7*7 }}" in told.replace("\\", "")
    if form == "html":
        assert "<script" not in told
        assert "<img" not in told
        assert 'href="javascript' not in told
        assert "default-src 'none'" in told
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            assert not any(b"javascript:" in held.read(name) for name in held.namelist() if name.endswith(".rels"))
    if form == "pdf":
        links = [each.get_object() for page in PdfReader(io.BytesIO(data)).pages for each in page.get("/Annots", [])]
        assert not any("javascript" in str(link.get("/A", {}).get("/URI", "")) for link in links)


@pytest.mark.parametrize("form", FORMS)
def test_the_author_s_words_are_marked_and_stay_words(form: str) -> None:
    asked = template(
        f'title = "Mon titre"\nwords = "{OWN}"\n[[section]]\nshow = "summary"\nheading = "Mon chapitre"\nwords = "{OWN}"\n'
    )
    told = re.sub(r"\\(.)", r"\1", text_of(form, write_brief(form, brief_of(story(), "fr", asked)))).replace("**", "")
    flat = re.sub(r"<[^>]+>", "", told) if form == "html" else told
    assert flat.count("Mots de l’auteur") == 3  # two paragraphs, and what the mark means
    assert len(re.findall(r"Mots de l’auteur[\s\u00a0]*:[\s\u00a0]*Ma phrase à moi \*#\[x\]", flat)) == 2
    for heading in ("Mon titre *", "Mon chapitre *"):
        assert heading in flat


def test_without_words_of_an_author_nothing_is_said_of_them() -> None:
    assert "Mots de l’auteur" not in render_brief("md", story(), "fr").decode()


def test_the_template_chooses_sections_order_and_how_many() -> None:
    asked = template(
        '[[section]]\nshow = "timeline"\nmost = 1\n[[section]]\nshow = "summary"\n'
        '[[section]]\nshow = "statements"\nif_empty = "leave_out"\n'
    )
    made = brief_of(story(), "en", asked)
    assert [section.show for section in made.sections][:2] == ["timeline", "summary"]
    assert len(made.sections[0].paragraphs) == 1
    hidden = len(story().timeline.dated) - 1
    assert made.sections[0].frame == f"Not shown here: {hidden}."


@pytest.mark.parametrize(
    "text",
    [
        "", "section = []", "x = [", '[[section]]\nshow = "news"', '[[section]]\nshow = "summary"\nmost = 0',
        'lang = "de"\n[[section]]\nshow = "summary"', '[[section]]\nshow = "summary"\ncode = "import os"',
        f'title = "{"x" * 300}"\n[[section]]\nshow = "summary"', '[[section]]\nshow = 3', "\x00",
    ],
)  # fmt: skip
def test_a_template_that_is_not_understood_says_why(text: str) -> None:
    with pytest.raises(FaisceauError) as raised:
        template(text)
    assert raised.value.code is Code.BAD_OPTION


def test_bytes_that_are_no_text_are_no_template() -> None:
    for data in (b"\xff\xfe", b"x" * 2_000_000):
        with pytest.raises(FaisceauError):
            read_template(data)


def test_the_shipped_template_is_the_default() -> None:
    assert read_template(default_source().encode()) == default_template()


@pytest.mark.parametrize(("notes", "kind"), [("end", "endnote"), ("foot", "footnote")])
def test_word_holds_real_notes_each_once(notes: str, kind: str) -> None:
    asked = replace(default_template(), notes=notes)
    made = brief_of(story(), "fr", asked)
    data = write_brief("docx", made)
    docx.Document(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        document, part = (ElementTree.fromstring(held.read(f"word/{name}.xml")) for name in ("document", f"{kind}s"))
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in held.infolist())
        core = held.read("docProps/core.xml").decode()
    references = [each.get(f"{W}id") for each in document.iter(f"{W}{kind}Reference")]
    assert references == [str(note.number) for note in made.notes]
    assert [each.get(f"{W}id") for each in part.iter(f"{W}{kind}")] == ["-1", "0", *references]
    again = [each.get(f"{W}instr", "").split()[1] for each in document.iter(f"{W}fldSimple")]
    named = {each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")}
    assert again
    assert set(again) <= named
    assert "2013" not in core
    assert "python-docx" not in core


def test_pdf_has_no_clock_and_only_embedded_fonts() -> None:
    data = render_brief("pdf", story(), "en")
    told = PdfReader(io.BytesIO(data))
    assert told.metadata is not None
    assert told.metadata.title == "Le sel"
    assert "/CreationDate" not in told.metadata or b"D:1970" in data
    for page in told.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            held = font.get_object()
            inner = held["/DescendantFonts"][0].get_object() if "/DescendantFonts" in held else held
            assert any(name.startswith("/FontFile") for name in inner["/FontDescriptor"])


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = render_brief("html", story(), "fr").decode()
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_huge_quote_is_cut_and_says_so() -> None:
    dossier = story()
    notes = tuple(replace(note, quote="sel " * 100_000) for note in dossier.notes)
    made = brief_of(replace(dossier, notes=notes), "fr", default_template())
    assert all(len(note.quote) < 5000 and "[…]" in note.quote for note in made.notes)


@given(st.text(min_size=1).filter(lambda s: s.strip()))
def test_words_are_never_read_as_a_template(words: str) -> None:
    dress = Plain(Wording(story(), "fr"))
    filled = dress.fill("{a} — {b}", a=words, b=dress.fill("{x}", x="{a}"))
    assert filled.endswith(" — {a}")
    assert "{x}" not in filled or "{x}" in words


@pytest.mark.parametrize(("form", "lang"), [("odt", "fr"), ("md", "xx"), ("../md", "fr")])
def test_an_unknown_form_or_language_has_a_code(form: str, lang: str) -> None:
    with pytest.raises(FaisceauError) as raised:
        render_brief(form, story(), lang)
    assert raised.value.code is Code.BAD_OPTION


def test_an_empty_dossier_makes_a_brief_in_every_form() -> None:
    empty = type(story())(name="Rien")
    for form in FORMS:
        assert "Cherché" in text_of(form, render_brief(form, empty, "fr"))
    assert isinstance(brief_of(empty, "fr", default_template()), Brief)
