"""Where links may lead: places in the page, and the web addresses of originals, nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

_PLAIN = re.compile(r"[^A-Za-z0-9-]")
_SCHEMES = frozenset({"http", "https"})
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"'`\\\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Links(Protocol):
    """Where the places that a line names are: in the one page of a dossier, or at addresses of their own."""

    def words(self, article: str, claim: str) -> str:
        """The address of the words of a claim, of a cause or of a name (`named`)."""
        ...

    def article(self, article: str) -> str:
        """The address of an article."""
        ...

    def event(self, event: str, number: int) -> str:
        """The address of an event, `number` in time order."""
        ...

    def arrow(self, number: int) -> str:
        """The address of line `number` of the network."""
        ...

    def anchor(self, article: int, claim: str) -> str:
        """The fragment of a claim's words in article number `article`."""
        ...

    def card(self, article: int, claim: str) -> str:
        """The fragment of a claim's card."""
        ...


class InPage:
    """Everything in one page. `rank` are the articles' numbers."""

    def __init__(self, rank: Mapping[str, int]) -> None:
        self._rank = rank

    def words(self, article: str, claim: str) -> str:
        """The place of a claim's words."""
        return "#" + anchor(self._rank[article], claim)

    def article(self, article: str) -> str:
        """The place of an article."""
        return f"#p{self._rank[article]}"

    def event(self, event: str, number: int) -> str:
        """The event's line in the list of events."""
        return f"#e{number}"

    def arrow(self, number: int) -> str:
        """The line of the network."""
        return f"#r{number}"

    def anchor(self, article: int, claim: str) -> str:
        """The fragment of a claim's words."""
        return anchor(article, claim)

    def card(self, article: int, claim: str) -> str:
        """The fragment of a claim's card."""
        return card(article, claim)


def anchor(article: int, claim: str) -> str:
    """The fragment of a claim's words: `a3-c-…`."""
    return f"a{article}-{fragment(claim)}"


def card(article: int, claim: str) -> str:
    """The fragment of a claim's card in the margin."""
    return f"k{article}-{fragment(claim)}"


def named(start: int) -> str:
    """What stands for a claim where the words are an actor's name that begins at code point `start` of the article."""
    return f"n-{start}"


def fragment(id_: str) -> str:
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
