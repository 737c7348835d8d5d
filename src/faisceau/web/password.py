"""The password of a room that other machines can reach: kept as a hash, in a file that its owner alone can read.

The hash is scrypt (RFC 7914) with N = 2^15, r = 8, p = 1: some 32 MB and a tenth of a second for each guess.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from pathlib import Path
from threading import Lock

from msgspec import Struct

from faisceau.errors import Code, FaisceauError

SHORTEST = 10
_LONGEST = 1000
_FORM = "scrypt"
_N, _R, _P = 1 << 15, 8, 1
_BYTES, _SALT = 32, 16
_LARGEST_N, _LARGEST_R, _LARGEST_P = 1 << 20, 32, 8
_one_at_a_time = Lock()
"""Each guess takes memory: many at once would take all of it."""


class Password(Struct, frozen=True):
    """A password's hash, with what it was made by."""

    n: int
    r: int
    p: int
    salt: bytes
    digest: bytes

    def fits(self, given: str) -> bool:
        """Whether this is the password, in a time that does not depend on where it differs."""
        if len(given) > _LONGEST:
            return False
        return secrets.compare_digest(_digest(given, self.n, self.r, self.p, self.salt), self.digest)


def hashed(password: str) -> Password:
    """The hash of a new password. Raises `FaisceauError` (bad_option) where it is too short or too long."""
    if not SHORTEST <= len(password) <= _LONGEST:
        raise FaisceauError(Code.BAD_OPTION, f"A password has {SHORTEST} characters or more, and {_LONGEST} at most.")
    salt = secrets.token_bytes(_SALT)
    return Password(_N, _R, _P, salt, _digest(password, _N, _R, _P, salt))


def write_password(path: Path, password: str) -> None:
    """Write the hash of `password` to a file for its owner only, in place of one that is there.

    Raises `FaisceauError`: bad_option, unreadable.
    """
    made = hashed(password)
    salt, digest = (base64.b64encode(each).decode() for each in (made.salt, made.digest))
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as write:
                write.write(f"{_FORM}${made.n}${made.r}${made.p}${salt}${digest}\n")
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{path} cannot be written: {error.strerror}.") from error


def read_password(path: Path) -> Password:
    """The hash in a file. Raises `FaisceauError`: unreadable, bad_option where it holds none or others may read it."""
    try:
        if path.stat().st_mode & 0o077:
            raise FaisceauError(Code.BAD_OPTION, f"{path} can be read by others: chmod 600 it.")
        text = path.read_text(encoding="ascii")
    except OSError as error:
        raise FaisceauError(Code.UNREADABLE, f"{path}: {error.strerror}.") from error
    except ValueError as error:
        raise _no_hash(path) from error
    try:
        form, n, r, p, salt, digest = text.strip().split("$")
        found = Password(int(n), int(r), int(p), _decoded(salt), _decoded(digest))
    except (ValueError, binascii.Error) as error:
        raise _no_hash(path) from error
    sound = 1 < found.n <= _LARGEST_N and found.n & (found.n - 1) == 0
    sound = sound and 0 < found.r <= _LARGEST_R and 0 < found.p <= _LARGEST_P and len(found.digest) == _BYTES
    if form != _FORM or not sound or len(found.salt) < _SALT:
        raise _no_hash(path)
    return found


def _no_hash(path: Path) -> FaisceauError:
    return FaisceauError(
        Code.BAD_OPTION, f"{path} holds no password's hash: make one with 'faisceau serve --make-password {path}'."
    )


def _decoded(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _digest(password: str, n: int, r: int, p: int, salt: bytes) -> bytes:
    with _one_at_a_time:
        data = password.encode(errors="surrogatepass")
        return hashlib.scrypt(data, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=_BYTES)
