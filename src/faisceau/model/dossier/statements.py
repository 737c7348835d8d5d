"""Statements, needs, reactions, forecasts and judgements, in one shape."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.passages import Passage


class Entry(Struct, frozen=True):
    """A statement, need, reaction, forecast or judgement: `told.voices` are its authors, `about` the actors it names."""

    kind: str
    event: str | None
    actors: tuple[str, ...]
    about: tuple[str, ...]
    told: Passage
    date: str | None
