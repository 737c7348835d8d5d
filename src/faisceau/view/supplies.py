"""Needs and suppliers: for each actor and good, who says that it is needed, and who supplies it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from faisceau.knowledge.goods import category_of, goods_named
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.dossier.ledger import LedgerRow, NeedCell, Supply
from faisceau.view.ground import Ground
from faisceau.view.notes import Notes
from faisceau.view.totals import general

Cell = tuple[str, str]


def supplies(ground: Ground, notes: Notes, rows: Sequence[LedgerRow]) -> tuple[NeedCell, ...]:
    """Every actor and good of which a need is told or a delivery: what is both needed and supplied first."""
    needed: dict[Cell, list[Claim]] = defaultdict(list)
    for claim in ground.claims:
        if claim.kind == "need" and claim.status != "denied" and claim.polarity == "+":
            for actor in _actors(claim.subject):
                for good in _goods(ground, claim):
                    needed[actor, good].append(claim)
    supplied: dict[Cell, list[Supply]] = defaultdict(list)
    statuses = {exchange.id: exchange.status for exchange in ground.exchanges}
    for row in rows:
        if row.category and row.from_ and statuses[row.exchange] != "denied":
            for actor in _bodies(row.to):
                supplied[actor, general(row.category)].append(Supply(row.exchange, row.from_, row.told))
    cells = sorted({*needed, *supplied}, key=lambda cell: (not (cell in needed and cell in supplied), cell))
    return tuple(
        NeedCell(
            actor, good, notes.passage(claims) if (claims := needed.get((actor, good))) else None,
            tuple(supplied.get((actor, good), ())),
        )
        for actor, good in cells
    )  # fmt: skip


def _actors(refs: Sequence[ActorRef]) -> tuple[str, ...]:
    return _bodies(tuple(dict.fromkeys(ref.id for ref in refs)))


def _bodies(ids: Sequence[str]) -> tuple[str, ...]:
    """States and bodies; where none is named, whoever is. A leader needs for the state that stands beside the name."""
    bodies = tuple(identity for identity in ids if identity[:1].isupper())
    return bodies or tuple(ids)


def _goods(ground: Ground, claim: Claim) -> tuple[str, ...]:
    """Categories of what is needed: of the claim's items, else of the words of its quote."""
    lang = ground.article[claim.article].lang
    stated = [item.category or category_of(item.name, lang) for item in claim.items]
    known = [category for category in stated if category] or list(goods_named(claim.quote, lang))
    return tuple(dict.fromkeys(general(category) for category in known))
