"""The one shape in which every error is told to programs."""

from __future__ import annotations

from msgspec import Struct


class Wrong(Struct, frozen=True):
    """What went wrong: `code` names it, `advice` says what to do."""

    code: str
    detail: str
    advice: str
