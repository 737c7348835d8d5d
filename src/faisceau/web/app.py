"""The application: each page at its address, its values at the address with `.json`, every error in one shape."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Annotated, Any
from urllib.parse import unquote

import msgspec
from litestar import Litestar, Request, Response, get
from litestar.concurrency import sync_to_thread
from litestar.config.compression import CompressionConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin, YamlRenderPlugin
from litestar.params import FromPath, FromQuery, QueryParameter

from faisceau import knowledge
from faisceau.errors import ADVICE, Code, FaisceauError
from faisceau.export.words import known_language, languages
from faisceau.store.folder import StoryFolder
from faisceau.web import intake, keeping, login, outputs
from faisceau.web.actions import acting, guest_of
from faisceau.web.csrf import same_site, token_of
from faisceau.web.door import Door, Opened, behind
from faisceau.web.drawings import drawing_handlers
from faisceau.web.look import shown, shown_error, static
from faisceau.web.pages import PAGES, Page
from faisceau.web.room import Room, Visit
from faisceau.web.runs import Runs, applying_command
from faisceau.web.security import LOOPBACK, guarded
from faisceau.web.selection import selection_of
from faisceau.web.wrong import Wrong

_JSON = ".json"
_STATUS = {
    Code.BAD_OPTION: 400,
    Code.EMPTY_MAP: 400,
    Code.BAD_ASSUMPTION: 400,
    Code.NOT_FOUND: 404,
    Code.NO_STORY: 404,
    Code.STORY_BUSY: 503,
    Code.BAD_JUDGEMENT: 400,
    Code.NO_TARGET: 404,
    Code.JUDGED_MEANWHILE: 409,
    Code.MISSING_PART: 501,
    Code.NO_INPUT: 400,
    Code.NOT_FROM_HERE: 403,
    Code.TOO_MUCH: 413,
    Code.TOO_OFTEN: 429,
}
_GZIP = 5
_FORM = 1_000_000
_BUG = "This is a bug: please report it, with what the terminal shows."
log = logging.getLogger(__name__)
Answer = Response[bytes]


def make_app(folder: StoryFolder, hosts: Iterable[str] = (), opened: Opened = Opened()) -> Litestar:  # noqa: B008  # frozen
    """The room of the story in `folder`, answering to the loopback's names and `hosts`, behind a password if `opened` has one.

    Raises `FaisceauError` (no_story).
    """
    room, runs, door = Room(folder), Runs(folder), Door(opened)
    applying = Runs(folder, applying_command)
    names = (*LOOPBACK, *hosts)
    keeping.clear_partial(folder)
    app = Litestar(
        route_handlers=[
            *(handler for page in PAGES for handler in _handlers(page, room)),
            *drawing_handlers(room),
            *acting(room, applying),
            *intake.handlers(folder, runs),
            *outputs.handlers(folder),
            *login.handlers(folder, door),
            _static,
        ],
        before_request=_in_a_language,
        exception_handlers={Exception: _wrong(folder), HTTPException: _wrong(folder), FaisceauError: _wrong(folder)},
        middleware=[same_site],
        compression_config=CompressionConfig(
            backend="gzip", gzip_compress_level=_GZIP, exclude=[r"^/take/brief\.(docx|pdf)"]
        ),
        on_startup=[lambda: applying.ask() if room.unapplied else None],  # what a crash or a kill left undone
        on_shutdown=[applying.close, runs.close, room.close],
        state=State({"locked": opened.password is not None, "runs": runs}),
        request_max_body_size=_FORM,
        logging_config=None,
        openapi_config=OpenAPIConfig(
            title="Faisceau",
            version="1",
            path="/schema",
            render_plugins=[JsonRenderPlugin(path="/"), YamlRenderPlugin()],
        ),
    )
    # A path that ends in an id holds the id's ending too: what gives JSON is said here.
    schema = app.openapi_schema
    schema.paths = {
        f"{path}{_JSON}" if path.endswith("}") else path: item for path, item in (schema.paths or {}).items()
    }
    # Round everything, errors of routing included: which pages there are is nobody's business before the door.
    app.asgi_handler = guarded(behind(app.asgi_handler, door), names)
    return app


Text = FromQuery[str | None]


def _handlers(page: Page, room: Room) -> list[HTTPRouteHandler]:
    """The page and its JSON. One of many has both behind one path: its id may hold any character."""
    base = page.path if page.path != "/" else "/overview"
    paths = (
        [f"{base}/{{name:path}}"]
        if page.named
        else [base, f"{base}{_JSON}", *([page.path] if page.path != base else [])]
    )
    found = []
    for path in paths:
        is_json = path.endswith(_JSON)
        spec = {200: ResponseSpec(page.model, generate_examples=False)} if is_json or page.named else {}
        decorate = get(
            path,
            responses={**spec, **{status: ResponseSpec(Wrong, generate_examples=False) for status in (400, 404, 503)}},
            operation_id=f"{page.section}{'One' if page.named else ''}" if is_json or page.named else None,
            include_in_schema=is_json or page.named,
        )
        found.append(decorate(_answering(page, room, is_json=is_json)))
    return found


def _answering(page: Page, room: Room, *, is_json: bool) -> Callable[..., Awaitable[Answer]]:
    # Litestar's own `sync_to_thread` would wrap a handler twice whose path another method has as well.
    async def answer(
        request: Request[Any, Any, Any],
        q: Text = None,
        actor: Text = None,
        kind: Text = None,
        status: Text = None,
        verdict: Text = None,
        source: Text = None,
        since: Annotated[str | None, QueryParameter(name="from")] = None,
        to: Text = None,
        lang: Text = None,
        page_number: Annotated[int | None, QueryParameter(name="page", ge=1)] = None,
    ) -> Answer:
        return await sync_to_thread(_answer, page, room, request, is_json=is_json)

    async def answer_one(request: Request[Any, Any, Any], name: FromPath[str], lang: Text = None) -> Answer:
        return await sync_to_thread(_answer, page, room, request, is_json=False)

    return answer_one if page.named else answer


def _answer(page: Page, room: Room, request: Request[Any, Any, Any], *, is_json: bool) -> Answer:
    query: dict[str, list[str]] = request.query_params.dict()
    selection = selection_of({name: values[-1] for name, values in query.items()})
    argument = _argument(request, page) if page.named else ""
    with room.visit(selection, query, argument, guest_of(request)) as visit:
        etag = _etag(visit, request, is_json=is_json)
        if request.headers.get("if-none-match") == etag:
            return Response(b"", status_code=304, headers={"etag": etag})
        try:
            made = page.make(visit)
        except FaisceauError as error:
            if not (page.named and error.code == Code.NOT_FOUND and argument.endswith(_JSON)):
                raise
            visit = msgspec.structs.replace(visit, argument=argument.removesuffix(_JSON))
            made, is_json = page.make(visit), True
        headers = {"etag": etag, **({"x-faisceau-busy": "1"} if visit.busy else {})}
        if is_json:
            body = msgspec.json.encode(made.model, order="deterministic")
            return Response(body, media_type="application/json", headers=headers)
        locked = bool(request.app.state.get("locked"))
        return Response(shown(page, made, visit, locked=locked), media_type="text/html; charset=utf-8", headers=headers)


def _etag(visit: Visit, request: Request[Any, Any, Any], *, is_json: bool) -> str:
    """Changes with whatever a page is made of: the reading taken up, the story's files, the address, what its forms carry."""
    stats = []
    with os.scandir(visit.folder.path) as entries:
        for each in entries:
            with suppress(FileNotFoundError):  # what is written under another name first
                stats.append((each.name, each.stat().st_mtime_ns, each.stat().st_size))
    guest = "" if is_json else f"{request.headers.get('cookie')} {token_of(request.scope)}"
    made_of = (visit.cache.stamp, visit.busy, sorted(stats), str(request.url), guest)
    return f'W/"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"'


