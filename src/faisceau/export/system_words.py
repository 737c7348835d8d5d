"""The words of the system's pages, as each language's file of `interface/system/` holds them."""

from __future__ import annotations

from msgspec import Struct

from faisceau import knowledge

Table = dict[str, str]


class SystemWords(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file, table by table."""

    camps: Table
    positions: Table
    dependence: Table
    matrix: Table
    strip: Table
    shortfall: Table
    thesis: Table
    fiche: Table


def system_words(lang: str) -> SystemWords:
    """The words in `lang`. Raises `FaisceauError` (bad_knowledge)."""
    return knowledge.load_toml(f"interface/system/{lang}.toml", SystemWords)
