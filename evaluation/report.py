"""The report of a scoring: figures, kinds taken for others, some misses as offsets. Never a word of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluation.baseline import Baseline
from evaluation.measures import CLAIM_SETS, SEALED, Measured, Miss

MISSES = 30
"""How many misses of a set are listed, a third of each sort."""


def as_markdown(measured: Mapping[str, Measured], baseline: Baseline) -> str:
    """The whole report."""
    parts = [
        "# Scores",
        "",
        "Misses are given as offsets into the articles of the reference folder. The weights were learnt on `articles`, so its",
        "figures say what was learnt, not what to expect; `blind` and `held` were never learnt from nor read.",
        "",
    ]
    for name, result in measured.items():
        floors = baseline.sets[name].floors if name in baseline.sets else {}
        parts += [f"## {name}", "", "| measure | value | floor |", "|---|---|---|"]
        parts += [f"| {key} | {value:.3f} | {floors.get(key, 0.0):.3f} |" for key, value in result.figures.items()]
        parts.append("")
        if name in CLAIM_SETS and name not in SEALED:
            parts += ["Kinds taken for others: " + ", ".join(result.confusions) + ".", "", *_misses(result.misses), ""]
    return "\n".join(parts)


def _misses(misses: Sequence[Miss]) -> list[str]:
    lines = ["| | article | gold | ours | parts |", "|---|---|---|---|---|"]
    for sort in ("missed", "wrong", "extra"):
        for _, article, gold, ours in _drawn([miss for miss in misses if miss[0] == sort], MISSES // 3):
            lines.append(f"| {sort} | {article} | {_place(gold)} | {_place(ours)} | {_parts(gold, ours)} |")
    return lines


def _drawn(misses: Sequence[Miss], number: int) -> Sequence[Miss]:
    """At most `number`, evenly."""
    step = max(1, len(misses) / number)
    return [misses[int(i * step)] for i in range(min(number, len(misses)))]


def _place(claim: Mapping[str, Any] | None) -> str:
    return f"{claim['start']}:{claim['end']} {claim['kind']}/{claim['status']}" if claim else ""


def _parts(gold: Mapping[str, Any] | None, ours: Mapping[str, Any] | None) -> str:
    """Which fields of a pair differ, by name."""
    if not gold or not ours:
        return ""
    differing = [field for field in ("kind", "status", "plover", "polarity") if gold.get(field) != ours.get(field)]
    roles = [role for role in ("subject", "object") if _ids(gold, role) != _ids(ours, role)]
    return ", ".join([*differing, *roles])


def _ids(claim: Mapping[str, Any], role: str) -> set[str]:
    return {actor["id"] for actor in claim.get(role) or []}
