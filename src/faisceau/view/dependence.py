"""Needs and suppliers as a grid, and who relies on whom: from the needs told and the ledger, quoted throughout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from faisceau.knowledge.criticality import criticality
from faisceau.knowledge.goods import is_good
from faisceau.knowledge.provisions import provision
from faisceau.model.dependence import Criticality, Dependences, Need, Supplier, Supplying
from faisceau.model.dossier.ledger import NeedCell
from faisceau.model.passages import Passage
from faisceau.system.supply import coverage, dependences
from faisceau.view.ground import Ground
from faisceau.view.notes import Notes

_ENFORCED = frozenset({"ban", "cap", "limit"})
_GRADES: tuple[Criticality, ...] = ("vital", "important", "unstated")


def dependence(ground: Ground, notes: Notes, cells: Sequence[NeedCell]) -> Dependences:
    """The grid of the cells, and every two actors of whom one supplies the other."""
    exchanges = {exchange.id: exchange for exchange in ground.exchanges}
    needs = []
    for cell in cells:
        if not is_good(cell.category):
            continue
        suppliers: dict[str, list[Supplying]] = defaultdict(list)
        for supply in cell.supplied:
            exchange = exchanges[supply.exchange]
            bans = tuple(sorted(each.id for each in exchange.provisions if _is_enforced(each.id)))
            for actor in supply.from_:
                suppliers[actor].append(Supplying(supply.exchange, exchange.status, supply.told, bans))
        found = tuple(Supplier(actor, tuple(suppliers[actor])) for actor in sorted(suppliers))
        grade = _grade(ground, notes, cell.needed) if cell.needed else "unstated"
        needs.append(Need(cell.actor, cell.category, cell.needed, grade, found, coverage(found)))
    return Dependences(tuple(needs), dependences(needs))


def _is_enforced(identity: str) -> bool:
    known = provision(identity)
    return known is not None and known[1].measure in _ENFORCED


def _grade(ground: Ground, notes: Notes, needed: Passage) -> Criticality:
    told = [ground.claim[notes.claim(number)] for number in needed.notes]
    grades = {criticality(claim.quote, ground.article[claim.article].lang) for claim in told}
    return next(grade for grade in _GRADES if grade in grades)
