"""A problem: bad input, kept with its reason and what to do about it, so that nothing vanishes silently."""

from __future__ import annotations

from msgspec import Struct

from faisceau.errors import ADVICE, Code
from faisceau.model.text import Span


class Problem(Struct, frozen=True):
    """`where` is the file (with `#line` for a record) or article id; `span` the words concerned, if any."""

    code: Code
    where: str
    detail: str
    span: Span | None = None

    @property
    def advice(self) -> str:
        """What the user can do."""
        return ADVICE[self.code]
