"""The template of a brief: a TOML file that says what stands in it, in which order, under which words of its author.

Nothing in it is run: words are words, in every form. docs/reference/brief.md describes every field.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError

Show = Literal[
    "summary", "established", "contested", "diverging", "timeline", "undated", "ledger", "rules", "checks", "statements",
    "figures", "needs", "reactions", "forecasts", "assessments",
]  # fmt: skip
_LARGEST = 1_000_000  # bytes
Words = Annotated[str, Meta(max_length=20_000)]


class SectionPlan(Struct, frozen=True, forbid_unknown_fields=True):
    """One section: what it shows, at most how many items, the author's heading and words on it.

    `if_empty`: what becomes of it where there is nothing to show: `say` what was looked for, or `leave_out`.
    """

    show: Show
    heading: Annotated[str, Meta(max_length=200)] | None = None
    words: Words = ""
    most: Annotated[int, Meta(ge=1)] | None = None
    if_empty: Literal["say", "leave_out"] = "say"


class Template(Struct, frozen=True, forbid_unknown_fields=True):
    """What a brief is made of. `lang` and `title` are the story's where they are not given."""

    section: Annotated[tuple[SectionPlan, ...], Meta(min_length=1)]
    lang: str | None = None
    title: Annotated[str, Meta(max_length=200)] | None = None
    words: Words = ""
    notes: Literal["foot", "end"] = "end"


def read_template(data: bytes) -> Template:
    """The template that a TOML file holds. Raises `FaisceauError` (bad_option), saying what is not understood."""
    if len(data) > _LARGEST:
        raise FaisceauError(Code.BAD_OPTION, f"A template has at most {_LARGEST} bytes.")
    try:
        found = msgspec.toml.decode(data, type=Template)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FaisceauError(Code.BAD_OPTION, f"The template is not understood: {error}.") from error
    known = knowledge.interface_languages()
    if found.lang is not None and found.lang not in known:
        told = f"The template is not understood: lang is one of {', '.join(known)}, not {found.lang[:20]!r}."
        raise FaisceauError(Code.BAD_OPTION, told)
    return found


def default_source() -> str:
    """The shipped template as a file to start from."""
    return files(knowledge).joinpath("briefs", "template.toml").read_text(encoding="utf-8")


@cache
def default_template() -> Template:
    """The shipped template."""
    return read_template(default_source().encode())
