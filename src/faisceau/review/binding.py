"""Which claims must be one event, and which may not be: the later judgement decides where two disagree."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from faisceau.model.ties import Apart, Ties

Sides = Sequence[Sequence[str]]
"""Claim ids by target of a judgement."""


class Binding:
    """Ties, the latest judgement's first: what comes later (of an earlier judgement) holds only where it contradicts none.

    Claims that are one share a root; roots that are apart stay so, whatever is joined to either. The root is the first that
    was judged, not the least as in `model/groups.py`: what keeps sets apart is told by it.
    """

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._apart = Apart[str]()
        self._joined_by: dict[str, int] = {}

    def join(self, number: int, claims: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Make the claims one, by judgement `number`; each that may not, with the number of the judgement that forbids it.

        Where some may not be with others, they are as few sets as can be, in the order of the claims.
        """
        sets: list[str] = []
        for claim in claims:
            root = self._find(claim)
            if root in sets:
                continue
            forbids = {other: by for other in sets if (by := self._apart.by(root, other)) is not None}
            against = list(forbids)
            if against:
                yield claim, forbids[against[0]]
            fits = [other for other in sets if other not in against]
            if fits:
                self._union(number, fits[0], root)
            else:
                sets.append(root)

    def part(self, number: int, sides: Sides) -> Iterator[tuple[str, int]]:
        """Keep the claims of each side from those of the others; each that is one with another side's, with what made it so."""
        last = {self._find(claim): place for place, side in enumerate(sides) for claim in side}
        for place, side in enumerate(sides):
            for claim in side:
                root = self._find(claim)
                if last[root] > place:
                    yield claim, self._joined_by.get(root, number)
                self._apart.put(number, place, root)

    def ties(self, without: Container[str]) -> Ties:
        """What holds of all claims but those."""
        held = {root: sorted(one for one in members if one not in without) for root, members in self._members.items()}
        together = sorted(tuple(members) for members in held.values() if len(members) > 1)
        apart = set()
        for _, sides in self._apart.decisions():
            told = (tuple(sorted(held[root][0] for root in side if held[root])) for side in sides)
            left = tuple(sorted(side for side in told if side))
            if len(left) > 1:
                apart.add(left)
        return Ties(tuple(together), tuple(sorted(apart)))

    def _find(self, claim: str) -> str:
        if claim not in self._root:
            self._root[claim], self._members[claim] = claim, [claim]
        return self._root[claim]

    def _union(self, number: int, kept: str, gone: str) -> None:
        for claim in self._members.pop(gone):
            self._root[claim] = kept
            self._members[kept].append(claim)
        self._apart.join(kept, gone)
        self._joined_by[kept] = self._joined_by.pop(gone, number)
