"""The theses, groups of actors and published base rates that are shipped."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from faisceau import knowledge
from faisceau.model.theses import BaseRate, Thesis

_FOLDER = "theses"


class _Theses(Struct, frozen=True, forbid_unknown_fields=True):
    thesis: tuple[Thesis, ...]


class _BaseRates(Struct, frozen=True, forbid_unknown_fields=True):
    base_rate: tuple[BaseRate, ...]


def shipped_theses() -> tuple[Thesis, ...]:
    """The shipped theses, in the file's order. Raises `FaisceauError` (bad_knowledge), as all here."""
    return knowledge.load_toml(f"{_FOLDER}/theses.toml", _Theses).thesis


@cache
def base_rates() -> dict[str, BaseRate]:
    """The published base rates by id."""
    return {rate.id: rate for rate in knowledge.load_toml(f"{_FOLDER}/base_rates.toml", _BaseRates).base_rate}


class _Groups(Struct, frozen=True, forbid_unknown_fields=True):
    groups: dict[str, tuple[str, ...]]


def groups() -> dict[str, tuple[str, ...]]:
    """The groups of actors that theses may name."""
    return knowledge.load_toml(f"{_FOLDER}/groups.toml", _Groups).groups
