"""The dossier as a whole: a story's values and every section that is made of them."""

from __future__ import annotations

from msgspec import Struct

from faisceau.model.alignment import Alignment
from faisceau.model.causes import Cause
from faisceau.model.claims import Claim
from faisceau.model.dependence import Dependences
from faisceau.model.dossier.causal import CausalMap
from faisceau.model.dossier.events import EventRow, Network, Timeline
from faisceau.model.dossier.figures import FigureRow
from faisceau.model.dossier.judged import JudgedMark, RejectedRow
from faisceau.model.dossier.ledger import LedgerRow, NeedCell, Total
from faisceau.model.dossier.naming import ActorName, Note
from faisceau.model.dossier.outlets import Outlet
from faisceau.model.dossier.pages import ArticlePage
from faisceau.model.dossier.rules import CheckRow, RuleRow
from faisceau.model.dossier.statements import Entry
from faisceau.model.dossier.summary import Sentence
from faisceau.model.fused import Event, Exchange, Figure
from faisceau.model.positions import Positions
from faisceau.model.problems import Problem
from faisceau.model.text import Article
from faisceau.model.whatif import KeptFiche


class Dossier(Struct, frozen=True, kw_only=True):
    """Everything that the page shows. `origins` is the number of independent origins among the articles."""

    name: str
    articles: tuple[Article, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    causes: tuple[Cause, ...] = ()
    problems: tuple[Problem, ...] = ()
    actors: tuple[ActorName, ...] = ()
    notes: tuple[Note, ...] = ()
    origins: int = 0
    summary: tuple[Sentence, ...] = ()
    established: tuple[EventRow, ...] = ()
    contested: tuple[EventRow, ...] = ()
    figure_rows: tuple[FigureRow, ...] = ()
    timeline: Timeline = Timeline()
    ledger: tuple[LedgerRow, ...] = ()
    totals: tuple[Total, ...] = ()
    supplies: tuple[NeedCell, ...] = ()
    dependence: Dependences = Dependences()
    rules: tuple[RuleRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    network: Network = Network()
    causal_map: CausalMap = CausalMap()
    alignment: Alignment = Alignment()
    fiches: tuple[KeptFiche, ...] = ()
    positions: Positions = Positions()
    statements: tuple[Entry, ...] = ()
    needs: tuple[Entry, ...] = ()
    reactions: tuple[Entry, ...] = ()
    forecasts: tuple[Entry, ...] = ()
    assessments: tuple[Entry, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    pages: tuple[ArticlePage, ...] = ()
    judged: tuple[JudgedMark, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()

    @property
    def diverging(self) -> tuple[FigureRow, ...]:
        """The figures whose accounts disagree or were revised, with those accounts."""
        return tuple(row.parting for row in self.figure_rows if row.diverging)
