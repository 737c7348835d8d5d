"""Charts."""

from __future__ import annotations

from markupsafe import Markup

from faisceau.export.wording import Wording
from faisceau.model.dossier import FigureRow, Network, Timeline


def timeline_chart(timeline: Timeline, wording: Wording) -> Markup:
    """Timeline."""
    return Markup("")


def network_chart(network: Network, wording: Wording) -> Markup:
    """Network."""
    return Markup("")


def figure_chart(row: FigureRow, wording: Wording) -> Markup:
    """Figure."""
    return Markup("")
