"""Nouns that call persons and bodies."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from faisceau import knowledge


class Description(Struct, frozen=True):
    """`languages/<code>/descriptions.tsv`: a noun for a person or a body.

    `sort` is person, body or thing. A noun that opens with a hyphen is an ending: of every noun that has it and no row of its
    own; a thing is one that the ending does not fit. `alone`: it takes up the one person near by, whom nobody called so before.
    `kinds` are those of organisations and media that it fits, () for any; for a person, official is one who acts for a state and
    outsider one who does not.
    """

    noun: str
    sort: str
    gender: str | None = None
    kinds: tuple[str, ...] = ()
    alone: bool = False


@cache
def descriptions(lang: str) -> dict[str, Description]:
    """The nouns of `lang` that call persons and bodies."""
    return {noun: row for noun, row in _rows(lang).items() if row.sort != _THING and not noun.startswith(_ENDING)}


def described(lang: str, noun: str) -> Description | None:
    """What the noun calls, by itself or by how it ends ("sinologue", "activiste"); None where it calls neither person nor body."""
    rows = _rows(lang)
    row = rows.get(noun)
    if row is None:
        row = next((rows[end] for end in _endings(lang) if noun.endswith(end.removeprefix(_ENDING))), None)
    return row if row is not None and row.sort != _THING else None


@cache
def _rows(lang: str) -> dict[str, Description]:
    return {row.noun: row for row in knowledge.load_rows(f"languages/{lang}/descriptions.tsv", Description)}


@cache
def _endings(lang: str) -> tuple[str, ...]:
    return tuple(sorted((noun for noun in _rows(lang) if noun.startswith(_ENDING)), key=len, reverse=True))


_ENDING = "-"
_THING = "thing"
