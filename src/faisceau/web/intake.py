"""Articles added from a page: kept in the story's folder, read in the background, the run told as it goes."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec
from litestar.response import Redirect
from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.problems import Problem
from faisceau.store.folder import StoryFolder
from faisceau.store.view import open_view
from faisceau.story.reading import added_files
from faisceau.web import keeping
from faisceau.web.csrf import FIELD, require_token
from faisceau.web.keeping import Kept, keep, keep_sample
from faisceau.web.plain import Asked, language, shown_plain
from faisceau.web.runs import Progress, Runs

_SHOWN = 20
_FORM = 100_000


class _Standing(Struct, frozen=True):
    empty: bool = False
    total: int = 0
    problems: tuple[Problem, ...] = ()


def handlers(folder: StoryFolder, runs: Runs) -> list[HTTPRouteHandler]:
    """The page, what its forms send, and how the run stands."""

    def shown(request: Asked) -> Response[bytes]:
        return shown_plain(
            request,
            folder,
            "add.html.j2",
            p=runs.progress,
            s=_standing(folder),
            endings=", ".join(keeping.ENDINGS),
            limits={
                "files": keeping.MOST_FILES,
                "total": keeping.MOST_BYTES // 1_000_000,
                "file": keeping.MOST_FILE_BYTES // 1_000_000,
            },
            added=len(added_files(folder)),
        )

    # Where an address has both a GET and a POST, a handler run in a thread by the framework is called twice: so by hand.
    @get("/add", include_in_schema=False)
    async def page(request: Asked) -> Response[bytes]:
        return await sync_to_thread(shown, request)

    @get(
        "/progress.json",
        operation_id="progress",
        sync_to_thread=True,
        responses={200: ResponseSpec(Progress, generate_examples=False)},
    )
    def progress() -> Response[bytes]:
        """How the last run that a page asked for stands."""
        return Response(msgspec.json.encode(runs.progress), media_type="application/json")

    @post("/add", include_in_schema=False, status_code=303, request_max_body_size=keeping.MOST_BYTES)
    async def add(request: Asked) -> Response[Any]:
        _require_size(request)
        form = await request.form()
        try:
            require_token(request.scope, _text(form.get(FIELD)))
            sent = [each for each in form.getall("files", []) if isinstance(each, UploadFile) and each.filename]
            if len(sent) > keeping.MOST_FILES:
                raise FaisceauError(
                    Code.TOO_MUCH, f"{len(sent)} files came at once; {keeping.MOST_FILES} are taken at most."
                )
            if not sent:
                raise FaisceauError(Code.NO_INPUT, "No file was sent.")
            pairs = [(each.filename, each.file) for each in sent]
            replacing = bool(_text(form.get("replace")))
            kept = await sync_to_thread(lambda: keep(folder, pairs, replace=replacing))  # type: ignore[arg-type]
        finally:
            await form.close()
        _then(runs, kept)
        return _back(request, folder)

    @post("/add/sample", include_in_schema=False, status_code=303, request_max_body_size=_FORM)
    async def sample(request: Asked) -> Response[Any]:
        await _require_form(request)
        if runs.progress.running or not _standing(folder).empty or added_files(folder):
            raise FaisceauError(Code.BAD_OPTION, "The sample story goes into an empty story only.")
        _then(runs, await sync_to_thread(lambda: keep_sample(folder)))
        return _back(request, folder)

    @post("/add/again", include_in_schema=False, status_code=303, request_max_body_size=_FORM)
    async def again(request: Asked) -> Response[Any]:
        await _require_form(request)
        runs.ask()
        return _back(request, folder)

    return [page, progress, add, sample, again]


async def _require_form(request: Asked) -> None:
    require_token(request.scope, _text((await request.form()).get(FIELD)))


def _require_size(request: Asked) -> None:
    """Say no before reading where a sending says itself that it is too large."""
    told = request.headers.get("content-length") or "0"
    if told.isdigit() and int(told) > keeping.MOST_BYTES:
        limit = keeping.MOST_BYTES // 1_000_000
        raise FaisceauError(Code.TOO_MUCH, f"More than {limit} MB were sent at once.")


def _then(runs: Runs, kept: Kept) -> None:
    if kept.files:
        runs.ask(kept.refused)
    else:
        runs.note(kept.refused)


def _back(request: Asked, folder: StoryFolder) -> Response[Any]:
    asked = request.query_params.get("lang")
    return Redirect(f"/add?lang={language(request, folder)}" if asked else "/add", status_code=303)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _standing(folder: StoryFolder) -> _Standing:
    """What the story holds. Nothing, where it cannot be read now: the other pages say why."""
    try:
        with open_view(folder) as view:
            total = sum(view.problem_counts().values())
            return _Standing(next(view.heads(), None) is None, total, view.problems_from(0, _SHOWN))
    except FaisceauError:
        return _Standing()
