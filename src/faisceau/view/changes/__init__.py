"""What is new: two readings of a story compared. Pure: the same whatever the order of articles and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from faisceau.model.changes import Change, Changes, Sort
from faisceau.model.claims import Claim
from faisceau.model.fused import Reading
from faisceau.model.past import Past, past_of
from faisceau.model.text import Article
from faisceau.view.actors import actor_names
from faisceau.view.changes.events import event_changes
from faisceau.view.changes.figures import figure_changes
from faisceau.view.changes.lineage import lineage
from faisceau.view.changes.parties import actor_changes, exchange_changes
from faisceau.view.changes.scene import Scene
from faisceau.view.ground import ground_of

SORTS: tuple[Sort, ...] = (
    "first_denial", "verdict", "figure", "new_exchange", "new_actor", "new_event", "joined", "parted", "gone",
)  # fmt: skip
"""The sorts of change in the order in which a reader wants them."""
# What is told of as having happened comes before what is said, wished or thought of it.
_KINDS = (
    "sanction_act", "exchange", "incident", "event", "reaction", "statement", "need", "forecast", "assessment", "background",
)  # fmt: skip


def changes_of(
    before: Past,
    articles: Sequence[Article],
    claims: Sequence[Claim],
    reading: Reading,
    pages: Mapping[str, int] | None = None,
) -> tuple[tuple[Change, ...], Scene]:
    """What the reading of these claims of these articles has that `before` had not, and where it was found.

    `pages` gives the articles' numbers in the dossier, those of these articles by themselves if None.
    Raises `FaisceauError` (bad_evidence) if a claim's quote is not what its article says there.
    """
    ground = ground_of(articles, claims, reading)
    after = past_of(articles, claims, reading)
    ranks = ground.rank if pages is None else pages
    scene = Scene(ground, before, after, lineage(before, after), ranks.__getitem__)
    found = (*event_changes(scene), *figure_changes(scene), *exchange_changes(scene), *actor_changes(scene))
    return tuple(sorted(found, key=_place)), scene


def report_of(story: str, since: str, as_of: str | None, found: tuple[tuple[Change, ...], Scene]) -> Changes:
    """The changes as a whole, with the names of those they mention."""
    changes, scene = found
    mentioned = _mentioned(changes)
    return Changes(
        story=story,
        since=since,
        as_of=as_of,
        changes=changes,
        new_articles=tuple(sorted(scene.new_articles)),
        changed_articles=tuple(sorted(scene.changed_articles)),
        gone_articles=tuple(sorted(scene.gone_articles)),
        actors=tuple(name for name in actor_names(scene.ground) if name.id in mentioned),
    )


def page_numbers(articles: Iterable[Article]) -> dict[str, int]:
    """The number of each article in the dossier of all of them."""
    return ground_of(list(articles), (), Reading()).rank


def _mentioned(changes: Iterable[Change]) -> set[str]:
    ids: set[str] = set()
    for change in changes:
        ids.update(change.actors)
        ids.update(source for told in change.evidence for source in told.sources)
        if change.moved:
            ids.update(change.moved.by.sources)
        if change.sort == "new_actor" and change.subject:
            ids.add(change.subject)
    return ids


def _place(change: Change) -> tuple[int, int, int, str, str, str]:
    """Sort key: by sort, what has happened first, the most independent origins first, then in time order."""
    kind = _KINDS.index(change.kind) if change.kind in _KINDS else len(_KINDS)
    return (SORTS.index(change.sort), kind, -change.independent, change.date or "~", change.label, change.id)


__all__ = ["SORTS", "changes_of", "page_numbers", "report_of"]
