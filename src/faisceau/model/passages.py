"""Words shown with who says them: what every line of the dossier is built on."""

from __future__ import annotations

from msgspec import Struct

from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import Status


class Voice(Struct, frozen=True, order=True):
    """Who vouches: an actor id, or `author` for the article speaking in its own voice. `article` is where it is read."""

    actor: str
    article: str


class Passage(Struct, frozen=True):
    """Words with who says them: `lead` is the note whose words are shown, `notes` all that bear it, lead included."""

    lead: int
    notes: tuple[int, ...]
    voices: tuple[Voice, ...]
    status: Status

    def __post_init__(self) -> None:
        if self.lead not in self.notes:
            raise FaisceauError(Code.BAD_EVIDENCE, "A passage must show words that one of its notes cites.")
