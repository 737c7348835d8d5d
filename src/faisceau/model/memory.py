"""What parts of a fusion gave, by a digest of all that they were made from, so that the next fusion need not make them again.

A memory changes no result: what is recalled is what would be made. An empty one only makes fusion slower, so there is one
way of fusing, and a memory that is lost, stale or of another story does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_SIZE = 16
_DECODERS: dict[object, msgspec.msgpack.Decoder[Any]] = {}


def digest(*parts: object) -> bytes:
    """16 bytes that stand for `parts`: values that msgspec can write, sets only of one member, since they have no order."""
    return blake2b(msgspec.msgpack.encode(parts), digest_size=_SIZE).digest()


def hashed(value: object) -> int:
    """64 bits that stand for a value, the same in every run."""
    return int.from_bytes(blake2b(msgspec.msgpack.encode(value), digest_size=8).digest(), "big")


def _decoded(body: bytes, shape: type[T]) -> T:
    if shape not in _DECODERS:
        _DECODERS[shape] = msgspec.msgpack.Decoder(shape)
    found: T = _DECODERS[shape].decode(body)
    return found


class Memory:
    """What is recalled from `kept`, an earlier fusion's, and what is noted for the next one. Not for two fusions at once."""

    def __init__(self, kept: Mapping[bytes, bytes] | None = None) -> None:
        self._kept = kept or {}
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}

    def recall(self, key: bytes, shape: type[T], make: Callable[[], T]) -> T:
        """What `make` gives, from memory where it was made before. `key` is a digest of all that `make` looks at."""
        body = self._kept.get(key)
        if body is not None:
            self._used.add(key)
            return _decoded(body, shape)
        made = make()
        self._new[key] = msgspec.msgpack.encode(made)
        return made

    def last(self, name: str, shape: type[T], default: T) -> T:
        """What the fusion before noted under `name`."""
        body = self._kept.get(name.encode())
        return default if body is None else _decoded(body, shape)

    def note(self, name: str, value: object) -> None:
        """Keep `value` under `name` for the next fusion."""
        self._new[name.encode()] = msgspec.msgpack.encode(value)

    @property
    def new(self) -> Mapping[bytes, bytes]:
        """What was made or noted, by key."""
        return self._new

    @property
    def unused(self) -> frozenset[bytes]:
        """Keys of what the fusion before made and this one had no use for."""
        return frozenset(self._kept.keys() - self._used - self._new.keys())
