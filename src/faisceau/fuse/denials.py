"""Which claims say that something is not so: told by status and polarity, less the negations that leave the act standing."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from faisceau.knowledge import has, languages, load_toml
from faisceau.knowledge.folding import fold
from faisceau.model.claims import Claim


class _Patterns(msgspec.Struct, frozen=True):
    qualified: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()


@cache
def _patterns(which: str) -> tuple[re.Pattern[str], ...]:
    paths = [f"languages/{lang}/denials.toml" for lang in languages()]
    known = [load_toml(path, _Patterns) for path in paths if has(path)]
    return tuple(re.compile(pattern) for each in known for pattern in getattr(each, which))


@cache
def _says(which: str, quote: str) -> bool:
    folded = fold(quote).replace("’", "'")
    return any(pattern.search(folded) for pattern in _patterns(which))


def leaves_open(claim: Claim) -> bool:
    """Whether the claim's negation says that the act is possible ("does not rule out")."""
    return claim.polarity == "-" and _says("open", claim.quote)


def says_what(after: str) -> bool:
    """Whether what stands after the word that denies says what is denied, rather than takes up what was said before."""
    return _says("told", after)


def calls_untrue(words: str) -> bool:
    """Whether the words say that what was said is not true ("c'est faux")."""
    return _says("untrue", words)


def is_denial(claim: Claim) -> bool:
    """Whether the claim says that an act is not so: denied, or negated with no more than its reason or share left out."""
    if claim.status == "denied":
        return True
    return claim.polarity == "-" and not leaves_open(claim) and not _says("qualified", claim.quote)
