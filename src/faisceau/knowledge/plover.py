"""PLOVER's roots with their quadrants and scores, sectors and auxiliary modes."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from faisceau.knowledge import load_toml

_PATH = "ontology/plover.toml"


class Root(Struct, frozen=True):
    """One root type: `score` is PLOVER's, from -10 (conflict) to 10 (cooperation), `promised` the root of promising it where that
    is another."""

    id: str
    quad: str
    score: float
    promised: str | None = None


class _Plover(Struct, frozen=True, forbid_unknown_fields=True):
    root: tuple[Root, ...]
    sector: dict[str, str]
    mode: dict[str, str]


@cache
def roots() -> dict[str, Root]:
    """Every root by its label."""
    return {root.id: root for root in load_toml(_PATH, _Plover).root}


def promised(root: str) -> str:
    """The root of a promise to do what `root` names; what is no root stays."""
    known = roots().get(root)
    return known.promised or root if known is not None else root


def sector(kind: str) -> str:
    """The sector of a kind of actor, empty where PLOVER names none or we do not know it."""
    return load_toml(_PATH, _Plover).sector.get(kind, "")


def mode(status: str) -> str:
    """The auxiliary mode of a claim's status, empty where it has none."""
    return load_toml(_PATH, _Plover).mode.get(status, "")
