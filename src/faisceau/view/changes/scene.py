"""What every kind of change looks things up in, and how each is given its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from faisceau.model.changes import Because, Change, Earlier, Evidence, Moved, Sort
from faisceau.model.claims import Claim
from faisceau.model.fused import Event
from faisceau.model.ids import content_id
from faisceau.model.past import Past, PastEvent
from faisceau.view.changes.lineage import Lineage
from faisceau.view.ground import Ground, actor_ids
from faisceau.view.notes import lead_of

MOST_EVIDENCE = 8
"""Words shown for one change; the others are counted."""
_PARTING = frozenset({"contradict", "update"})


@dataclass(frozen=True)
class Scene:
    """The reading that stands (`ground`, and `after` as it is kept), what stood before, and how the two hang together.

    `page` gives an article's number in the dossier.
    """

    ground: Ground
    before: Past
    after: Past
    lineage: Lineage
    page: Callable[[str], int]

    @cached_property
    def old_events(self) -> dict[str, PastEvent]:
        """Earlier events by id."""
        return {event.id: event for event in self.before.events}

    @cached_property
    def _articles(self) -> tuple[dict[str, str], dict[str, str]]:
        old, new = self.before.articles, self.after.articles
        return {a.id: a.content for a in old}, {a.id: a.content for a in new}

    @cached_property
    def new_articles(self) -> frozenset[str]:
        """Ids of articles that were not there."""
        old, new = self._articles
        return frozenset(new.keys() - old.keys())

    @cached_property
    def gone_articles(self) -> frozenset[str]:
        """Ids of articles that are there no more."""
        old, new = self._articles
        return frozenset(old.keys() - new.keys())

    @cached_property
    def changed_articles(self) -> frozenset[str]:
        """Ids of articles of which a field has changed."""
        old, new = self._articles
        return frozenset(id_ for id_ in old.keys() & new.keys() if old[id_] != new[id_])

    def parents(self, event: str) -> list[PastEvent]:
        """The earlier events that an event continues, the one that it was first."""
        return [self.old_events[id_] for id_ in self.lineage.parents.get(event, ())]

    def is_new(self, claim: Claim) -> bool:
        """Whether the claim continues none."""
        return claim.id not in self.lineage.continued

    def is_fresh(self, claim: Claim) -> bool:
        """Whether the claim's article is new or was changed."""
        return claim.article in self.new_articles or claim.article in self.changed_articles

    def claims_of(self, event: Event) -> tuple[Claim, ...]:
        """The claims of an event, by publication."""
        return self.ground.claims_of(event)

    def reason(self, event: str | None, claims: Sequence[Claim]) -> Because:
        """Why an event is otherwise than it was. `claims` are those that continue none."""
        if any(self.is_fresh(claim) for claim in claims):
            return "account"
        if event is not None:
            lost = {claim.article for old in self.parents(event) for claim in old.claims}
            if lost & self.gone_articles:
                return "removed"
            if lost & self.changed_articles:
                return "changed"
            if len(self.parents(event)) > 1:
                return "joined"
            if any(len(self.lineage.heirs[old.id]) > 1 for old in self.parents(event)):
                return "parted"
        return "reread" if claims else "reweighed"

    def freshness(self, claims: Iterable[Claim]) -> Because:
        """Why something is told now: by a new or changed article, else by one that is read otherwise."""
        return "account" if any(self.is_fresh(claim) for claim in claims) else "reread"

    @cached_property
    def parting(self) -> frozenset[str]:
        """Ids of claims whose figure contradicts or revises another's."""
        pairs = [relation for figure in self.ground.figures for relation in figure.relations]
        return frozenset(id_ for pair in pairs if pair.relation in _PARTING for id_ in (pair.a, pair.b))

    def evidence(self, claim: Claim) -> Evidence:
        """A claim's words, with where they stand."""
        article = self.ground.article[claim.article]
        return Evidence(
            claim=claim.id,
            article=article.id,
            page=self.page(article.id),
            start=claim.start,
            end=claim.end,
            quote=claim.quote,
            sources=tuple(dict.fromkeys(ref.id for ref in claim.source.by)),
            status=claim.status,
            published=article.published,
            publisher=article.publisher,
            title=article.title,
            url=article.url,
        )

    def change(
        self, sort: Sort, event: Event | None, shown: Sequence[Claim], because: Because, told: Told | None = None
    ) -> Change:
        """A change of `event` (None where a claim is in none), borne by the claims `shown`."""
        told = told or Told()
        claims = self.claims_of(event) if event else tuple(shown)
        by_place = sorted({c.id: c for c in shown}.values(), key=self.ground.place)
        lead = lead_of(self.ground, claims)
        goods = [item.category for claim in claims for item in claim.items if item.category]
        return Change(
            sort=sort,
            id=content_id("n", [sort, event and event.id, told.key(), sorted(claim.id for claim in by_place)]),
            event=event.id if event else None,
            label=told.label or (event.label if event else lead.quote),
            kind=event.kind if event else lead.kind,
            verdict=event.verdict if event else None,
            independent=event.independent if event else 1,
            date=event.date if event else None,
            actors=_with_flows(claims),
            categories=tuple(dict.fromkeys((*told.categories, *goods))),
            because=because,
            evidence=tuple(self.evidence(claim) for claim in by_place[:MOST_EVIDENCE]),
            accounts=len(by_place),
            subject=told.subject,
            earlier=told.earlier,
            moved=told.moved,
        )


@dataclass(frozen=True)
class Told:
    """What one sort of change has and others have not."""

    label: str | None = None
    subject: str | None = None
    categories: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    moved: Moved | None = None

    def key(self) -> object:
        """What makes it another change than one of the same event by the same claims."""
        moved = self.moved and [self.moved.was, self.moved.now, self.moved.relation, self.moved.by.claim]
        return [self.subject, self.earlier, moved]


def _with_flows(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Ids of who acts, undergoes, gives and receives, each once."""
    known = list(claims)
    flows = [end for c in known if c.flow for end in (c.flow.from_, c.flow.to) if end]
    return tuple(dict.fromkeys((*actor_ids(known), *flows)))


def as_was(event: PastEvent) -> Earlier:
    """An earlier event as a change tells it."""
    return Earlier(event.id, event.label, event.verdict, event.independent)
