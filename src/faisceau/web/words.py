"""The words of the room's own pages (adding, taking away, logging in, errors), from each language's file of `interface/room/`."""

from __future__ import annotations

from msgspec import Struct

from faisceau import knowledge

Table = dict[str, str]


class RoomWords(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file, table by table."""

    add: Table
    take: Table
    brief: Table
    format: Table
    door: Table
    reader: Table
    wrong: Table


def room_words(lang: str) -> RoomWords:
    """The words in `lang`. Raises `FaisceauError` (bad_knowledge)."""
    return knowledge.load_toml(f"interface/room/{lang}.toml", RoomWords)
