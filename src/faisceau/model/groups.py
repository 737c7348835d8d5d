"""Things joined two by two into groups: whoever is joined to one of a group is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T", str, int)


class Groups(Generic[T]):
    """Groups of the members given, each alone at first. The least of a group stands for it, in whatever order they are joined."""

    def __init__(self, members: Iterable[T]) -> None:
        self._above: dict[T, T] = {member: member for member in members}

    def root(self, member: T) -> T:
        """The least member of the group that holds `member`. Raises `KeyError` where no group does."""
        while self._above[member] != member:
            self._above[member] = self._above[self._above[member]]  # the way is half as long the next time
            member = self._above[member]
        return member

    def join(self, members: Iterable[T]) -> None:
        """Make one group of all that hold a member; nothing where none is given."""
        roots = {self.root(member) for member in members}
        if roots:
            self._above.update(dict.fromkeys(roots, min(roots)))

    def lists(self) -> list[list[T]]:
        """The members of each group in the order in which they were given, the groups by their least."""
        found: dict[T, list[T]] = defaultdict(list)
        for member in self._above:
            found[self.root(member)].append(member)
        return [found[root] for root in sorted(found)]