def _argument(request: Request[Any, Any, Any], page: Page) -> str:
    """The id as it was quoted: routing would take `//` for `/`."""
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    return unquote(raw.partition(b"?")[0].decode("latin-1").removeprefix(f"{page.path}/"))


@get(
    "/static/{name:str}",
    include_in_schema=False,
    sync_to_thread=False,
    cache_control=CacheControlHeader(max_age=31_536_000, immutable=True),
)
def _static(name: FromPath[str]) -> Answer:
    if name not in static():
        raise FaisceauError(Code.NOT_FOUND, f"There is no file {name[:80]!r}.")
    body, kind = static()[name]
    return Response(body, media_type=kind)


def _in_a_language(request: Request[Any, Any, Any]) -> None:
    """Before anything is done: no address is answered in another language than the one that it asks for."""
    if asked := request.query_params.get("lang"):
        known_language(asked)


def _wrong(folder: StoryFolder) -> Callable[[Request[Any, Any, Any], Exception], Answer]:
    def answer(request: Request[Any, Any, Any], error: Exception) -> Answer:
        if isinstance(error, FaisceauError) and error.code == Code.BAD_EVIDENCE and request.method == "POST":
            error = FaisceauError(
                Code.BAD_JUDGEMENT, error.detail
            )  # a place that somebody sent, not one that is stored
        status, wrong = _told(error)
        if status == 500:
            log.error("%s", request.url, exc_info=error)
        if _asks_json(request):
            return Response(msgspec.json.encode(wrong), status_code=status, media_type="application/json")
        lang = request.query_params.get("lang") or ""
        try:
            settings = folder.settings()
            name, own = settings.name, settings.lang
        except FaisceauError:
            name, own = folder.name, knowledge.spoken().interface
        page = shown_error(wrong.code, wrong.detail, wrong.advice, lang if lang in languages() else own, name)
        return Response(page, status_code=status, media_type="text/html; charset=utf-8")

    return answer


def _asks_json(request: Request[Any, Any, Any]) -> bool:
    """Whether the answer is for a program: by its address, by what was sent, or since it takes no page."""
    if request.url.path.endswith(_JSON) or request.content_type[0] == "application/json":
        return True
    accepted = request.headers.get("accept", "text/html,*/*")
    return "text/html" not in accepted.replace("*/*", "text/html")


def _told(error: Exception) -> tuple[int, Wrong]:
    if isinstance(error, FaisceauError):
        return _STATUS.get(error.code, 500), Wrong(error.code.value, error.detail, error.advice)
    if isinstance(error, HTTPException) and error.status_code < 500:
        code = {404: Code.NOT_FOUND, 413: Code.TOO_MUCH}.get(error.status_code, Code.BAD_OPTION)
        extra = error.extra if isinstance(error.extra, list) else []
        said = "; ".join(f"{each.get('key')}: {each.get('message')}" for each in extra if isinstance(each, dict))
        detail = "There is no such page." if error.status_code == 404 else said or error.detail
        return error.status_code, Wrong(code.value, detail, ADVICE[code])
    return 500, Wrong("bug", type(error).__name__, _BUG)
