"""What a user calls a variable by."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from faisceau.errors import Code, FaisceauError

_SHOWN = 40


def chosen(words: str, known: Iterable[str], labels: Mapping[str, str] | None = None, what: str | None = None) -> str:
    """The one variable of `known` that `words` name: its id or label, else the only one with all these words in either.

    Case and accents do not count. `what` says what they are, where they are no variables. Raises `FaisceauError`:
    bad_option, naming those that it might be; empty_map.
    """
    names = sorted(known)
    told = {name: (_folded(name), _folded((labels or {}).get(name, ""))) for name in names}
    wanted = _folded(words)
    exact = [name for name in names if wanted and wanted in told[name]]
    parts = wanted.replace("(", " ").replace(")", " ").replace(",", " ").split()
    found = exact or [name for name in names if parts and all(any(p in text for text in told[name]) for p in parts)]
    if len(found) == 1:
        return found[0]
    if what is not None:
        others = _listed(found or names) or "none"
        raise FaisceauError(Code.BAD_OPTION, f"{words!r} is not {what}; there are: {others}.")
    if not names:
        detail = f"{words!r} is not on the map: it has no variable, since no causal claim names one at both ends."
        raise FaisceauError(Code.EMPTY_MAP, detail)
    why = f"{words!r} is {'none' if not found else 'more than one'} of the map's variables"
    raise FaisceauError(Code.BAD_OPTION, f"{why}: {_listed(found or names)}.")


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _folded(text: str) -> str:
    """Without case and accents; what else Unicode holds for alike ("²", "2") stays apart, as variables that have it are two."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()
