"""A drawing that shows itself in a notebook."""

from __future__ import annotations


class Drawing:
    """A drawing as HTML that needs nothing else: `str()` is this HTML, a notebook shows it."""

    def __init__(self, html: str) -> None:
        self._html = html

    def __str__(self) -> str:
        return self._html

    def __repr__(self) -> str:
        return f"<Drawing: {len(self._html)} characters of HTML>"

    def _repr_html_(self) -> str:
        return self._html
