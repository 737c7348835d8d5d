"""JSON lines, one object a line: fields and their order as docs/reference names them, no clock."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

_ENCODER = msgspec.json.Encoder()


def lines(records: Iterable[object]) -> bytes:
    """The records, one a line."""
    return b"".join(_ENCODER.encode(_plain(record)) + b"\n" for record in records)


def _plain(value: object) -> object:
    """Builtins only; a whole number has no decimal point, so that five million reads as it is written."""
    plain = msgspec.to_builtins(value)
    return _whole(plain)


def _whole(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(item) for item in value]
    return value
