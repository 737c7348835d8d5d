"""The brief as one page: no script, nothing from elsewhere; a note's number leads to the note, and the note back."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from faisceau.export.brief.structure import Brief, Heading, Note, Piece, Section
from faisceau.export.words import words

_STYLE = (
    ":root{color-scheme:light dark}body{font:17px/1.55 Georgia,'Liberation Serif',serif;max-width:44rem;margin:2.5rem auto;"
    "padding:0 1.2rem;overflow-wrap:anywhere}h1{line-height:1.2;margin-bottom:.2rem}h2{margin:2.2rem 0 .6rem;font-size:1.25rem;"
    "border-bottom:1px solid}.facts,.frame{opacity:.8}ul,ol{padding-left:1.2rem}li{margin:.55rem 0}.own{border-left:3px solid;"
    "padding-left:.8rem;font-style:italic}.own b{font-style:normal}sup{line-height:0}sup a{text-decoration:none;padding:0 .1em}"
    ".notes{list-style:none;padding:0;font-size:.85rem}@media print{body{max-width:none;margin:0}a{color:inherit}}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class _Page:
    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._words = words(brief.lang)
        self._cited: set[int] = set()

    def lines(self) -> Iterator[str]:
        """The page, line by line."""
        brief = self._brief
        yield "<!doctype html>"
        yield f'<html lang="{escape(brief.lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{escape(brief.title.words)}</title>'
        yield f"<style>{_STYLE}</style></head><body><main>"
        yield f"<h1>{self._heading(brief.title)}</h1>"
        yield f'<p class="facts">{escape(" · ".join(brief.facts))}</p>'
        yield from self._own(brief.own)
        for section in brief.sections:
            yield from self._section(section)
        yield f"<h2>{escape(brief.notes_heading)}</h2>"
        if brief.has_own:
            yield f'<p class="frame">{escape(brief.legend)}</p>'
        yield '<ol class="notes">'
        yield from map(self._note, brief.notes)
        yield "</ol></main></body></html>"

    def _heading(self, heading: Heading) -> Markup:
        return escape(heading.words + (f" {self._words.brief['own_mark']}" if heading.own else ""))

    def _own(self, paragraphs: tuple[str, ...]) -> Iterator[str]:
        for paragraph in paragraphs:
            label = escape(self._brief.own_label)
            yield f'<p class="own"><b>{label}</b>{escape(self._words.text["colon"])}{escape(paragraph)}</p>'

    def _section(self, section: Section) -> Iterator[str]:
        yield f"<h2>{self._heading(section.heading)}</h2>"
        yield from self._own(section.own)
        if section.paragraphs:
            yield "<ul>"
            for paragraph in section.paragraphs:
                told = " ".join("".join(map(self._piece, sentence.pieces)) for sentence in paragraph.sentences)
                yield f"<li>{told}</li>"
            yield "</ul>"
        if section.frame:
            yield f'<p class="frame">{escape(section.frame)}</p>'

    def _piece(self, piece: Piece) -> str:
        if piece.sort == "notes":
            return "".join(map(self._reference, piece.notes))
        if piece.sort == "link":
            return f'<a href="{escape(piece.words)}" rel="noreferrer">{escape(piece.words)}</a>'
        shown = escape(piece.words)
        return f"<b>{shown}</b>" if piece.sort == "strong" else str(shown)

    def _reference(self, number: int) -> str:
        first = "" if number in self._cited else f' id="r{number}"'
        self._cited.add(number)
        return f'<sup><a{first} href="#n{number}">[{number}]</a></sup>'

    def _note(self, note: Note) -> str:
        address = escape(note.address)
        link = f'<a href="{address}" rel="noreferrer">{address}</a>' if note.linked else address
        where = f", {link}" if note.address else ""
        back = f'<a href="#r{note.number}" aria-label="{escape(self._words.brief["back"])}">[{note.number}]</a>'
        told = f"{escape(note.place)}{escape(note.before_quote)}{escape(note.quote)}"
        return f'<li id="n{note.number}">{back} {escape(note.source)}{where} {told}</li>'


def as_html(brief: Brief) -> bytes:
    """The brief as a UTF-8 page."""
    return ("\n".join(_Page(brief).lines()) + "\n").encode()
