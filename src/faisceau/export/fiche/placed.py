"""A fiche as a part of a page that has the articles: each of its numbers opens the words that it stands for."""

from __future__ import annotations

from markupsafe import Markup

from faisceau.export.fiche.dress import Place, html_of
from faisceau.export.fiche.layout import blocks_of
from faisceau.export.links import Links
from faisceau.export.variables import VariableWords
from faisceau.model.whatif import Fiche


def placed_fiche(
    fiche: Fiche, names: VariableWords, links: Links, number: int | None = None, deeper: int = 2
) -> Markup:
    """The fiche without its title, headings `deeper` by so many levels; `number` tells it from others of the page."""
    label, prefix = ("{}", "n") if number is None else (f"{number}.{{}}", f"q{number}n")
    addresses = {note.number: links.words(note.cause.article, note.cause.id) for note in fiche.notes}
    addresses |= {each.number: links.words(each.words.article, each.words.claim) for each in fiche.cited}
    blocks = blocks_of(fiche, names, alone=False)
    return html_of(blocks[1:], Place(deeper, prefix, label, addresses))


__all__ = ["placed_fiche"]
