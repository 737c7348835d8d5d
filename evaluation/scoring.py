"""The scorer that stands beside the project, called as a library."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import Any

import msgspec

from evaluation.gold import SHARED
from faisceau.model.claims import Claim


def scorer() -> ModuleType:
    """`score_claims.py` as a module. Raises `FileNotFoundError` where the folder beside the project is missing."""
    return _module("score_claims")


def group_scorer() -> ModuleType:
    """`score_groups.py` as a module. Raises `FileNotFoundError` as `scorer`."""
    scorer()
    return _module("score_groups")


def cause_scorer() -> ModuleType:
    """`score_causes.py` as a module. Raises `FileNotFoundError` as `scorer`."""
    scorer()
    return _module("score_causes")


@cache
def _module(name: str) -> ModuleType:
    path = SHARED / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_record(claim: Claim) -> dict[str, Any]:
    """A claim as its JSON object."""
    record: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(claim))
    return record


def pairs(truths: Sequence[dict[str, Any]], ours: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Gold claims and ours of one article paired by overlap alone, the closest first: `(gold index, our index)`."""
    overlap = scorer().overlap
    near = sorted(
        ((overlap(g, p), -i, -j) for i, g in enumerate(truths) for j, p in enumerate(ours) if overlap(g, p) >= 0.5),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for _, i, j in near:
        if -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return sorted(taken.items())
