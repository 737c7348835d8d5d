"""What a reading must not hold: the `must_not` entries of a golden file, each with the `check` that finds the fault.

An entry names an article, the words that tempt (`quote`, in the article, or `boilerplate`, on its page only), what would be
wrong and why. Its `check` has a `sort`, one of the classes below, and their fields; a field that no class has is an error.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from evaluation.example_built import Built, Row
from faisceau.knowledge.provisions import provision
from faisceau.model.claims import Claim, Kind, Polarity, Status


class Fault(Struct, frozen=True, forbid_unknown_fields=True, tag_field="sort"):
    """What would be wrong."""

    def found(self, made: Built, entry: Entry, events: dict[str, Row]) -> bool:
        """Whether the reading has it; `events` are the expected ones by id."""
        raise NotImplementedError


class NoClaim(Fault, frozen=True, tag="claim"):
    """No claim is so: every field that is given holds of it. Lists are of actors' ids, kinds or statuses, any one of which will do.

    `on`: where the claim stands: on the entry's quote, on words that hold its boilerplate, or anywhere in the article. `by`
    vouches for it, `by_alone` are all who do; `actors` act or vouch; `relayed`: whether its source has a chain; `holds`: words
    of its quote; `dated` by the entry's quote.
    """

    on: Literal["quote", "boilerplate", "article"] = "quote"
    kinds: tuple[Kind, ...] = ()
    statuses: tuple[Status, ...] = ()
    polarity: Polarity | None = None
    subject: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    by_alone: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    relayed: bool | None = None
    predicate: str | None = None
    holds: str | None = None
    dated: bool = False

    def found(self, made: Built, entry: Entry, events: dict[str, Row]) -> bool:
        """Whether there is such a claim."""
        return any(self._fits(claim, entry) for claim in self._there(made, entry))

    def _there(self, made: Built, entry: Entry) -> list[Claim]:
        if self.on == "quote":
            return entry.claims(made)
        claims = [claim for claim in made.claims.values() if claim.article == entry.article]
        return [claim for claim in claims if self.on == "article" or entry.boilerplate in claim.quote]

    def _fits(self, claim: Claim, entry: Entry) -> bool:
        subject = {actor.id for actor in claim.subject}
        by = {actor.id for actor in claim.source.by}
        return all(
            (
                not self.kinds or claim.kind in self.kinds,
                not self.statuses or claim.status in self.statuses,
                self.polarity in (None, claim.polarity),
                not self.subject or subject & set(self.subject),
                not self.by or by & set(self.by),
                not self.by_alone or by == set(self.by_alone),
                not self.actors or (subject | by) & set(self.actors),
                self.relayed in (None, bool(claim.source.chain)),
                self.predicate in (None, claim.predicate),
                self.holds is None or self.holds in claim.quote,
                not self.dated or (claim.date is not None and claim.date.expr == entry.quote),
            )
        )


class OtherDay(Fault, frozen=True, tag="published"):
    """The article is of no other `day`."""

    day: str

    def found(self, made: Built, entry: Entry, events: dict[str, Row]) -> bool:
        """Whether it is."""
        return made.articles[entry.article].published != self.day


class Origins(Fault, frozen=True, tag="origins"):
    """An event of a claim on the quote has no other number of independent origins than `number`."""

    number: int

    def found(self, made: Built, entry: Entry, events: dict[str, Row]) -> bool:
        """Whether one has."""
        on_words = {claim.id for claim in entry.claims(made)}
        return any(event.independent != self.number for event in made.events if on_words & set(event.claims))


class Banned(Fault, frozen=True, tag="ban"):
    """No ban is named by a claim on the quote, nor beside a line of the ledger of one of the `categories`."""

    categories: tuple[str, ...]

    def found(self, made: Built, entry: Entry, events: dict[str, Row]) -> bool:
        """Whether one is."""
        rows = [row for row in made.exchanges if row.category in self.categories]
        named = [id_ for claim in entry.claims(made) for id_ in claim.provisions]
        named += [concern.id for row in rows for concern in row.provisions]
        return any(known is None or known[1].is_ban for known in map(provision, named))


class Merged(Fault, frozen=True, tag="merged"):
    """No event holds both a claim on the quote and one on the words of the expected event `event`."""

    event: str

    def found(self, made: Built, entry: Entry, events: dict[str, Row]) -> bool:
        """Whether one does."""
        a, b = {claim.id for claim in entry.claims(made)}, made.on(events[self.event]["quotes"])
        return any(a & set(event.claims) and b & set(event.claims) for event in made.events)


class Converted(Fault, frozen=True, tag="units"):
    """No line of the ledger counts in all of the `units`, and no figure sets two units side by side."""

    units: tuple[str, ...]

    def found(self, made: Built, entry: Entry, events: dict[str, Row]) -> bool:
        """Whether one does."""
        lines = any({q.unit for q in row.quantity} >= set(self.units) for row in made.exchanges)
        return lines or any(len({each.quantity.unit for each in figure.accounts}) > 1 for figure in made.figures)


Check = NoClaim | OtherDay | Origins | Banned | Merged | Converted


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry."""

    id: str
    article: str
    wrong: str
    why: str
    check: Check
    quote: str = ""
    boilerplate: str = ""

    def claims(self, made: Built) -> list[Claim]:
        """The claims on its quote."""
        return [made.claims[claim] for claim in sorted(made.on({self.article: [self.quote]}))]


def entries(expected: Row) -> list[Entry]:
    """The entries of a golden file."""
    return msgspec.convert(expected["must_not"], list[Entry])


def violated(made: Built, expected: Row) -> list[str]:
    """Ids of the entries whose fault the reading has."""
    events = {event["id"]: event for event in expected["events"]}
    return sorted(entry.id for entry in entries(expected) if entry.check.found(made, entry, events))
