"""The causal map of a story as values: its variables and arcs, what an analyst did to it, and what it was made of."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.causes import Cause, End
from faisceau.model.claims import AUTHOR
from faisceau.model.log import holding
from faisceau.model.system import Arc, Modality, Sign

Action = Literal["merge", "drop", "assume", "cite", "undo"]


class Passage(Struct, frozen=True):
    """Words of an article at `start:end` (code points, half-open) in which an analyst reads a causal claim."""

    article: str
    start: int
    end: int
    quote: str


class Edit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that an analyst did to a map, numbered from 1; `date` is ISO 8601. Raises `FaisceauError` (bad_assumption)
    where author, reason or date is empty.

    merge: `variables` are the one kept, then those that it takes in. drop: one variable, or the cause and effect of an arc.
    The one kept may be a new name, which renames the others. What is cited or assumed after a drop stands.
    assume: cause and effect, with `sign`. cite: these and the `passage` that says so, as firmly as `modality`.
    undo: `undone` is the number of the edit taken back, which may be an undo.
    """

    number: int
    action: Action
    author: str
    reason: str
    date: str
    variables: tuple[str, ...] = ()
    sign: Sign | None = None
    undone: int | None = None
    passage: Passage | None = None
    modality: Modality = "asserted"

    def __post_init__(self) -> None:
        if not (self.author.strip() and self.reason.strip() and self.date.strip()):
            raise FaisceauError(Code.BAD_ASSUMPTION, "A change of the map has an author, a reason and a date.")
        fits = {
            "merge": len(self.variables) > 1,
            "drop": len(self.variables) in (1, 2),
            "assume": len(self.variables) == 2 and self.sign is not None,
            "cite": len(self.variables) == 2 and self.sign is not None and self.passage is not None,
            "undo": self.undone is not None,
        }
        if not fits[self.action]:
            raise FaisceauError(Code.BAD_ASSUMPTION, f"Change {self.number} of the map ({self.action}) is not whole.")


class Variable(Struct, frozen=True):
    """A variable of the map: `claims` causal claims speak of it. `merged` are the names taken into it, sorted."""

    id: str
    claims: int
    merged: tuple[str, ...] = ()


class SystemMap(Struct, frozen=True):
    """Variables by id and arcs by cause and effect. `unnamed` claims speak of no variable that can be told at both ends."""

    variables: tuple[Variable, ...] = ()
    arcs: tuple[Arc, ...] = ()
    unnamed: int = 0


class Causal(Struct, frozen=True):
    """What a map is made of: causal claims, the source group of each article, what the analyst did, in order."""

    causes: tuple[Cause, ...] = ()
    groups: dict[str, str] = {}
    edits: tuple[Edit, ...] = ()


def standing(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits that hold, in order: none that was undone, and no undo. Undoing an undo does the edit again."""
    return holding(edits, lambda edit: edit.number, lambda edit: edit.undone if edit.action == "undo" else None)


_CITED = "cite-"


def cited(edits: tuple[Edit, ...]) -> tuple[Cause, ...]:
    """The passages that an analyst read, as causal claims: both ends are the whole passage, the name tells the edit."""
    found = []
    for edit in standing(edits):
        if edit.action == "cite" and edit.passage is not None and edit.sign is not None:
            told = edit.passage
            ends = (End(told.start, told.end, told.quote, name) for name in edit.variables)
            found.append(
                Cause(
                    article=told.article, id=f"{_CITED}{edit.number}", start=told.start, end=told.end, quote=told.quote,
                    cause=next(ends), effect=next(ends), sign=edit.sign, modality=edit.modality, speaker=(AUTHOR,),
                )
            )  # fmt: skip
    return tuple(found)


def number_of(claim: str) -> int:
    """The number of the edit that cites the claim, 0 for one that was extracted."""
    return int(claim.removeprefix(_CITED)) if claim.startswith(_CITED) else 0
