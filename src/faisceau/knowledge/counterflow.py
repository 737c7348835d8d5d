"""`languages/<code>/counterflow.toml`: the words that say that something is given in return ("en échange", "contre")."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from faisceau import knowledge


class Counterflow(Struct, frozen=True):
    """`back`: what is given goes back to who gave; `price`: after them stands what is got. As extraction reads the file."""

    back: tuple[str, ...] = ()
    price: tuple[str, ...] = ()


@cache
def counterflow(lang: str) -> Counterflow:
    """The words of `lang`, none where it has no such file. Raises `FaisceauError` (bad_knowledge)."""
    path = f"languages/{lang}/counterflow.toml"
    return knowledge.load_toml(path, Counterflow) if knowledge.has(path) else Counterflow()
