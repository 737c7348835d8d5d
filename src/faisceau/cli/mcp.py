"""`faisceau mcp`: a story as tools for programs that speak the Model Context Protocol."""

from __future__ import annotations

from pathlib import Path

from faisceau.cli.output import AsJson, coded
from faisceau.cli.status import StoryFolder
from faisceau.errors import Code, FaisceauError


@coded
def mcp(story: StoryFolder = Path("story"), as_json: AsJson = False) -> None:
    """Serve a story, read only, to a program on standard input and output, until it closes them."""
    try:
        from faisceau.agents.server import server_of  # noqa: PLC0415
    except ModuleNotFoundError as error:
        missing = f"The package {error.name} is not installed: python -m pip install 'faisceau[mcp]'."
        raise FaisceauError(Code.MISSING_PART, missing) from error
    from faisceau.story import open_story  # noqa: PLC0415

    server_of(open_story(story)).run("stdio")
