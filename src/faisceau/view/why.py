"""Why an event is worth somebody's judgement."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from faisceau.model.fused import Event

Why = Literal["contradicted", "contested", "figures", "single_source"]
ORDER: tuple[Why, ...] = ("contradicted", "contested", "figures", "single_source")
"""What matters first."""


def why(event: Event, counted: Collection[str]) -> Why | None:
    """Why the event is to be judged, None where several sources bear it out; `counted` are ids of claims that give a figure."""
    if event.verdict in ("contradicted", "contested"):
        return "contradicted" if event.verdict == "contradicted" else "contested"
    if event.verdict != "single_source" or event.kind == "background":
        return None
    return "figures" if any(claim in counted for claim in event.claims) else "single_source"
