"""What a what-if shows of a story beside its map: who needs and supplies what, who stands with whom, with the words cited."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.model.claims import Claim
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Reading
from faisceau.model.text import Article
from faisceau.view.actors import actor_names
from faisceau.view.alignment import alignment
from faisceau.view.dependence import dependence
from faisceau.view.ground import ground_of
from faisceau.view.ledger import ledger
from faisceau.view.notes import Notes
from faisceau.view.supplies import supplies


def told_of(name: str, articles: Sequence[Article], claims: Sequence[Claim], reading: Reading) -> Dossier:
    """These sections of the dossier alone: they have the words that they have there, under other numbers."""
    ground = ground_of(articles, claims, reading)
    notes = Notes(ground)
    return Dossier(
        name=name,
        articles=ground.articles,
        actors=actor_names(ground),
        ledger=(rows := ledger(ground, notes)),
        supplies=(cells := supplies(ground, notes, rows)),
        dependence=dependence(ground, notes, cells),
        alignment=alignment(ground, notes),
        notes=notes.cited(),
    )
