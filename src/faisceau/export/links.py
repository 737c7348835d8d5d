"""Where links may lead: places in the page, and the web addresses of originals, nothing else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PLAIN = re.compile(r"[^A-Za-z0-9-]")
_SCHEMES = frozenset({"http", "https"})
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"'`\\\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def anchor(article: int, claim: str) -> str:
    """The fragment of a claim's words: `a3-c-…`."""
    return f"a{article}-{_fragment(claim)}"


def card(article: int, claim: str) -> str:
    """The fragment of a claim's card in the margin."""
    return f"k{article}-{_fragment(claim)}"


def _fragment(id_: str) -> str:
    """Letters, digits and hyphens only, and still one fragment for each id."""
    return _PLAIN.sub(lambda match: f"_{ord(match.group()):x}_", id_)


def web_address(url: str | None) -> str | None:
    """The address if it is of the web and holds nothing strange, else None: it is then shown, not linked."""
    if not url or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in _SCHEMES and parts.hostname else None
