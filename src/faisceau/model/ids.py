"""Content ids: a hash of canonical JSON, so the same content has the same id in every run and on every machine."""

from __future__ import annotations

import hashlib

import msgspec


def content_id(prefix: str, value: object) -> str:
    """`prefix-` and 16 hex digits of the SHA-256 of `value` as canonical JSON (keys sorted)."""
    canonical = msgspec.json.encode(value, order="deterministic")
    return f"{prefix}-{hashlib.sha256(canonical).hexdigest()[:16]}"


def bytes_id(data: bytes) -> str:
    """SHA-256 of `data`, hex: the name under which an original is kept."""
    return hashlib.sha256(data).hexdigest()
