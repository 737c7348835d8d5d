"""The brief in Markdown: an item a sentence, a number in brackets a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from faisceau.export.brief.structure import Brief, Heading, Note, Piece, Section, Sentence
from faisceau.export.words import words

# What Markdown, or a page made from it, would take for its own.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_markdown(brief: Brief) -> bytes:
    """The brief as UTF-8 Markdown."""
    lines = [f"# {_heading(brief.title, brief)}", f"\n{' · '.join(map(_safe, brief.facts))}", *_own(brief.own, brief)]
    for section in brief.sections:
        lines += _section(section, brief)
    lines.append(f"\n## {_safe(brief.notes_heading)}\n")
    if brief.has_own:
        lines += [_safe(brief.legend), ""]
    lines += [_note(note) for note in brief.notes]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _heading(heading: Heading, brief: Brief) -> str:
    mark = f" {words(brief.lang).brief['own_mark']}" if heading.own else ""
    return _safe(heading.words + mark)


def _own(paragraphs: tuple[str, ...], brief: Brief) -> Iterator[str]:
    colon = words(brief.lang).text["colon"]
    for paragraph in paragraphs:
        yield f"\n**{_safe(brief.own_label)}**{colon}{_safe(paragraph)}"


def _section(section: Section, brief: Brief) -> Iterator[str]:
    yield f"\n## {_heading(section.heading, brief)}"
    yield from _own(section.own, brief)
    yield ""
    for paragraph in section.paragraphs:
        yield f"- {' '.join(_sentence(sentence) for sentence in paragraph.sentences)}"
    if section.frame:
        yield f"\n{_safe(section.frame)}" if section.paragraphs else _safe(section.frame)


def _sentence(sentence: Sentence) -> str:
    return "".join(_piece(piece) for piece in sentence.pieces)


def _piece(piece: Piece) -> str:
    if piece.sort == "notes":
        return "".join(f"[{number}]" for number in piece.notes)
    if piece.sort == "link":
        return f"<{piece.words}>"
    shown = _safe(piece.words)
    return f"**{shown}**" if piece.sort == "strong" else shown


def _note(note: Note) -> str:
    # Angle brackets keep an address whole; one that is not of the web is shown as text.
    where = f", <{note.address}>" if note.linked else f", {_safe(note.address)}" if note.address else ""
    return f"- [{note.number}] {_safe(note.source)}{where} {_safe(note.place)}{note.before_quote}{_safe(note.quote)}"
