"""A brief that can be handed on: one structure, in which nothing stands without its note, and a writer for each form."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from faisceau.errors import Code, FaisceauError
from faisceau.export.brief.as_docx import as_docx
from faisceau.export.brief.as_html import as_html
from faisceau.export.brief.as_markdown import as_markdown
from faisceau.export.brief.as_pdf import as_pdf
from faisceau.export.brief.layout import brief_of
from faisceau.export.brief.structure import Brief
from faisceau.export.brief.template import Template, default_source, default_template, read_template
from faisceau.export.file_kind import FileKind
from faisceau.export.words import languages
from faisceau.model.dossier.whole import Dossier


class _Form(NamedTuple):
    file: FileKind
    write: Callable[[Brief], bytes]


_FORMS = {
    "docx": _Form(FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), as_docx),
    "html": _Form(FileKind("html", "text/html"), as_html),
    "md": _Form(FileKind("md", "text/markdown"), as_markdown),
    "pdf": _Form(FileKind("pdf", "application/pdf"), as_pdf),
}
FORMS = tuple(_FORMS)


def render_brief(form: str, dossier: Dossier, lang: str, template: Template | None = None) -> bytes:
    """The brief in one of `FORMS` and in `lang`. The same dossier and template give the same bytes.

    Raises `FaisceauError` (bad_option) for a form or language that is not there.
    """
    for what, value, known in (("form", form, FORMS), ("language", lang, languages())):
        if value not in known:
            raise FaisceauError(Code.BAD_OPTION, f"Unknown {what} '{value}'; there are: {', '.join(known)}.")
    return write_brief(form, brief_of(dossier, lang, template or default_template()))


def write_brief(form: str, brief: Brief) -> bytes:
    """A brief in one of `FORMS`."""
    return _FORMS[form].write(brief)


def form_file(form: str) -> FileKind:
    """What a brief in one of `FORMS` is as a file."""
    return _FORMS[form].file


__all__ = [
    "FORMS", "Brief", "Template", "brief_of", "default_source", "default_template", "form_file", "read_template", "render_brief",
    "write_brief",
]  # fmt: skip
