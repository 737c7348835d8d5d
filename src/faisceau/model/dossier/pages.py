"""Articles with their evidence."""

from __future__ import annotations

from msgspec import Struct


class Segment(Struct, frozen=True):
    """A stretch of text that no claim begins or ends inside. `claims` covers it, shortest first; `opens`, `closes` there."""

    start: int
    end: int
    claims: tuple[str, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]


class Card(Struct, frozen=True):
    """What the margin says of one claim. `elsewhere` are the notes of other articles on the same event."""

    claim: str
    note: int
    event: str | None
    elsewhere: tuple[int, ...]


class ArticlePage(Struct, frozen=True):
    """An article with its evidence: the segments together are its text, in order and without a gap."""

    article: str
    number: int
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]
