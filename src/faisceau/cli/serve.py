"""`faisceau serve`: the reading room."""

from __future__ import annotations

import logging
import socket
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from faisceau.cli.output import coded, note
from faisceau.cli.status import StoryFolder
from faisceau.errors import Code, FaisceauError


@coded
def serve(
    story: StoryFolder = Path("story"),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    host: Annotated[str, typer.Option("--host", help="The address to listen on: of this machine only.")] = "127.0.0.1",
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Show a story as pages to read, select and follow to the words, until Ctrl-C."""
    import uvicorn  # noqa: PLC0415

    from faisceau.store import folder  # noqa: PLC0415
    from faisceau.story.pages import refresh_pages  # noqa: PLC0415
    from faisceau.web import make_app  # noqa: PLC0415
    from faisceau.web.security import require_loopback  # noqa: PLC0415

    require_loopback(host)
    logging.basicConfig(format="%(message)s")
    found = folder.StoryFolder(story).require()
    note("Preparing the lists…")
    try:
        refresh_pages(found)
    except FaisceauError as error:  # the pages say what there is to say of these two, when they are asked for
        if error.code not in (Code.STORY_BUSY, Code.UNREADABLE):
            raise
    app = make_app(found, [host])
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    typer.echo(address)
    note("Ctrl-C ends it.")
    if open_:
        webbrowser.open(address)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="on")
    try:
        uvicorn.Server(config).run([listening])
    except KeyboardInterrupt:
        pass  # asked for: nothing was under way
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `FaisceauError` (bad_option) where it cannot."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise FaisceauError(
            Code.BAD_OPTION, f"{host}:{port} cannot be listened on: {error.strerror}. Try --port 0."
        ) from error
