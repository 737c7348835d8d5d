"""Nouns that call persons and bodies."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from faisceau import knowledge


class Description(Struct, frozen=True):
    """`languages/<code>/descriptions.tsv`: a noun for a person or a body.

    `sort` is person or body. `alone`: it takes up the one person near by, whom nobody called so before. `kinds` are those
    of organisations and media that it fits, () for any; for a person, official is one who acts for a state and outsider
    one who does not.
    """

    noun: str
    sort: str
    gender: str | None = None
    kinds: tuple[str, ...] = ()
    alone: bool = False


@cache
def descriptions(lang: str) -> dict[str, Description]:
    """The nouns of `lang` that call persons and bodies."""
    return {row.noun: row for row in knowledge.load_rows(f"languages/{lang}/descriptions.tsv", Description)}
