"""Patterns of variables in theses: `kind(args)` with `$X` for an actor or good, `@group`, `*`, or an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from faisceau.errors import Code, FaisceauError
from faisceau.model.theses import Thesis
from faisceau.model.variables import UNKNOWN, Named, parsed

Bound = Mapping[str, str]
Groups = Mapping[str, tuple[str, ...]]
_KINDS = {
    "flow": 3, "need": 2, "pressure": 1, "constraint": 2, "monitoring": 1, "commitment": 1, "capability": 2, "alignment": 2,
    "reaction": 1,
}  # fmt: skip
_UNORDERED = "alignment"


class Patterns:
    """The patterns of one thesis. Raises `FaisceauError` (bad_thesis) where one cannot be read."""

    def __init__(self, thesis: Thesis, groups: Groups) -> None:
        self._groups = groups
        self._thesis = thesis
        self._where = {name.removeprefix("$"): self._ids(told) for name, told in thesis.where.items()}
        told = (thesis.from_, thesis.to, *thesis.through)
        self.start, self.end, *self.through = [self._read(each) for each in told]
        named = {arg for pattern in (self.start, self.end, *self.through) for arg in pattern.args if arg[:1] == "$"}
        for name in self._where:
            if f"${name}" not in named:
                self._refuse(f"where names ${name}, which no pattern has")

    def _refuse(self, why: str) -> None:
        raise FaisceauError(Code.BAD_THESIS, f"Thesis {self._thesis.id!r}: {why}.")

    def _read(self, told: str) -> Named:
        found = parsed(told.strip())
        wanted = _KINDS.get(found.kind)
        if wanted is None or not told.strip().endswith(")"):
            self._refuse(f"{told!r} is of no kind of variable ({', '.join(_KINDS)})")
        if len(found.args) != wanted or not all(found.args):
            self._refuse(f"{told!r} needs {wanted} arguments")
        for arg in found.args:
            if arg.startswith("@"):
                self._ids(arg)
        return found

    def _ids(self, told: str) -> frozenset[str]:
        ids: set[str] = set()
        for each in (part.strip() for part in told.split("|")):
            if each.startswith("@"):
                if each[1:] not in self._groups:
                    self._refuse(f"there is no group {each}; there are: {', '.join(sorted(self._groups)) or 'none'}")
                ids.update(self._groups[each[1:]])
            else:
                ids.add(each)
        return frozenset(ids)

    def fits(self, pattern: Named, name: str, bound: Bound) -> Iterator[Bound]:
        """Every way in which a variable fits a pattern, what is bound already kept, in a fixed order."""
        own = parsed(name)
        if own.kind != pattern.kind or len(own.args) != len(pattern.args):
            return
        orders = sorted(set(permutations(own.args))) if own.kind == _UNORDERED else [own.args]
        for args in orders:
            yield from self._each(list(zip(pattern.args, args, strict=True)), dict(bound))

    def _each(self, pairs: list[tuple[str, str]], bound: dict[str, str]) -> Iterator[Bound]:
        if not pairs:
            yield bound
            return
        (wanted, told), rest = pairs[0], pairs[1:]
        members = [] if told == UNKNOWN else sorted(told.split("+"))
        if wanted == "*":
            yield from self._each(rest, bound)
        elif wanted.startswith("$"):
            name = wanted[1:]
            for member in members:
                known = bound.get(name)
                taken = member in bound.values() if known is None else known != member
                if not taken and member in self._where.get(name, {member}):
                    yield from self._each(rest, bound | {name: member})
        elif any(member in self._ids(wanted) for member in members):
            yield from self._each(rest, bound)
