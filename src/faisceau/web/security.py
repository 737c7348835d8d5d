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


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens on `host`."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def require_password(host: str, *, given: bool) -> None:
    """Raise `FaisceauError` (bad_option) where `host` would let other machines in and nothing asks them who they are."""
    if not given and not is_loopback(host):
        raise FaisceauError(
            Code.BAD_OPTION,
            f"{host} can be reached from other machines: give the room a password (faisceau serve --make-password FILE, "
            "then --password-file FILE), or listen on 127.0.0.1 and reach it through a tunnel (ssh -L).",
        )


def answered(host: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """The names that the room answers to besides the loopback's: what it listens on, and those allowed.

    Raises `FaisceauError` (bad_option) where it listens on every address and no name is given.
    """
    names = tuple(_name(name.strip().lower()) if "]" in name else name.strip().lower() for name in allowed)
    try:
        everywhere = ip_address(host).is_unspecified
    except ValueError:
        everywhere = False
    if everywhere and not names:
        raise FaisceauError(
            Code.BAD_OPTION,
            f"{host} is every address of this machine: say by which names it is reached, --allow-host NAME.",
        )
    return names if everywhere else (host.lower(), *names)


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

        if _name(dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()) not in known:
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
