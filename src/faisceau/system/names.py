"""Names of variables: `kind(args)` taken apart and compared, and what a user calls a variable by."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from faisceau.errors import Code, FaisceauError

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


def chosen(words: str, known: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    """The one variable of `known` that `words` name: its id or label, else the only one with all these words in either.

    Case and accents do not count. Raises `FaisceauError` (bad_option), naming those that it might be.
    """
    names = sorted(known)
    told = {name: (_folded(name), _folded((labels or {}).get(name, ""))) for name in names}
    wanted = _folded(words)
    exact = [name for name in names if wanted and wanted in told[name]]
    parts = wanted.replace("(", " ").replace(")", " ").replace(",", " ").split()
    found = exact or [name for name in names if parts and all(any(p in text for text in told[name]) for p in parts)]
    if len(found) == 1:
        return found[0]
    what = f"{words!r} is {'none' if not found else 'more than one'} of the map's variables"
    raise FaisceauError(Code.BAD_OPTION, f"{what}: {', '.join(found or names) or 'it has none'}.")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()
