"""Which units count things, and which only measure time."""

from __future__ import annotations

from functools import cache

from faisceau.fuse.words import stems
from faisceau.knowledge import has, languages
from faisceau.knowledge.numbers import numerals


@cache
def _kinds() -> dict[str, str]:
    return {unit: kind for lang in languages() for unit, kind in numerals(lang).kinds.items()}


def kind_of(unit: str | None) -> str | None:
    """What sort of unit it is (thing, measure, people, victim, money, share, time), None where it is not known."""
    return _kinds().get(unit) if unit is not None else None


@cache
def countable_units() -> frozenset[str]:
    """Units of things and measures, not of people, victims, money or time."""
    return frozenset(unit for unit, kind in _kinds().items() if kind in {"thing", "measure"})


def is_time(unit: str | None) -> bool:
    """Whether a unit measures time."""
    return kind_of(unit) == "time"


_DISTANCES = frozenset({"kilometre", "mile", "nautical mile"})


def is_of_a_place(unit: str | None) -> bool:
    """Whether a unit measures how far off something is: reports of several events repeat it of one place."""
    return unit in _DISTANCES


@cache
def currencies(lang: str) -> frozenset[str]:
    """Stems of the words that name units of money in a language, none where it has no units."""
    if not has(f"languages/{lang}/units.tsv"):
        return frozenset()
    return frozenset(
        stem for noun, unit in numerals(lang).units.items() if unit.kind == "money" for stem in stems(noun, lang)
    )
