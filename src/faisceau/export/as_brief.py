"""The brief as the shipped template has it, in Markdown, its notes numbered as in the page. Other forms: `export/brief/`."""

from __future__ import annotations

from faisceau.export.brief.as_markdown import as_markdown
from faisceau.export.brief.layout import brief_of
from faisceau.export.brief.template import default_template
from faisceau.export.file_kind import FileKind
from faisceau.model.dossier.whole import Dossier

FILE = FileKind("md", "text/markdown")


def render(dossier: Dossier, lang: str) -> bytes:
    """The brief in `lang`."""
    return as_markdown(brief_of(dossier, lang, default_template(), as_in_dossier=True))
