"""The brief as PDF, set by typst: its own fonts, no network, no clock. The words reach it as data, never as markup."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import typst

from faisceau.export.brief.structure import Brief
from faisceau.export.words import words


def as_pdf(brief: Brief) -> bytes:
    """The brief as PDF with tags, outline and links between numbers and notes."""
    made = _set(brief, "pdf")
    assert isinstance(made, bytes)
    return made


def as_pictures(brief: Brief, per_inch: float = 96) -> list[bytes]:
    """The same pages as PNG, to be looked at."""
    made = _set(brief, "png", per_inch)
    return made if isinstance(made, list) else [made]


def _set(brief: Brief, form: str, per_inch: float | None = None) -> bytes | list[bytes]:
    source = files(__package__).joinpath("brief.typ").read_bytes()
    data = msgspec.to_builtins(brief) | {"has_own": brief.has_own, "labels": words(brief.lang).brief}
    data["colon"] = words(brief.lang).text["colon"]
    return typst.compile(  # type: ignore[no-any-return, call-overload]
        source,
        format=form,
        ppi=per_inch,
        ignore_system_fonts=True,
        sys_inputs={"brief": msgspec.json.encode(data).decode()},
        timestamp=0,
    )
