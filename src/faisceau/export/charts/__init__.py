"""Charts as static drawings, made offline: each in a figure with its legend; the text of it stands beside it in the page."""

from __future__ import annotations

from faisceau.export.charts.causal import causal_chart
from faisceau.export.charts.figures import figure_chart
from faisceau.export.charts.network import network_chart
from faisceau.export.charts.timeline import timeline_chart

__all__ = ["causal_chart", "figure_chart", "network_chart", "timeline_chart"]
