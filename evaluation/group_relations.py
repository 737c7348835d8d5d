"""How the accounts of a group stand to one another, as the hand-made groups say and as fusion does.

The groups carry several labels each. Those that say how accounts stand as facts are compared: `contradiction`,
`temporal_evolution` and, where neither is given, agreement. Framing, terminology and completeness are no matter of fact,
and a label of them alone is agreement. Ours is read off the events that hold two claims of the group from different articles,
or that follow one another in it: a contested or contradicted one says contradiction, one that follows another or has updated
figures says evolution. It is right where it is one of the group's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from faisceau.model.fused import Event, Reading

Row = dict[str, Any]
AGREES, CONTRADICTS, EVOLVES = "agree", "contradiction", "temporal_evolution"
_UPDATED = frozenset({"update"})


def expected(group: Row) -> frozenset[str]:
    """How the group stands by its labels; none where it has no labels."""
    labels = set(group.get("relation") or ())
    told = labels & {AGREES, CONTRADICTS, EVOLVES}
    return frozenset(told or ({AGREES} if labels else ()))


def found(reading: Reading, group: Row, article: Mapping[str, str]) -> str | None:
    """How our events say that the group stands; None where they tie no two of its claims of different articles."""
    members = set(group["members"])
    held = {event.id: event for event in reading.events if members & set(event.claims)}
    tied = list(_tied(held, members, article))
    if not tied:
        return None
    if any(event.verdict in ("contested", "contradicted") for event, _ in tied):
        return CONTRADICTS
    return EVOLVES if any(follows for _, follows in tied) or _is_updated(reading, members) else AGREES


def _tied(held: Mapping[str, Event], members: set[str], article: Mapping[str, str]) -> Iterator[tuple[Event, bool]]:
    """Events that put claims of several articles together, by themselves or (True) with one that they follow."""
    for event in held.values():
        own = {article[claim] for claim in event.claims if claim in members}
        if len(own) > 1:
            yield event, False
        for before in event.evolves_from:
            earlier = held.get(before)
            if earlier is not None and own | {article[claim] for claim in earlier.claims if claim in members} != own:
                yield event, True


def _is_updated(reading: Reading, members: set[str]) -> bool:
    return any(
        row.relation in _UPDATED and {row.a, row.b} <= members for figure in reading.figures for row in figure.relations
    )


def compared(reading: Reading, groups: Iterable[Row], article: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """(group, ours, right) for each labelled group that fusion found. Most agree: see `agreeing` for what that alone gives."""
    rows = []
    for group in groups:
        wanted = expected(group)
        ours = found(reading, group, article) if wanted else None
        if ours is not None:
            rows.append((str(group["id"]), ours, ours in wanted))
    return rows


def agreeing(groups: Iterable[Row], compared_groups: Iterable[tuple[str, str, bool]]) -> int:
    """How many of the groups compared would be right if every one were said to agree."""
    known = {str(group["id"]): AGREES in expected(group) for group in groups}
    return sum(known[group] for group, _, _ in compared_groups)
