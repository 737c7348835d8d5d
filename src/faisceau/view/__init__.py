"""From what was read and fused to the dossier: a section a module, pure functions, no language, no clock."""

from __future__ import annotations

from collections.abc import Sequence

from faisceau.model.claims import Claim
from faisceau.model.dossier.whole import Dossier
from faisceau.model.fused import Reading
from faisceau.model.mapping import Causal
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.view.actors import actor_names
from faisceau.view.alignment import alignment
from faisceau.view.causes import causal_map, causes_in_order
from faisceau.view.dependence import dependence
from faisceau.view.entries import entries
from faisceau.view.figures import figure_rows
from faisceau.view.ground import ground_of
from faisceau.view.judged import Review, marks, rejected
from faisceau.view.ledger import ledger
from faisceau.view.network import network
from faisceau.view.notes import Notes
from faisceau.view.pages import pages
from faisceau.view.positions import positions
from faisceau.view.rows import contested, established
from faisceau.view.rules import checks, rules
from faisceau.view.sources import origin_count, outlets
from faisceau.view.summary import summary
from faisceau.view.supplies import supplies
from faisceau.view.timeline import timeline
from faisceau.view.totals import totals


def dossier_of(
    name: str,
    articles: Sequence[Article],
    claims: Sequence[Claim],
    reading: Reading,
    problems: Sequence[Problem],
    causal: Causal | None = None,
    review: Review | None = None,
) -> Dossier:
    """The dossier of a story, the same whatever the order of its parts.

    Raises `FaisceauError` (bad_evidence) if the quote of a claim or cause is not what its article says there.
    """
    ground = ground_of(articles, claims, reading)
    causal = causal or Causal()
    notes = Notes(ground)
    return Dossier(
        name=name,
        articles=ground.articles,
        claims=ground.claims,
        events=ground.events,
        figures=ground.figures,
        exchanges=ground.exchanges,
        causes=causes_in_order(ground, causal.causes),
        problems=tuple(sorted(problems, key=lambda p: (p.where, p.code, p.detail))),
        actors=actor_names(ground),
        origins=origin_count(ground),
        # In the order of the page: notes take their numbers as the sections cite them.
        summary=summary(ground, notes),
        established=established(ground, notes),
        contested=contested(ground, notes),
        figure_rows=figure_rows(ground, notes),
        timeline=timeline(ground, notes),
        ledger=(rows := ledger(ground, notes)),
        totals=totals(ground, notes, rows),
        supplies=(cells := supplies(ground, notes, rows)),
        dependence=dependence(ground, notes, cells),
        rules=rules(ground, notes),
        checks=checks(ground, notes),
        network=network(ground, notes),
        causal_map=causal_map(causal),
        alignment=alignment(ground, notes),
        positions=positions(ground, notes, causal.causes),
        statements=entries(ground, notes, "statement"),
        needs=entries(ground, notes, "need"),
        reactions=entries(ground, notes, "reaction"),
        forecasts=entries(ground, notes, "forecast"),
        assessments=entries(ground, notes, "assessment"),
        outlets=outlets(ground),
        pages=pages(ground, notes),
        judged=marks(review) if review else (),
        rejected=rejected(review) if review else (),
        notes=notes.all(),
    )
