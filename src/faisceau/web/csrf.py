"""Only these pages may have something changed: what another site makes a browser send is refused.

A form carries the token that a cookie holds (SameSite=Strict, so that no other site can send it). Whatever changes something is
refused besides where the browser says that another site asks: Sec-Fetch-Site, or an Origin that is not the host asked.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from faisceau.errors import Code, FaisceauError

COOKIE, FIELD = "faisceau-token", "token"
_KEY = "faisceau_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)


def same_site(app: ASGIApp) -> ASGIApp:
    """The application behind the check, with a token for the forms of every page. Raises `FaisceauError` (not_from_here)."""

    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["method"] not in _SAFE:
            _require_own(headers)
        kept = _cookie(headers.get("cookie", ""))
        token = kept or secrets.token_urlsafe(32)
        scope["state"][_KEY] = (token, kept is not None)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and kept is None and not scope["path"].startswith("/static/"):
                cookie = Cookie(COOKIE, value=token, path="/", httponly=True, samesite="strict")
                MutableScopeHeaders.from_message(message).add("set-cookie", cookie.to_header(header=""))
            await send(message)

        await app(scope, receive, sending)

    return middleware


def token_of(scope: Scope) -> str:
    """The token that the forms of the page carry."""
    return str(scope["state"][_KEY][0])


def require_token(scope: Scope, given: str) -> None:
    """Raise `FaisceauError` (not_from_here) unless a form carries the token of the browser's cookie."""
    token, is_kept = scope["state"][_KEY]
    if not is_kept or not secrets.compare_digest(token.encode(), given.encode()):
        raise FaisceauError(Code.NOT_FROM_HERE, "The form does not carry the token of this browser.")


def _require_own(headers: Mapping[str, str]) -> None:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    # Where pages send no referrer, a form's own origin is "null": then its token has to do.
    ours = origin in (None, "null") or urlsplit(origin or "").netloc == headers.get("host")
    if not ours or site not in (None, "same-origin"):
        raise FaisceauError(Code.NOT_FROM_HERE, "Another site asks for this.")


def _cookie(header: str) -> str | None:
    for pair in header.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE and _TOKEN.fullmatch(value):
            return value
    return None
