"""The sentences of the summary."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.passages import Passage

Form = Literal["corroborated", "single_source", "contested", "contradicted", "superseded", "figures"]


class Sentence(Struct, frozen=True):
    """A sentence of the summary: a form that the exporter words, filled with cited passages only."""

    form: Form
    event: str
    passages: tuple[Passage, ...]
    independent: int
    figure: str | None = None

    def __post_init__(self) -> None:
        if not self.passages:
            raise FaisceauError(Code.BAD_EVIDENCE, f"The summary sentence on {self.event} cites nothing.")
