"""A dossier's values by id, and the ways between them that exports share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from faisceau.export.links import web_address
from faisceau.model.claims import AUTHOR, Claim, Status
from faisceau.model.dossier.naming import ActorName
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event
from faisceau.model.text import Article

# Titles and names of outlets longer than this are cut: they are repeated on every row, and a page may hold anything there.
_LONGEST = 300
_FIRMNESS: tuple[Status, ...] = (
    "asserted", "reported_conditional", "alleged", "promised", "forecast", "opinion", "hypothetical",
)  # fmt: skip
_CUT = " […]"


class Tie(NamedTuple):
    """An act of one event between two actors: `claims` say it, in reading order. `root` is its PLOVER root, in small letters, or
    the kind of its claims where they have none."""

    event: Event
    root: str
    subject: str
    object: str
    claims: tuple[Claim, ...]

    @property
    def hedge(self) -> str:
        """Empty where some claim states the act in full voice, `denied` where all deny it, else the firmest status of those that
        do not: programs that draw or count the tie must not take it for an act that took place."""
        affirmed = [claim.status for claim in self.claims if claim.polarity == "+" and claim.status != "denied"]
        if not affirmed:
            return "denied"
        firmest = min(affirmed, key=_FIRMNESS.index)
        return "" if firmest == "asserted" else firmest

    @property
    def label(self) -> str:
        """The act, and its hedge where it has one."""
        return f"{self.root} ({self.hedge})" if self.hedge else self.root


class Index:
    """What an export looks up. Events are those that rest on claims, in the dossier's order."""

    def __init__(self, dossier: Dossier) -> None:
        self.articles: dict[str, Article] = {article.id: article for article in dossier.articles}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in dossier.claims}
        self.actors: dict[str, ActorName] = {actor.id: actor for actor in dossier.actors}
        self.events: tuple[Event, ...] = tuple(event for event in dossier.events if event.claims)
        self.event_of: dict[str, Event] = {}
        for event in self.events:
            for id_ in event.claims:
                self.event_of.setdefault(id_, event)
        self._claims_in: dict[str, list[Claim]] = {}
        for claim in dossier.claims:
            self._claims_in.setdefault(claim.article, []).append(claim)
        self._named: dict[str, list[Claim]] = {}
        for claim in dossier.claims:
            for actor in dict.fromkeys(_named_in(claim)):
                self._named.setdefault(actor, []).append(claim)
        self._place = {claim.id: place for place, claim in enumerate(dossier.claims)}

    def claims_of(self, event: Event) -> tuple[Claim, ...]:
        """The claims of an event, in reading order."""
        return tuple(self.claims[id_] for id_ in sorted(event.claims, key=self._place.__getitem__))

    def claims_in(self, article: str) -> tuple[Claim, ...]:
        """The claims of an article, in reading order."""
        return tuple(self._claims_in.get(article, ()))

    def naming(self, actor: str) -> tuple[Claim, ...]:
        """The claims that name an actor in whatever part, in reading order; none where only its lists know it."""
        return tuple(self._named.get(actor, ()))

    def articles_of(self, event: Event) -> tuple[Article, ...]:
        """The articles that tell an event, in reading order."""
        return tuple(self.articles[id_] for id_ in dict.fromkeys(claim.article for claim in self.claims_of(event)))

    def actors_of(self, event: Event) -> tuple[str, ...]:
        """Who acts or undergoes in an event, in reading order."""
        refs = (ref.id for claim in self.claims_of(event) for ref in (*claim.subject, *claim.object))
        return tuple(dict.fromkeys(refs))

    def name(self, actor: str, lang: str) -> str:
        """An actor's name."""
        known = self.actors.get(actor)
        return short(known.name(lang)) if known else short(actor)

    def address(self, article: str) -> str | None:
        """The address of an article, None where it has none of the web."""
        return web_address(self.articles[article].url)

    def outlet(self, article: str) -> str:
        """Who publishes an article, its id where that is unknown."""
        return short(self.articles[article].publisher or article)

    def voices(self, claim: Claim) -> tuple[str, ...]:
        """Who vouches for a claim: names as the article writes them, the outlet where it speaks in its own voice."""
        return tuple(self.outlet(claim.article) if ref.id == AUTHOR else short(ref.name) for ref in claim.source.by)

    def evidence(self, claim: Claim) -> dict[str, object]:
        """What a row says of a claim: who says it, how firmly, and its words in the article's text, by code points."""
        return {
            "claim": claim.id,
            "status": claim.status,
            "polarity": claim.polarity,
            "voices": list(self.voices(claim)),
            "article": claim.article,
            "url": self.address(claim.article),
            "start": claim.start,
            "end": claim.end,
            "quote": claim.quote,
        }

    def ties(self) -> tuple[Tie, ...]:
        """Every act from one actor to another, by event."""
        found: list[Tie] = []
        for event in self.events:
            sides: dict[tuple[str, str, str], list[Claim]] = {}
            for claim in self.claims_of(event):
                root = (claim.plover or claim.kind).lower()
                for subject in dict.fromkeys(ref.id for ref in claim.subject):
                    for object_ in dict.fromkeys(ref.id for ref in claim.object):
                        if subject != object_:
                            sides.setdefault((root, subject, object_), []).append(claim)
            found += [Tie(event, *side, tuple(claims)) for side, claims in sides.items()]
        return tuple(found)


def _named_in(claim: Claim) -> Iterator[str]:
    for ref in (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain):
        yield ref.id
    if claim.flow:
        yield from (end for end in (claim.flow.from_, claim.flow.to) if end)


def short(text: str) -> str:
    """The text, cut where it is too long to be repeated."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + _CUT


def urn(kind: str, id_: str) -> str:
    """A name for a value of ours that holds everywhere: `urn:faisceau:claim:c-…`, what addresses may not hold written as %XX."""
    return f"urn:faisceau:{kind}:{quote(id_, safe='-._~')}"
