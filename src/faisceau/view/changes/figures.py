"""Figures that moved: another number for what was counted before, beside the number that it moves from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from faisceau.model.changes import Change, Moved
from faisceau.model.fused import Figure, FigureAccount, Relation
from faisceau.view.changes.scene import Scene, Told

_MOVES: tuple[Relation, ...] = ("contradict", "update", "compatible_bound")


def figure_changes(scene: Scene) -> Iterator[Change]:
    """Each new number of a figure that had accounts before and that none of them gave."""
    stood = {(account.claim, account.text) for figure in scene.before.figures for account in figure.accounts}
    for figure in scene.ground.figures:
        old = [account for account in figure.accounts if _key(scene, account) in stood]
        new = [account for account in figure.accounts if scene.is_new(scene.ground.claim[account.claim])]
        if old and new:
            yield from _moves(scene, figure, old, new)


def _key(scene: Scene, account: FigureAccount) -> tuple[str, str]:
    return scene.lineage.continued.get(account.claim, account.claim), account.quantity.text


def _moves(
    scene: Scene, figure: Figure, old: Sequence[FigureAccount], new: Sequence[FigureAccount]
) -> Iterator[Change]:
    stands: dict[frozenset[str], Relation] = {frozenset((r.a, r.b)): r.relation for r in figure.relations}

    def relation(a: FigureAccount, b: FigureAccount) -> Relation | None:
        return stands.get(frozenset((a.claim, b.claim)))

    told: dict[tuple[object, ...], list[FigureAccount]] = defaultdict(list)
    for account in new:
        if not any(relation(account, other) == "agree" for other in old):
            q = account.quantity
            told[(q.value, q.min, q.max) if (q.value, q.min, q.max) != (None,) * 3 else (q.text,)].append(account)
    event = scene.ground.event.get(figure.event)
    for accounts in told.values():
        first = min(accounts, key=lambda account: scene.ground.place(scene.ground.claim[account.claim]))
        found = [(other, how) for other in old if (how := relation(first, other)) in _MOVES]
        if not found:
            continue
        # The number that it moves from is the last that was given; of one day, the one that it parts from most.
        was, how = max(found, key=lambda pair: (pair[0].published or "", -_MOVES.index(pair[1]), pair[0].claim))
        claims = [scene.ground.claim[account.claim] for account in accounts]
        moved = Moved(
            figure.of, figure.unit, was.quantity, first.quantity, how, scene.evidence(scene.ground.claim[was.claim])
        )
        yield scene.change("figure", event, claims, scene.freshness(claims), Told(subject=figure.id, moved=moved))
