"""Events that are new, judged otherwise, denied for the first time, joined, parted or gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faisceau.model.changes import Because, Change
from faisceau.model.claims import Claim
from faisceau.model.fused import Event
from faisceau.model.ids import content_id
from faisceau.model.past import PastEvent, is_denied
from faisceau.view.changes.scene import Scene, Told, as_was


def event_changes(scene: Scene) -> Iterator[Change]:
    """Every change of an event that stands, then what has gone."""
    for event in scene.ground.events:
        if event.claims:
            yield from _of(scene, event)
    for old in scene.before.events:
        if old.id not in scene.lineage.heirs:
            yield _gone(scene, old)


def _of(scene: Scene, event: Event) -> Iterator[Change]:
    claims = scene.claims_of(event)
    new = [claim for claim in claims if scene.is_new(claim)]
    parents = scene.parents(event.id)
    because = scene.reason(event.id, new)
    if not parents:
        # An event all of whose claims stood before has them in common with others only: it has parted from them.
        yield scene.change("new_event", event, claims, because if new else "parted")
    else:
        was = parents[0]
        others = tuple(as_was(old) for old in parents[1:])
        if others:
            yield scene.change("joined", event, claims, because, Told(earlier=(as_was(was), *others)))
        if not scene.lineage.is_main(event.id):
            yield scene.change("parted", event, claims, because, Told(earlier=(as_was(was),)))
        elif was.verdict != event.verdict:
            shown = _those_who_changed(scene, event, new) or claims
            yield scene.change("verdict", event, shown, because, Told(earlier=(as_was(was),)))
    if is_denied(event) and not any(old.denied for old in parents):
        yield _denial(scene, event, claims)


def _denial(scene: Scene, event: Event, claims: Sequence[Claim]) -> Change:
    denying = _denials(claims) or list(claims)
    new = [claim for claim in denying if scene.is_new(claim)]
    return scene.change("first_denial", event, new or denying, scene.reason(event.id, new))


def _denials(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.status == "denied" or claim.polarity == "-"]


def _those_who_changed(scene: Scene, event: Event, new: Sequence[Claim]) -> list[Claim]:
    """The new claims that the verdict turns on; all new ones where that cannot be told of some."""
    if event.verdict == "contested":
        return _denials(new) or list(new)
    if event.verdict in ("contradicted", "superseded"):
        return [claim for claim in new if claim.id in scene.parting] or list(new)
    return list(new)


def _gone(scene: Scene, old: PastEvent) -> Change:
    articles = {claim.article for claim in old.claims}
    because: Because = "reread"
    if articles & scene.gone_articles:
        because = "removed"
    elif articles & scene.changed_articles:
        because = "changed"
    return Change(
        sort="gone",
        id=content_id("n", ["gone", old.id, sorted(claim.id for claim in old.claims)]),
        event=old.id,
        label=old.label,
        kind=old.kind,
        verdict=old.verdict,
        independent=old.independent,
        date=old.date,
        actors=(),
        categories=(),
        because=because,
        evidence=(),
        accounts=0,
        earlier=(as_was(old),),
    )
