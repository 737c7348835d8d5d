"""The page that asks for the password, and the way out."""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import urlsplit

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from faisceau.errors import Code, FaisceauError
from faisceau.store.folder import StoryFolder
from faisceau.web.csrf import FIELD, require_token
from faisceau.web.door import LOGIN, Door, address_of, session_of
from faisceau.web.plain import Asked, shown_plain

_FORM = 10_000


def handlers(folder: StoryFolder, door: Door) -> list[HTTPRouteHandler]:
    """The login page, what it sends, and the logout. None of it is there without a password."""
    if door.opened.password is None:
        return []

    def shown(request: Asked, status: int = 200, wrong: str = "") -> Response[bytes]:
        after = _inside(request.query_params.get("next") or "/")
        return shown_plain(request, folder, "login.html.j2", status, after=after, wrong=wrong, https=door.opened.https)

    @get(LOGIN, include_in_schema=False)
    async def ask(request: Asked) -> Response[bytes]:
        return shown(request)

    @post(LOGIN, include_in_schema=False, status_code=303, request_max_body_size=_FORM)
    async def enter(request: Asked) -> Response[Any]:
        form = await request.form()
        require_token(request.scope, _text(form.get(FIELD)))
        given, address = _text(form.get("password")), address_of(request.scope)
        try:
            token = await sync_to_thread(door.enter, given, address)
        except FaisceauError as error:
            if error.code != Code.TOO_OFTEN:
                raise
            answer = shown(request, 429, "often")
            answer.headers["retry-after"] = str(math.ceil(door.wrong.wait(address)) or 1)
            return answer
        if token is None:
            return shown(request, 403, "wrong")
        return Redirect(_inside(_text(form.get("next"))), status_code=303, headers={"set-cookie": door.cookie(token)})

    @get("/logout", include_in_schema=False)
    async def leaving(request: Asked) -> Response[bytes]:
        return shown_plain(request, folder, "logout.html.j2")

    @post("/logout", include_in_schema=False, status_code=303, request_max_body_size=_FORM)
    async def leave(request: Asked) -> Response[Any]:
        require_token(request.scope, _text((await request.form()).get(FIELD)))
        door.leave(session_of(request.scope))
        return Redirect(LOGIN, status_code=303, headers={"set-cookie": door.cookie("")})

    return [ask, enter, leaving, leave]


def _inside(address: str) -> str:
    """The address, if it leads to a page of this room; else the first page."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith("//") and address.isprintable() and "\\" not in address
    return address if plain and not parts.scheme and not parts.netloc and parts.path != LOGIN else "/"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
