"""What is known of an article's voices: who vouches, how, and which words are told so."""

from __future__ import annotations

from dataclasses import dataclass, field

from faisceau.extract.page import Page
from faisceau.extract.voices.incises import Incise
from faisceau.extract.voices.speakers import Cast
from faisceau.model.claims import ActorRef


@dataclass(frozen=True)
class Voice:
    """Who vouches for something, how they put it (a `content` class) and the cue words at `start:end`.

    `standing` is expert, party (has a stake) or other; `clause` the reporting clause. `chain` are those who pass it on,
    the nearest to the speaker first.
    """

    by: tuple[ActorRef, ...]
    stance: str
    start: int
    end: int
    clause: int | None = None
    standing: str = "other"
    chain: tuple[ActorRef, ...] = ()


@dataclass(frozen=True)
class Zone:
    """Code points `start:end` told in a voice. `sort` is content, remark, cue or quotation."""

    start: int
    end: int
    voice: Voice
    sort: str


@dataclass
class Attribution:
    """The voices of an article: by reporting clause, by quotation (its start), and the zones of each sentence."""

    reports: dict[int, Voice] = field(default_factory=dict)
    quotations: dict[int, Voice] = field(default_factory=dict)
    zones: dict[int, list[Zone]] = field(default_factory=dict)
    remarks: list[tuple[Incise, Voice]] = field(default_factory=list)  # in text order
    heads: dict[int, Voice] = field(default_factory=dict)  # by the token of the reporting verb
    cast: Cast | None = None
    relays: set[int] = field(default_factory=set)  # first tokens of cues that name who passes a remark on

    def add(self, page: Page, start: int, end: int, voice: Voice, sort: str) -> None:
        """Register a zone with every sentence that it touches."""
        if end <= start:
            return
        inside = page.tree.within(start, end)
        if not len(inside):
            return
        first, last = page.tree.sentence_index(inside[0]), page.tree.sentence_index(inside[-1])
        zone = Zone(start, end, voice, sort)
        for n in range(first, last + 1):
            self.zones.setdefault(n, []).append(zone)
