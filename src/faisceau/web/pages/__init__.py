"""The pages, a module each, in the order in which they are listed. One with an address of its own for each thing has `ONE`."""

from faisceau.web.pages import (
    actors,
    articles,
    causal,
    events,
    figures,
    inbox,
    judgements,
    ledger,
    network,
    overview,
    problems,
    sources,
    statements,
    timeline,
)
from faisceau.web.pages.page import Drawing, Made, Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    inbox.PAGE,
    timeline.PAGE,
    events.PAGE,
    network.PAGE,
    ledger.PAGE,
    figures.PAGE,
    *statements.PAGES,
    actors.PAGE,
    causal.PAGE,
    sources.PAGE,
    articles.PAGE,
    judgements.PAGE,
    problems.PAGE,
    events.ONE,
    actors.ONE,
    articles.ONE,
)

DRAWINGS: tuple[Drawing, ...] = (timeline.DRAWING, network.DRAWING, figures.DRAWING, causal.DRAWING)

__all__ = ["DRAWINGS", "PAGES", "Drawing", "Made", "Page"]
