"""What the caller may set about reading, and how a reader says no."""

from __future__ import annotations

import msgspec

from faisceau.errors import FaisceauError


class ReadOptions(msgspec.Struct, frozen=True):
    """Limits and defaults of reading.

    `max_bytes`: size of one article (a file, or a line of a file of records). `page_seconds`, `page_memory` (bytes): what
    one web page may take. `quick_page_bytes`: pages up to this size that look harmless are read in this process.
    `default_lang`: language code where none is given or recognised.
    """

    max_bytes: int = 20_000_000
    page_seconds: float = 20.0
    page_memory: int = 1_500_000_000
    quick_page_bytes: int = 1_000_000
    default_lang: str | None = None


class BadInput(FaisceauError):  # noqa: N818  # says what it is about, like the codes
    """An input that cannot be read; becomes a stored problem, never a crash."""
