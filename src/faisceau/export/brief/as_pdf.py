"""The brief as PDF, set by typst: its own fonts, no network, no clock. The words reach it as data, never as markup."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import typst

from faisceau.export.brief.structure import Brief
from faisceau.export.words import words


def as_pdf(brief: Brief) -> bytes:
    """The brief as PDF with tags, outline and links between numbers and notes."""
    source = files(__package__).joinpath("brief.typ").read_bytes()
    data = msgspec.to_builtins(brief) | {"has_own": brief.has_own, "labels": words(brief.lang).brief}
    data["colon"] = words(brief.lang).text["colon"]
    made = typst.compile(
        source,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"brief": msgspec.json.encode(data).decode()},
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made
