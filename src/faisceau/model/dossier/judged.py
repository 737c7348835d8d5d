"""What people decided, beside what they decided it of."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.judgements import Action


class JudgedMark(Struct, frozen=True):
    """A judgement that holds on a claim, as shown beside it: who decided what, and when (ISO 8601)."""

    claim: str
    number: int
    action: Action
    author: str
    at: str
    note: str = ""


class RejectedRow(Struct, frozen=True):
    """A claim that counts no more: its words, and who rejected it."""

    article: str
    quote: str
    mark: JudgedMark
