"""`faisceau thesis`: what the sources say for and against a thesis, by chains of their causal claims."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.build import Language
from faisceau.cli.counting import Count, Many, WithAssumptions, WithoutSource
from faisceau.cli.output import AsJson, answer, coded, raw
from faisceau.cli.status import StoryFolder


@coded
def thesis(
    story: StoryFolder = Path("story"),
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A TOML or YAML file of theses; else the story's own and those shipped."),
    ] = None,
    only: Annotated[Many, typer.Option("--only", help="The id of a thesis; may be given several times.")] = None,
    without_source: WithoutSource = None,
    with_assumptions: WithAssumptions = None,
    count: Count = None,
    form: Annotated[str, typer.Option("--format", "-f", help="text, markdown, html or json.")] = "text",
    lang: Annotated[Language | None, typer.Option("--lang", help="The language; the story's if not given.")] = None,
    as_json: AsJson = False,
) -> None:
    """Put theses to the causal map: quoted chains for and against, sources counted, published base rates beside."""
    from msgspec.structs import replace  # noqa: PLC0415

    from faisceau.model.whatif import Scenario  # noqa: PLC0415
    from faisceau.story import open_story  # noqa: PLC0415
    from faisceau.system.whatif import scenario_of  # noqa: PLC0415

    known = open_story(story)
    given = {"without_source": without_source, "with_assumption": with_assumptions, "count": count}
    counted = scenario_of(replace(Scenario(), **{name: value for name, value in given.items() if value is not None}))
    found = known.theses(file, tuple(only or ()), counted)
    if as_json:
        answer(found)
    else:
        raw(known.render_theses(form, found, lang.value if lang else None))
