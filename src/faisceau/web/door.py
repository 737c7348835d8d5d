"""The door of a room that is opened wider: who has given the password holds a session; everybody is kept from trying too often.

It stands before everything else: before forms are read, before it is said which pages there are.
"""

from __future__ import annotations

import hashlib
import math
import secrets
import time
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from threading import Lock
from urllib.parse import quote

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from msgspec import Struct

from faisceau.errors import ADVICE, Code, FaisceauError
from faisceau.web.limits import Limit
from faisceau.web.password import Password

COOKIE = "faisceau-session"
SESSION_SECONDS = 12 * 3600
LOGIN = "/login"
_OPEN = (LOGIN, "/static/")
_MOST_SESSIONS = 1000
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WRONG, _WRONG_SECONDS = 5, 900.0
_POSTS, _POST_SECONDS = 120, 60.0


class Opened(Struct, frozen=True):
    """How a room is opened: with which password, and whether by https (then its cookies go by nothing else)."""

    password: Password | None = None
    https: bool = False


class Door:
    """Sessions, kept in memory as hashes: they end with the server."""

    def __init__(self, opened: Opened, clock: Callable[[], float] = time.monotonic) -> None:
        self.opened = opened
        self.wrong = Limit(_WRONG, _WRONG_SECONDS, clock)
        self.posts = Limit(_POSTS, _POST_SECONDS, clock)
        self._clock = clock
        self._sessions: dict[bytes, float] = {}
        self._lock = Lock()

    def enter(self, given: str, address: str) -> str | None:
        """A new session's token for who gives the password, else None. Raises `FaisceauError` (too_often)."""
        wait = self.wrong.take(address)  # before the slow part: guesses sent at once count as well
        if wait:
            raise FaisceauError(Code.TOO_OFTEN, f"Too many wrong passwords: wait {math.ceil(wait / 60)} min.")
        if self.opened.password is None or not self.opened.password.fits(given):
            return None
        self.wrong.forget(address)
        token = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._sessions = {key: ends for key, ends in self._sessions.items() if ends > now}
            while len(self._sessions) >= _MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[_key(token)] = now + SESSION_SECONDS
        return token

    def leave(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_key(token), None)

    def knows(self, token: str) -> bool:
        """Whether this is the token of a session that has not ended."""
        with self._lock:
            return self._sessions.get(_key(token), -math.inf) > self._clock()

    def cookie(self, token: str) -> str:
        """The Set-Cookie header of a session; of none, for an empty token."""
        ends = SESSION_SECONDS if token else 0
        secure = "; Secure" if self.opened.https else ""
        return f"{COOKIE}={token}; Path=/; Max-Age={ends}; HttpOnly; SameSite=Strict{secure}"


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def session_of(scope: Scope) -> str:
    """The token that the browser's cookie holds, or nothing."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                found = SimpleCookie(value.decode("latin-1")).get(COOKIE)
            except CookieError:
                return ""
            return found.value if found else ""
    return ""


def address_of(scope: Scope) -> str:
    """Where a request comes from."""
    client = scope["client"]
    return client[0] if client else ""


def behind(app: ASGIApp, door: Door) -> ASGIApp:
    """The application behind the door. Without a password, only how often things are sent is looked at."""

    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        path = scope["path"]
        if scope["method"] not in _SAFE:
            wait = door.posts.take(address_of(scope))
            if wait:
                await _refuse(send, 429, Code.TOO_OFTEN, "Too much was sent from this address.", wait)
                return
        if door.opened.https:
            send = _secure(send)
        open_ = path == LOGIN or path.startswith(_OPEN[1])
        if door.opened.password is None or open_ or door.knows(session_of(scope)):
            await app(scope, receive, send)
        elif _wants_page(scope):
            query = scope.get("query_string") or b""
            asked = path + (f"?{query.decode('latin-1')}" if query else "")
            await _answer(send, 303, [(b"location", f"{LOGIN}?next={quote(asked, safe='')}".encode())], b"")
        else:
            await _refuse(send, 401, Code.NO_SESSION, "This room has a password.")

    return middleware


def _secure(send: Send) -> Send:
    """Cookies of whatever answers go by https only."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                (
                    name,
                    value + b"; Secure"
                    if name.lower() == b"set-cookie" and b"; secure" not in value.lower()
                    else value,
                )
                for name, value in message["headers"]
            ]
        await send(message)

    return sending


def _wants_page(scope: HTTPScope) -> bool:
    accept = dict(scope["headers"]).get(b"accept", b"")
    return scope["method"] in _SAFE and b"text/html" in accept and not scope["path"].endswith(".json")


async def _refuse(send: Send, status: int, code: Code, detail: str, wait: float = 0) -> None:
    body = msgspec.json.encode({"code": code.value, "detail": detail, "advice": ADVICE[code]})
    headers = [(b"content-type", b"application/json")]
    if wait:
        headers.append((b"retry-after", str(math.ceil(wait)).encode()))
    await _answer(send, status, headers, body)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": False})
