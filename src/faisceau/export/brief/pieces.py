"""Sentences of a brief as pieces: words, quotes and citations, which each form of the brief writes in its own way."""

from __future__ import annotations

import re
from string import Formatter

from faisceau.export.brief.structure import Piece
from faisceau.export.strange import spelled
from faisceau.export.wording import Wording

_SPACES = re.compile(r"\s+")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text on one line that every form can hold; what hides or turns text round is spelled out."""
    return _NOT_XML.sub("\ufffd", spelled(_SPACES.sub(lambda m: _one_space(m[0]), text)))


def _one_space(run: str) -> str:
    # A no-break space is the language's own: before a colon, within a number.
    return run if run in ("\u00a0", "\u202f") else " "


class Pieces(str):
    """Words that remember which pieces they are made of."""

    __slots__ = ("parts",)
    parts: tuple[Piece, ...]

    @classmethod
    def of(cls, *parts: Piece) -> Pieces:
        """The pieces one after the other."""
        made = cls("".join(part.words for part in parts))
        made.parts = parts
        return made


class Plain:
    """Fills the templates of `phrases` with pieces. What is given as words is never read as a template."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def fill(self, template: str, **parts: str) -> Pieces:
        """The template with its parts; a part that is words only becomes a piece of text."""
        found: list[Piece] = []
        for literal, name, _, _ in Formatter().parse(template):
            if literal:
                found.append(Piece("text", literal))
            if name is not None:
                part = parts[name]
                found += part.parts if isinstance(part, Pieces) else [Piece("text", clean(part))] if part else []
        return Pieces.of(*_joined(found))

    def quote(self, number: int) -> Pieces:
        """The words of a note between marks."""
        return Pieces.of(Piece("quote", clean(self._wording.quote(number))))

    def notes(self, numbers: tuple[int, ...]) -> Pieces:
        """References to notes."""
        return Pieces.of(Piece("notes", notes=numbers))

    def strong(self, words: str) -> Pieces:
        """Words that stand out."""
        return Pieces.of(Piece("strong", clean(words)))

    def link(self, address: str | None) -> Pieces:
        """An address of the web, nothing where there is none."""
        return Pieces.of(Piece("text", " "), Piece("link", address)) if address else Pieces.of()


def _joined(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, neighbouring text made one."""
    made: list[Piece] = []
    for piece in pieces:
        if made and piece.sort == made[-1].sort == "text":
            made[-1] = Piece("text", made[-1].words + piece.words)
        else:
            made.append(piece)
    return made
