"""The summary's sentences: the same in every format; a dress puts the links and marks of the format to their parts."""

from __future__ import annotations

from typing import Protocol

from faisceau.export.wording import Wording
from faisceau.model.dossier.figures import FigureRow
from faisceau.model.dossier.summary import Sentence
from faisceau.model.passages import Passage


class Dress(Protocol):
    """How a format writes the parts of a sentence."""

    def fill(self, template: str, **parts: str) -> str:
        """The template with its parts, what is not yet dressed made safe."""
        ...

    def quote(self, number: int) -> str:
        """The words of a note."""
        ...

    def notes(self, numbers: tuple[int, ...]) -> str:
        """References to notes."""
        ...


def say(sentence: Sentence, wording: Wording, dress: Dress, figures: dict[str, FigureRow]) -> str:
    """The sentence in words, every part of it followed by its notes."""
    templates = wording.words.sentence
    if sentence.figure is not None:
        row = figures[sentence.figure].parting
        accounts = [
            dress.fill(
                "{account} {notes}",
                account=templates["account"].format(
                    value=wording.quantity(line.quantity), according=_according(line.told, wording)
                ),
                notes=dress.notes(line.told.notes),
            )
            for line in row.lines
        ]
        return dress.fill(templates["figures"], of=row.of, accounts=_join(accounts, wording, dress))
    first, *others = sentence.passages
    parts = [_part(templates[sentence.form], first, sentence, (wording, dress))]
    parts += [_part(templates["against"], other, sentence, (wording, dress)) for other in others]
    return _join(parts, wording, dress)


def _part(template: str, passage: Passage, sentence: Sentence, means: tuple[Wording, Dress]) -> str:
    wording, dress = means
    short = wording.status_short(passage.status)
    told = dress.fill(
        template,
        quote=dress.quote(passage.lead),
        status=f"{short}{wording.words.text['list_sep']}" if short else "",
        origins=wording.count("origins", sentence.independent),
        according=_according(passage, wording),
    )
    return dress.fill("{told} {notes}", told=told, notes=dress.notes(passage.notes))


def _according(passage: Passage, wording: Wording) -> str:
    return wording.text("according", voices=wording.voices(passage.voices))


def _join(parts: list[str], wording: Wording, dress: Dress) -> str:
    template = wording.words.sentence["join"].join(f"{{p{i}}}" for i in range(len(parts)))
    return dress.fill(template, **{f"p{i}": part for i, part in enumerate(parts)})
