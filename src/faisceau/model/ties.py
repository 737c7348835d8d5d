"""What somebody decided of claims before they are grouped into events."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T", bound=Hashable)
_SEVERAL = -1


class Ties(Struct, frozen=True):
    """Claim ids: each of `together` must be in one event; of each of `apart`, which is sides, none may be with one of another side.

    They agree: the sets of `together` have nothing in common, and what keeps a claim apart keeps all that are together with it.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[tuple[str, ...], ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.together or self.apart)


class Apart(Generic[T]):
    """What may not be together: by the number of a decision, on which side of it each thing stands.

    As large as the sides are together, however many of them there are; what is on several sides is apart from all the others.
    """

    def __init__(self) -> None:
        self._sides: dict[T, dict[int, int]] = {}

    def put(self, number: int, side: int, thing: T) -> None:
        """The thing is on that side (from 0) of decision `number`."""
        sides = self._sides.setdefault(thing, {})
        sides[number] = side if sides.get(number, side) == side else _SEVERAL

    def by(self, one: T, other: T) -> int | None:
        """The greatest number of a decision that keeps two things apart, None where none does."""
        first, second = self._sides.get(one), self._sides.get(other)
        if not first or not second or one == other:
            return None
        if len(second) < len(first):
            first, second = second, first
        found = (n for n, side in first.items() if n in second and (side == _SEVERAL or second[n] != side))
        return max(found, default=None)

    def join(self, kept: T, gone: T) -> None:
        """`gone` is part of `kept` from now on."""
        for number, side in self._sides.pop(gone, {}).items():
            if side == _SEVERAL:
                self._sides.setdefault(kept, {})[number] = side
            else:
                self.put(number, side, kept)

    def decisions(self) -> Iterator[tuple[int, list[list[T]]]]:
        """By number, the sides of each decision as they now are: what is on several is one of its own."""
        found: dict[int, dict[object, list[T]]] = {}
        for thing, sides in self._sides.items():
            for number, side in sides.items():
                found.setdefault(number, {}).setdefault((thing,) if side == _SEVERAL else side, []).append(thing)
        for number in sorted(found):
            yield number, list(found[number].values())
