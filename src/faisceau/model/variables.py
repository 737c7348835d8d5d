"""Names of variables taken apart: `kind(args)`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

UNKNOWN = "?"
_TIES = "alignment"  # its arguments are a set: no one gives, none receives


@dataclass(frozen=True, slots=True)
class Named:
    """A variable's name taken apart; a name that is not `kind(args)` is all kind."""

    kind: str
    args: tuple[str, ...]

    def fits(self, other: Named) -> bool:
        """Whether the other one says all that this one says and more: same kind, what is known here is the same there.

        A tie of one actor and an unknown one fits each tie of that actor.
        """
        known = set(self.args) - {UNKNOWN}
        if self.kind != other.kind or self == other or UNKNOWN not in self.args or not known:
            return False
        if self.kind == _TIES:
            return known < set(other.args)
        return len(self.args) == len(other.args) and all(
            own in (its, UNKNOWN) for own, its in zip(self.args, other.args, strict=True)
        )

    def is_part_of(self, whole: Named) -> bool:
        """Whether the other one is this one with more actors: same kind and arguments, but one that has more of "A+B"."""
        if self.kind != whole.kind or self.kind == _TIES or len(self.args) != len(whole.args):
            return False
        differ = [(own, its) for own, its in zip(self.args, whole.args, strict=True) if own != its]
        return (
            len(differ) == 1
            and UNKNOWN not in differ[0]
            and set(differ[0][0].split("+")) < set(differ[0][1].split("+"))
        )


@lru_cache(65536)
def parsed(name: str) -> Named:
    """The name taken apart."""
    kind, mark, rest = name.partition("(")
    if not mark or not rest.endswith(")"):
        return Named(name, (name,))
    return Named(kind.strip(), tuple(arg.strip() for arg in rest[:-1].split(",")))


def is_told(variable: str | None) -> bool:
    """Whether a name says enough to be a variable: something in its parentheses is known."""
    return variable is not None and any(arg != UNKNOWN for arg in parsed(variable).args)


def written(name: str) -> str | None:
    """The name as names are written, None where it is not `kind(args)`."""
    found = parsed(name)
    return f"{found.kind}({', '.join(found.args)})" if name.endswith(")") and found.kind != name else None
