"""A brief in no form: sections, paragraphs, sentences, notes. A sentence that rests on no note cannot be built."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError


class Piece(Struct, frozen=True):
    """A stretch of a sentence: `words` to show, for `notes` the numbers to cite, for `link` the web address."""

    sort: Literal["text", "strong", "quote", "notes", "link"]
    words: str = ""
    notes: tuple[int, ...] = ()


class Sentence(Struct, frozen=True):
    """Words and the notes that they rest on. Raises `FaisceauError` (bad_evidence) where there are no words or no notes."""

    pieces: tuple[Piece, ...]

    def __post_init__(self) -> None:
        if not self.notes:
            raise FaisceauError(Code.BAD_EVIDENCE, f"A sentence of a brief cites nothing: {self.words[:80]!r}.")
        if not self.words.strip():
            raise FaisceauError(Code.BAD_EVIDENCE, "A sentence of a brief says nothing.")

    @property
    def notes(self) -> tuple[int, ...]:
        """The numbers cited, each once, in order."""
        return tuple(dict.fromkeys(number for piece in self.pieces for number in piece.notes))

    @property
    def words(self) -> str:
        """What is said, without its notes."""
        return "".join(piece.words for piece in self.pieces)


class Paragraph(Struct, frozen=True):
    """Sentences that stand together: one item of a section."""

    sentences: tuple[Sentence, ...]

    def __post_init__(self) -> None:
        if not self.sentences:
            raise FaisceauError(Code.BAD_EVIDENCE, "A paragraph of a brief has no sentence.")


class Heading(Struct, frozen=True):
    """A title. `own` where the author of the brief worded it: it is then marked as such."""

    words: str
    own: bool = False


class Section(Struct, frozen=True):
    """One part. `own` are the author's words on it, `frame` what the program says of it: what was looked for, what is left out."""

    show: str
    heading: Heading
    own: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    frame: str = ""


class Note(Struct, frozen=True):
    """Note `[number]`: the words of one claim, `article[start:end]` being `quote`, and where they are read.

    `address` is shown, and is a link where it is `linked`: only an address of the web ever is.
    """

    number: int
    article: str
    start: int
    end: int
    outlet: str
    title: str
    date: str
    address: str
    linked: bool
    quote: str
    before_quote: str

    @property
    def place(self) -> str:
        """The article's id and the code points of the words."""
        return f"({self.article} {self.start}:{self.end})"

    @property
    def source(self) -> str:
        """Outlet, title and date."""
        return ", ".join((self.outlet, self.title, self.date))


class Brief(Struct, frozen=True, kw_only=True):
    """A whole brief. Its notes are those that it cites, no other, each once; else it cannot be built (bad_evidence).

    `facts` are the period and the counts of the corpus; `own` are words of the author, marked as such; `legend` says so.
    `notes_at`: `foot` or `end`, for the forms that have pages.
    """

    lang: str
    title: Heading
    facts: tuple[str, ...]
    own: tuple[str, ...] = ()
    own_label: str = ""
    legend: str = ""
    sections: tuple[Section, ...]
    notes_heading: str
    notes: tuple[Note, ...]
    notes_at: Literal["foot", "end"] = "end"

    def __post_init__(self) -> None:
        listed = [note.number for note in self.notes]
        if len(set(listed)) != len(listed) or set(listed) != {n for one in self.sentences() for n in one.notes}:
            raise FaisceauError(
                Code.BAD_EVIDENCE, "A brief must list the notes that it cites, each once, and no other."
            )

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        for section in self.sections:
            for paragraph in section.paragraphs:
                yield from paragraph.sentences

    @property
    def has_own(self) -> bool:
        """Whether any of it is worded by the author."""
        headings = (self.title, *(section.heading for section in self.sections))
        return bool(self.own) or any(h.own for h in headings) or any(section.own for section in self.sections)
