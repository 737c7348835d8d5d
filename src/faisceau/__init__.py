"""Faisceau: many articles about one story, read into what they describe, every line tied to its words.

    import faisceau
    story = faisceau.build(["articles/"])
    story.events

The names below are loaded when first used: importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faisceau.errors import Code, FaisceauError
    from faisceau.model.claims import Claim
    from faisceau.model.dossier.whole import Dossier
    from faisceau.model.fused import Event, Exchange, Figure
    from faisceau.model.problems import Problem
    from faisceau.model.text import Article, Span
    from faisceau.run import RunReport
    from faisceau.store.filters import ClaimFilter
    from faisceau.story import Story, build, open_story

_HOMES = {
    "Article": "faisceau.model.text",
    "Claim": "faisceau.model.claims",
    "ClaimFilter": "faisceau.store.filters",
    "Code": "faisceau.errors",
    "Dossier": "faisceau.model.dossier.whole",
    "Event": "faisceau.model.fused",
    "Exchange": "faisceau.model.fused",
    "FaisceauError": "faisceau.errors",
    "Figure": "faisceau.model.fused",
    "Problem": "faisceau.model.problems",
    "RunReport": "faisceau.run",
    "Span": "faisceau.model.text",
    "Story": "faisceau.story",
    "build": "faisceau.story",
    "open_story": "faisceau.story",
}

__all__ = [
    "Article", "Claim", "ClaimFilter", "Code", "Dossier", "Event", "Exchange", "FaisceauError", "Figure", "Problem",
    "RunReport", "Span", "Story", "build", "open_story",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """A public name, from the module where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return list(__all__)
