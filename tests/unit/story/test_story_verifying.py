"""A finished brief held against its story: what our writer writes holds, what was changed since does not."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "export"))
from export_story import hostile, story

from faisceau.errors import Code, FaisceauError
from faisceau.export.brief import brief_of, default_template, read_template, render_brief, write_brief
from faisceau.story.verifying import Verifier, verify
from faisceau.story.verifying.blocks import read_brief
from faisceau.story.verifying.said import dates_said, numbers_said

FORMS = ("md", "html", "docx")


def codes(text: str, lang: str | None = None) -> set[str]:
    return {fault.code for fault in verify(text.encode(), story(), lang).faults}


@pytest.fixture(scope="module")
def french() -> str:
    return render_brief("md", story(), "fr").decode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_we_write_holds(form: str, lang: str) -> None:
    found = verify(render_brief(form, story(), lang), story())
    assert found.faults == ()
    assert found.lang == lang
    assert found.notes == len(brief_of(story(), lang, default_template()).notes)
    assert found.checked > 10


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("notes", ["foot", "end"])
def test_words_of_the_author_are_told_apart(form: str, notes: str) -> None:
    head = f'title = "Le mien"\nwords = "Berlin a livré 9 chars."\nnotes = "{notes}"\n'
    text = head + '[[section]]\nshow = "summary"\nheading = "Mon 3e"\n'
    found = verify(write_brief(form, brief_of(story(), "fr", read_template(text.encode()))), story())
    assert found.faults == ()
    assert len(found.own) == 3


@pytest.mark.parametrize("form", FORMS)
def test_a_hostile_story_holds_too(form: str) -> None:
    assert verify(render_brief(form, hostile(), "fr"), hostile(), "fr").faults == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("sel : 10 (", "sel : 11 (", "figure"),
        ("sel : 10 (", "sel : dix mille (", "figure"),
        ("au moins 12 (", "au moins douze cents (", "figure"),
        ("mars 2031 — « Au", "mai 2031 — « Cuba", "date"),
        ("mars 2031 — « Au", "4 mars 2031 — « Au", "date"),
        ("mars 2031 — « Au", "2031-04 — « Cuba", "date"),
        ("démenti par le Japon", "démenti par Cuba", "source"),
        ("Cuba → Japon", "Japon → Cuba", "direction"),
        ("**Japon** : « Tokyo", "**Pérou** : « Tokyo", "name"),
        ("**Japon** : « Tokyo", "**Corée du Sud** : « Tokyo", "name"),
        ("« Tokyo a besoin de riz »", "« Tokyo a besoin de blé »", "quotation"),
        ("« Tokyo a besoin de riz »", "« Tokyo a besoin de riz", "quotation"),
        ("— contesté", "— corroboré", "verdict"),
        ("- **Japon** : « Tokyo", "- Il est prouvé que **Japon** : « Tokyo", "judging"),
        ("- **Japon** : « Tokyo", "- Le roi est mort. **Japon** : « Tokyo", "no_note"),
        ("## Besoins\n", "## Besoins\n\nLe roi est mort.\n", "no_note"),
        ("## Besoins\n", "## Mensonges\n", "heading"),
        ("# Le sel", "# Le poivre", "heading"),
        ("2 articles", "3 articles", "no_note"),
        ("Le Phare, Sel & riz", "La Digue, Sel & riz", "note_source"),
        ("https://phare.example/a", "https://ailleurs.example/a", "note_source"),
    ],
)  # fmt: skip
def test_each_kind_of_tampering_is_found(french: str, old: str, new: str, code: str) -> None:
    plain = re.sub("[\u00a0\u202f]", " ", french)
    assert codes(plain, "fr") == set()
    assert old in plain
    assert code in codes(plain.replace(old, new, 1), "fr")


def test_a_sentence_after_the_last_note_has_none(french: str) -> None:
    line = next(line for line in french.splitlines() if line.startswith("- **Japon**") and line.endswith("]"))
    assert "no_note" in codes(french.replace(line, f"{line} Le roi est mort."), "fr")


def test_notes_taken_away_swapped_or_unknown(french: str) -> None:
    line = next(line for line in french.splitlines() if "Tokyo a besoin" in line and line.startswith("- **"))
    number = re.findall(r"\[(\d+)\]$", line)[0]
    assert "no_note" in codes(french.replace(line, line.replace(f" [{number}]", "")))
    assert "unknown_note" in codes(french.replace(line, line.replace(f"[{number}]", "[99]")))
    assert "quotation" in codes(french.replace(line, line.replace(f"[{number}]", "[1]")))


def test_a_quote_that_is_not_in_its_article(french: str) -> None:
    note = re.search(r"^- \[(\d+)\].*« Tokyo a besoin de riz »$", french.replace("\u00a0", " "), re.M)
    assert note is not None
    for old, new in (("de riz", "de blé"), (":", "—")):
        changed = note[0].replace(old, new) if old == "de riz" else re.sub(r" \d+:\d+\)", " 3:9)", note[0])
        assert "note_quote" in codes(french.replace("\u00a0", " ").replace(note[0], changed), "fr")


@pytest.mark.parametrize(
    ("old", "new"), [("’", "'"), ("\u00a0", " "), ("\u202f", " "), (" — ", ", "), ("selon ", "d’après "), ("**", "")]
)
def test_other_spaces_apostrophes_and_cues_are_no_fault(french: str, old: str, new: str) -> None:
    assert codes(french.replace(old, new)) == set()


def test_a_quotation_cut_shorter_holds(french: str) -> None:
    assert codes(french.replace("Tokyo a besoin de riz\u00a0»", "Tokyo a besoin\u00a0»", 1)) == set()


def test_word_edits_are_found_and_struck_words_are_gone() -> None:
    data = render_brief("docx", story(), "fr")
    document = docx.Document(io.BytesIO(data))
    paragraph = next(p for p in document.paragraphs if "Tokyo" in p.text)
    paragraph.add_run(" Le roi est mort.")
    document.add_paragraph("Berlin a livré des chars.")
    made = io.BytesIO()
    document.save(made)
    found = verify(made.getvalue(), story())
    assert [fault.code for fault in found.faults] == ["no_note", "no_note"]


def test_a_pdf_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(FaisceauError, match="DOCX") as raised:
        verify(render_brief("pdf", story(), "fr"), story())
    assert raised.value.code is Code.BAD_OPTION


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as held:
        held.writestr("word/document.xml", b" " * 70_000_000)
    return made.getvalue()


def entities() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as held:
        held.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 nothing", bomb(), entities(), b"\xff\xfe\x00", b"PK"],
    ids=["zip", "bomb", "dtd", "utf16", "short"],
)
def test_what_cannot_be_read_has_a_code(data: bytes) -> None:
    with pytest.raises(FaisceauError):
        verify(data, story())


READ = "Un mot écrit.".encode()


@given(st.binary(max_size=300))
@example(READ)
@example(b"PK and no archive")
@example(b"%PDF-1.7")
def test_any_bytes_are_a_brief_or_a_coded_error(data: bytes) -> None:
    try:
        found = read_brief(data)
    except FaisceauError as error:
        assert error.code in {Code.BAD_OPTION, Code.ENCODING}  # noqa: PT017
    else:
        assert found.blocks or data != READ


VERIFIER = Verifier(story())


@given(st.text(max_size=200))
def test_any_words_can_be_held_against_a_story(words: str) -> None:
    found = VERIFIER.verify(f"- x {words} [1]\n\n- [1] {words}\n".encode(errors="replace"), "fr")
    assert found.faults


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("5 000 obus, 4,8 millions et trois cents", "fr", [5000, 4_800_000, 300]),
        ("5,000 shells, 4.8 million and three hundred", "en", [5000, 4_800_000, 300]),
        ("un homme, one", "fr", []),
        ("twenty-five thousand men, two hundred and ten", "en", [25_000, 210]),
        ("S-400, F16", "en", [400]),
    ],
)
def test_numbers_are_read_by_value(text: str, lang: str, values: list[float]) -> None:
    assert [said.value for said in numbers_said(text, lang)] == values


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("le 1er mars 2031", [(2031, 3, 1)]),
        ("1–20 March 2031", [(2031, 3, 1), (2031, 3, 20)]),
        ("22 janv. – 21 juin 2024", [(None, 1, 22), (2024, 6, 21)]),
        ("June 18, 2024 and août 2023", [(2024, 6, 18), (2023, 8, None)]),
        ("2024-06-18, 2025", [(2024, 6, 18), (2025, None, None)]),
        ("il may be", []),
    ],
)
def test_dates_are_read_in_both_languages(text: str, days: list[tuple[int | None, ...]]) -> None:
    assert [day[2:] for day in dates_said(text)] == days
