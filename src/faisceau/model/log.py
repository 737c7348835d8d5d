"""A log that is only ever added to, in which anything can be taken back: one rule for judgements and for edits of the map."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

T = TypeVar("T")


def undone(
    entries: Sequence[T], name: Callable[[T], Hashable], undoes: Callable[[T], Hashable | None]
) -> frozenset[Hashable]:
    """Names of the entries that are taken back, undos among them.

    `name` is what an undo calls an entry by, `undoes` what an undo takes back (None: it is none). An undo takes back what
    stands before it only, so that whatever order they come in, no two can undo each other.
    """
    place = {name(entry): number for number, entry in enumerate(entries)}
    gone: set[Hashable] = set()
    for number, entry in reversed(list(enumerate(entries))):
        target = undoes(entry)
        if target is not None and name(entry) not in gone and place.get(target, number) < number:
            gone.add(target)
    return frozenset(gone)


def holding(
    entries: Sequence[T], name: Callable[[T], Hashable], undoes: Callable[[T], Hashable | None]
) -> tuple[T, ...]:
    """The entries that hold, in order: none that was undone, and no undo. Undoing an undo does its entry again."""
    gone = undone(entries, name, undoes)
    return tuple(entry for entry in entries if undoes(entry) is None and name(entry) not in gone)
