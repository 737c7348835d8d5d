"""Notes: one claim's words, numbered when the page first cites them, so that the summary's notes are the lowest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from faisceau.model.claims import Claim, Status
from faisceau.model.dossier.naming import Note
from faisceau.model.passages import Passage
from faisceau.view.ground import Ground, voices

# Words of this length read as a statement on their own; shorter and longer ones are shown only for want of better.
_READABLE = range(40, 241)
# Whom a reader would quote first, from the firmest to the least.
_FIRMNESS: tuple[Status, ...] = (
    "asserted", "denied", "alleged", "reported_conditional", "promised", "forecast", "opinion", "hypothetical",
)  # fmt: skip


class Notes:
    """Gives each claim its number, once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._numbers: dict[str, int] = {}

    def number(self, claim: str) -> int:
        """The number of a claim's note, given now if it has none."""
        return self._numbers.setdefault(claim, len(self._numbers) + 1)

    def claim(self, number: int) -> str:
        """The claim of a number that was given."""
        return next(claim for claim, known in self._numbers.items() if known == number)

    def passage(self, claims: Sequence[Claim], lead: Claim | None = None) -> Passage:
        """The claims as one passage: the words of the most readable are shown, all are cited, that one first."""
        lead = lead or lead_of(self._ground, claims)
        others = [claim for claim in claims if claim.id != lead.id]
        return Passage(
            lead=self.number(lead.id),
            notes=tuple(self.number(claim.id) for claim in [lead, *others]),
            voices=voices(self._ground, [lead, *others]),
            status=lead.status,
        )

    def all(self) -> tuple[Note, ...]:
        """Every claim's note by number; claims that no section cited are numbered in reading order."""
        for claim in self._ground.claims:
            self.number(claim.id)
        return self.cited()

    def cited(self) -> tuple[Note, ...]:
        """The notes of the claims that have a number, by number."""
        found: list[Note] = []
        for id_, number in self._numbers.items():
            claim = self._ground.claim[id_]
            found.append(Note(number, id_, claim.article, claim.start, claim.end, claim.quote))
        return tuple(found)


def lead_of(ground: Ground, claims: Iterable[Claim]) -> Claim:
    """The claim whose words stand best for all: firm, of a readable length, early."""
    return min(
        claims,
        key=lambda c: (len(c.quote) not in _READABLE, _FIRMNESS.index(c.status), not c.subject, ground.place(c)),
    )
