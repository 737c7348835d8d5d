"""`faisceau brief`: a brief to hand on, from a template."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.build import Language
from faisceau.cli.output import AsJson, coded, note, raw, written
from faisceau.cli.status import StoryFolder
from faisceau.errors import Code, FaisceauError


class Form(StrEnum):
    """The forms of a brief."""

    docx = "docx"
    html = "html"
    md = "md"
    pdf = "pdf"


@coded
def brief(
    story: StoryFolder = Path("story"),
    form: Annotated[
        Form | None, typer.Option("--form", "-f", help="md, html, docx or pdf; by the file's name if not given.")
    ] = None,
    template: Annotated[Path | None, typer.Option("--template", "-t", help="A TOML file: what stands in it.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output if not given.")
    ] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="The language; the story's if not given.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As it stood then: 2024, 2024-06 or 2024-06-18.")] = None,
    print_template: Annotated[
        bool, typer.Option("--print-template", help="Print the shipped template, to start from.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a brief in which every sentence has its numbered notes."""
    from faisceau.export.brief import default_source, read_template  # noqa: PLC0415
    from faisceau.story import open_story  # noqa: PLC0415

    if print_template:
        raw(default_source().encode())
        return
    try:
        asked = read_template(template.read_bytes()) if template else None
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{template}: {error.strerror}.") from error
    known = open_story(story)
    data = known.brief(_form(form, output), lang.value if lang else None, asked, as_of)
    if as_of is not None and known.undated:
        note(f"Left out, their date being unknown: {', '.join(known.undated)}.")
    written(data, output)


def _form(form: Form | None, output: Path | None) -> str:
    if form is not None:
        return form.value
    ending = output.suffix.removeprefix(".").lower() if output else ""
    return ending if ending in set(Form) else Form.md.value
