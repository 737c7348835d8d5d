"""A part of a story, loaded by ids and arranged as the dossier is: the same rows, with their notes, for a few of its values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from faisceau.model.claims import AUTHOR, Claim
from faisceau.model.dossier.naming import ActorName, Note
from faisceau.model.dossier.pages import ArticlePage
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Event, Exchange, Figure, Reading
from faisceau.model.pages import CROWD, FEW, ActorLine, Crowd
from faisceau.view.ground import Ground, ground_of
from faisceau.view.notes import Notes
from faisceau.web.room import Visit


class Part(Struct, frozen=True):
    """Values of a story with the notes of what is shown of them. Numbers of events and articles are the story's own."""

    ground: Ground
    notes: Notes

    def cited(self) -> tuple[Note, ...]:
        """The notes, numbered as the page cites them."""
        return self.notes.cited()


def part_of(
    visit: Visit,
    events: Iterable[Event] = (),
    figures: Sequence[Figure] = (),
    exchanges: Sequence[Exchange] = (),
    claims: Iterable[str] = (),
    most: int = FEW,
) -> Part:
    """These values, with the claims that they rest on and the events that they belong to.

    Of an event or exchange that a crowd tell, `most` claims are loaded; what is counted of its event is looked up.
    """
    known = {event.id: event for event in events}
    wanted = {figure.event for figure in figures} | {exchange.event for exchange in exchanges}
    known |= {event.id: event for event in events_of(visit, wanted - known.keys())}
    large = [event.id for event in known.values() if len(event.claims) > CROWD]
    crowds = visit.pages.bodies("event", large, Crowd)
    known |= {id_: replace(known[id_], claims=crowd.claims[:most]) for id_, crowd in crowds.items()}
    exchanges = [_narrowed(exchange, known, most) if exchange.event in crowds else exchange for exchange in exchanges]
    ids = {id_ for event in known.values() for id_ in event.claims} | set(claims)
    ids |= {account.claim for figure in figures for account in figure.accounts}
    ids |= {id_ for exchange in exchanges for id_ in exchange.claims}
    told = visit.view.claims_of(ids)
    articles = visit.view.articles_of(claim.article for claim in told)
    ground = ground_of(articles, told, Reading(tuple(known.values()), tuple(figures), tuple(exchanges)))
    ranks = visit.pages.numbers("article", ground.rank)
    return Part(
        ground=(ground := dataclasses.replace(ground, rank=ranks, number=numbers(visit, known), crowds=crowds)),
        notes=Notes(ground),
    )


def events_of(visit: Visit, ids: Iterable[str]) -> tuple[Event, ...]:
    """The events with these ids; of those that a crowd tell the first claims that are shown, with what is said of each.

    To read a crowd takes as long as a page may: it is kept.
    """
    crowds = visit.pages.bodies("event", (ids := set(ids)), Crowd)
    large = [visit.cache.get(("crowd", id_), partial(_first_of, visit, id_, crowds[id_])) for id_ in crowds]
    return tuple(sorted((*visit.view.events_of(ids - crowds.keys()), *large), key=lambda event: event.id))


def _first_of(visit: Visit, id_: str, crowd: Crowd) -> Event:
    (event,) = visit.view.events_of([id_])
    shown = set(crowd.claims)
    articles = {claim.article for claim in visit.view.claims_of(shown)}
    return replace(
        event,
        claims=crowd.claims,
        accounts=tuple(account for account in event.accounts if account.claim in shown),
        origins=tuple(group for group in event.origins if not articles.isdisjoint(group)),
        witnesses=tuple(witness for witness in event.witnesses if not articles.isdisjoint(witness.articles)),
    )


def _narrowed(exchange: Exchange, known: Mapping[str, Event], most: int) -> Exchange:
    """A line of the ledger with so many of its claims, those that its event shows first."""
    shown = set(known[exchange.event].claims)
    return replace(exchange, claims=tuple(sorted(exchange.claims, key=lambda id_: id_ not in shown)[:most]))


def numbers(visit: Visit, events: Iterable[str]) -> dict[str, int]:
    """The events' numbers: their places in time, those of no known date after all others."""
    dated = visit.pages.numbers("timeline", events)
    after = visit.pages.size("timeline")
    return {id_: after + place for id_, place in visit.pages.numbers("event", events).items()} | dated


def dossier_of_part(visit: Visit, part: Part, actors: Iterable[str] = (), **sections: object) -> Dossier:
    """The part as a dossier of its own, to be worded; `actors` are ids to be named besides those that its claims name."""
    ground = part.ground
    return Dossier(
        name=visit.name,
        articles=ground.articles,
        claims=ground.claims,
        events=ground.events,
        figures=ground.figures,
        exchanges=ground.exchanges,
        actors=names(visit, {*actors, *_named(ground.claims, ground.exchanges)}),
        notes=part.cited(),
        pages=tuple(ArticlePage(article.id, ground.rank[article.id], (), ()) for article in ground.articles),
        judged=visit.decided.marks(ground.claims),
        **sections,  # type: ignore[arg-type]
    )


def names(visit: Visit, ids: Iterable[str]) -> tuple[ActorName, ...]:
    """The actors' names, as the whole story has them."""
    lines = visit.pages.bodies("actor", ids, ActorLine)
    return tuple(ActorName(a.id, a.kind, a.written, a.names, a.state) for _, a in sorted(lines.items()))


def _named(claims: Iterable[Claim], exchanges: Iterable[Exchange]) -> set[str]:
    found = {
        ref.id for claim in claims for ref in (*claim.subject, *claim.object, *claim.source.by, *claim.source.chain)
    }
    found |= {end for claim in claims if claim.flow for end in (claim.flow.from_, claim.flow.to) if end}
    found |= {ref.id for exchange in exchanges for ref in (*exchange.from_, *exchange.to)}
    return found - {AUTHOR}
