"""What a format's file is: each exporter says it of its own, as `FILE`."""

from __future__ import annotations

from msgspec import Struct


class FileKind(Struct, frozen=True):
    """The ending of the file's name, without its dot, and the file's media type (IANA, or the format's own)."""

    ending: str
    type: str


UNSAID = FileKind("bin", "application/octet-stream")
"""What a file is whose exporter does not say."""
