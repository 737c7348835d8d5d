"""What keeps the room shut: which host names are answered, what a page may load, where the server may listen."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from faisceau.errors import Code, FaisceauError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
HEADERS = {
    # Styles and scripts are files of ours; forms lead back here; nothing frames these pages, and they load nothing else.
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def require_loopback(host: str) -> None:
    """Raise `FaisceauError` (bad_option) where `host` would let other machines in: nothing yet asks them who they are."""
    try:
        inside = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise FaisceauError(
            Code.BAD_OPTION,
            f"{host} can be reached from other machines, and the room has no password yet: "
            "listen on 127.0.0.1 and reach it through a tunnel (ssh -L).",
        )


def guarded(app: ASGIApp, hosts: Iterable[str]) -> ASGIApp:
    """The application behind a check of the Host header (a name that leads here from elsewhere is not ours), with `HEADERS`."""
    known = frozenset(hosts)

    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if _name(dict(scope["headers"]).get(b"host", b"").decode("latin-1")) not in known:
            start: Message = {
                "type": "http.response.start",
                "status": 421,
                "headers": [(b"content-type", b"text/plain")],
            }
            await sending(start)
            await send(
                {"type": "http.response.body", "body": b"This host name is not served here.\n", "more_body": False}
            )
            return
        await app(scope, receive, sending)

    return middleware


def _name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] or host
