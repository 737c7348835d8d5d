"""Who is named in a wording, by whatever name, adjective or capital, as the actors that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from faisceau.fuse.words import WORD
from faisceau.knowledge import languages
from faisceau.knowledge.gazetteer import Entry, Gazetteer, fold, gazetteer


class Named(NamedTuple):
    """Actors named, and the words that name them, as written."""

    actors: frozenset[str]
    words: tuple[str, ...]


_NAMES = frozenset({"state", "capital", "seat", "adjective", "prefix", "organisation", "medium", "person"})


@cache
def _folded(word: str) -> str:
    return fold(word)


@cache
def _known(lang: str) -> Gazetteer | None:
    return gazetteer(lang) if lang in languages() else None


def _fits(entry: Entry, written: str) -> bool:
    return entry.kind in _NAMES and (entry.kind in ("adjective", "prefix") or entry.fits(written))


def named_in(text: str, lang: str) -> Named:
    """States and bodies named in `text`; a person stands for the State or body for which they act, if any.

    Where a name may be several actors' the first listed counts: this is for comparing wordings, not for telling who acts.
    Nobody is known by name in a language that is not analysed.
    """
    known = _known(lang)
    if known is None:
        return Named(frozenset(), ())
    written = WORD.findall(text)
    folded = [_folded(word) for word in written]
    found: set[str] = set()
    naming: list[str] = []
    place = 0
    while place < len(folded):
        size, entry = 1, None
        for length, entries in known.matches(folded, place):
            entry = _first(entries, " ".join(written[place : place + length]))
            if entry:
                size = length
                break
        if entry:
            found.add(entry.acts_for or entry.actor)
            naming += written[place : place + size]
        place += size
    return Named(frozenset(found), tuple(naming))


def _first(entries: Sequence[Entry], written: str) -> Entry | None:
    return next((entry for entry in entries if _fits(entry, written)), None)
