"""`faisceau serve`: the reading room."""

from __future__ import annotations

import logging
import socket
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faisceau.cli.build import Language
from faisceau.cli.output import coded, note
from faisceau.cli.status import StoryFolder
from faisceau.errors import Code, FaisceauError

if TYPE_CHECKING:
    from faisceau.store.folder import StoryFolder as Folder


@coded
def serve(
    story: StoryFolder = Path("story"),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; one that others can reach needs a password.")
    ] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="A name that the room is reached by; may be repeated.")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="Ask everybody for the password whose hash the file holds.")
    ] = None,
    make_password: Annotated[
        Path | None, typer.Option("--make-password", help="Ask for a password, write its hash to this file, and end.")
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy before it speaks https: cookies go by nothing else.")
    ] = False,
    lang: Annotated[Language | None, typer.Option("--lang", help="The language of a story made now.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Show a story as pages to add to, read, select and follow to the words, until Ctrl-C. A new folder becomes a story."""
    import uvicorn  # noqa: PLC0415

    from faisceau.story.pages import refresh_pages  # noqa: PLC0415
    from faisceau.web import make_app  # noqa: PLC0415
    from faisceau.web.door import Opened  # noqa: PLC0415
    from faisceau.web.password import read_password  # noqa: PLC0415
    from faisceau.web.security import answered, is_loopback, require_password  # noqa: PLC0415

    if make_password is not None:
        _make_password(make_password)
        return
    password = read_password(password_file) if password_file else None
    require_password(host, given=password is not None)
    names = answered(host, allow_host or [])
    logging.basicConfig(format="%(message)s")
    found = _story(story, lang)
    note("Preparing the lists…")
    try:
        refresh_pages(found)
    except FaisceauError as error:  # the pages say what there is to say of these two, when they are asked for
        if error.code not in (Code.STORY_BUSY, Code.UNREADABLE):
            raise
    app = make_app(found, names, Opened(password, https))
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    typer.echo(address)
    if not is_loopback(host) and not https:
        note(
            "Plain http: whoever is on the network between can read the password and the pages. Put a proxy that speaks "
            "https before it (then --https), or use a tunnel (ssh -L)."
        )
    note("Ctrl-C ends it.")
    if open_:
        webbrowser.open(address)
    # Whom a request comes from is never taken from its own headers: limits count by it.
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="on", proxy_headers=False
    )
    try:
        uvicorn.Server(config).run([listening])
    except KeyboardInterrupt:
        pass  # asked for: nothing was under way that does not end by itself
    finally:
        listening.close()


def _story(path: Path, lang: Language | None) -> Folder:
    """The story there; a new one where there is nothing. Raises `FaisceauError` (no_story) where something else is."""
    from faisceau import run  # noqa: PLC0415
    from faisceau.store.folder import StoryFolder as Folder  # noqa: PLC0415

    folder = Folder(path)
    if folder.exists() or (path.exists() and not _is_free(path)):
        return folder.require()
    if sys.stdin.isatty() and not typer.confirm(f"There is no story in {path}. Make an empty one?", default=True):
        return folder.require()
    run.start(path, run.BuildOptions(lang=lang.value if lang else None))
    note(f"An empty story was made in {path}: add articles from its page.")
    return folder


def _is_free(path: Path) -> bool:
    """Whether a folder holds nothing, or what is left of a story whose making was cut short."""
    try:
        return path.is_dir() and {each.name for each in path.iterdir()} <= {"story.toml", "faisceau.lock"}
    except OSError:
        return False


def _make_password(path: Path) -> None:
    from faisceau.web.password import write_password  # noqa: PLC0415

    write_password(path, typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    note(f"Written: {path}. Give it with --password-file.")


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `FaisceauError` (bad_option) where it cannot."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise FaisceauError(
            Code.BAD_OPTION, f"{host}:{port} cannot be listened on: {error.strerror}. Try --port 0."
        ) from error
