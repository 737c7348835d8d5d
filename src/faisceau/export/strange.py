"""Characters that turn text round, or hide in it: shown by their codes, so that what one sees is what is there."""

from __future__ import annotations

import re

STRANGE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def spelled(text: str) -> str:
    """The text with its strange characters spelled out."""
    return STRANGE.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", text)
