"""The fiche of a what-if as text, Markdown, a page or JSON: one layout in words, a dress a form."""

from __future__ import annotations

import msgspec

from faisceau.errors import Code, FaisceauError
from faisceau.export.fiche.dress import as_html, as_markdown, as_text
from faisceau.export.fiche.layout import blocks_of
from faisceau.export.variables import VariableWords
from faisceau.model.dossier.naming import ActorName
from faisceau.model.whatif import Fiche

_DRESSES = {"text": as_text, "markdown": as_markdown, "html": as_html}
FORMS = ("json", "prov", *sorted(_DRESSES))


def render_fiche(form: str, fiche: Fiche, actors: tuple[ActorName, ...], lang: str) -> bytes:
    """The fiche in one of `FORMS`; JSON and PROV are the same in every language. Raises `FaisceauError` (bad_option)."""
    if form == "json":
        return msgspec.json.encode(fiche) + b"\n"
    if form == "prov":
        from faisceau.export.provenance import fiche_provenance  # noqa: PLC0415 - its library is slow to import

        return fiche_provenance(fiche)
    if form not in _DRESSES:
        raise FaisceauError(Code.BAD_OPTION, f"A fiche is written as one of {', '.join(FORMS)}, not as {form!r}.")
    return _DRESSES[form](blocks_of(fiche, VariableWords(actors, lang)), lang).encode()
