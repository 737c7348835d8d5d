"""`faisceau whatif`: what follows in the map, by the sources' own reasoning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.build import Language
from faisceau.cli.counting import Count, Many, WithAssumptions, WithoutSource
from faisceau.cli.output import AsJson, answer, coded, note, raw
from faisceau.cli.show import shown
from faisceau.cli.status import StoryFolder
from faisceau.errors import Code, FaisceauError

_NEXT = "The dossier follows at the next 'faisceau build' or 'faisceau export'."


@coded
def whatif(
    story: StoryFolder = Path("story"),
    hold: Annotated[Many, typer.Option("--hold", help="'VARIABLE=+' or '-': set it, whatever acts on it.")] = None,
    press: Annotated[
        Many, typer.Option("--press", help="'VARIABLE=+' or '-': push it, what acts on it still does.")
    ] = None,
    without_source: WithoutSource = None,
    with_assumptions: WithAssumptions = None,
    count: Count = None,
    cut: Annotated[Many, typer.Option("--cut", help="An arc left out: 'CAUSE -> EFFECT'.")] = None,
    longest: Annotated[int | None, typer.Option("--longest", help="Arcs of the longest chain followed (4).")] = None,
    stress: Annotated[bool, typer.Option("--stress", help="Try the answers with strengths drawn at random.")] = False,
    without_supplier: Annotated[
        Many, typer.Option("--without-supplier", help="An actor who supplies nothing any more.")
    ] = None,
    cap: Annotated[
        Many, typer.Option("--cap", help="A provision that is enforced: its id, or words of its title.")
    ] = None,
    scenario: Annotated[Path | None, typer.Option("--scenario", help="A TOML or YAML file with these options.")] = None,
    keep: Annotated[
        str | None, typer.Option("--keep", help="Keep the question under this name: the dossier shows its answer.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="What a kept question is called.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the questions kept instead.")] = False,
    remove: Annotated[str | None, typer.Option("--remove", help="Remove the question kept under this name.")] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="text, markdown, html, json or prov.")] = "text",
    lang: Annotated[Language | None, typer.Option("--lang", help="The language; the story's if not given.")] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a what-if by signs and quoted chains: never a forecast, never a number that no source gave."""
    from msgspec.structs import replace  # noqa: PLC0415

    from faisceau.model.whatif import Scenario  # noqa: PLC0415
    from faisceau.store.filters import ClaimFilter  # noqa: PLC0415
    from faisceau.story import open_story  # noqa: PLC0415
    from faisceau.system.whatif import read_scenario, scenario_of  # noqa: PLC0415

    known = open_story(story)
    if remove is not None:
        note(f"{known.drop_scenario(remove).name} is removed. {_NEXT}")
    if listed:
        shown("scenarios", known, ClaimFilter(), as_json)
    if listed or remove is not None:
        return
    asked = read_scenario(_bytes(scenario), _form(scenario)) if scenario else Scenario()
    given = {
        "hold": hold, "press": press, "without_source": without_source, "with_assumption": with_assumptions, "count": count,
        "cut": cut, "longest": longest, "stress": stress or None, "without_supplier": without_supplier, "cap": cap,
        "title": title,
    }  # fmt: skip
    asked = scenario_of(replace(asked, **{name: value for name, value in given.items() if value is not None}))
    found = known.what_if(asked)
    if keep is not None:
        note(f"The question is kept in {known.keep(keep, found).relative_to(known.path).as_posix()}. {_NEXT}")
    if as_json:
        answer(found)
    else:
        raw(known.render_fiche(form, found, lang.value if lang else None))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{path}: {error.strerror}.") from error


def _form(path: Path) -> str:
    return "yaml" if path.suffix.lower() in (".yaml", ".yml") else "toml"
