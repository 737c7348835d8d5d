"""How the names of what is seen of a candidate begin (`seen.py`, `meanings.py`), and who looks at names that begin so.

Each beginning is written here and nowhere else. Learnt weights know the names whole: to change one is to learn again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Flag, auto
from functools import cache


class For(Flag):
    """Who looks at a name.

    `NETWORK`: the vectors of the words do not hold it: what the rules and the tree say. `NOBODY`: it may speak for nobody
    filling a role. `NO_DATE`: it may speak for there being no date. `MEANING`: it tells what words mean, not which they are.
    """

    NETWORK = auto()
    NOBODY = auto()
    NO_DATE = auto()
    MEANING = auto()


_NETWORK, _NOBODY, _NO_DATE, _MEANING = For.NETWORK, For.NOBODY, For.NO_DATE, For.MEANING
_ALL_BUT_MEANING = _NETWORK | _NOBODY | _NO_DATE

TENSE = "tense="
BEGINNINGS: dict[str, For] = {
    # what the rules say
    "rule.": _ALL_BUT_MEANING,
    "rule=": _ALL_BUT_MEANING,
    "doubt": _NETWORK | _NOBODY,
    "negated": _NETWORK,
    # the predicate and what hangs on it
    "head=": _NOBODY | _NO_DATE,
    "form=": _ALL_BUT_MEANING,
    "link=": _ALL_BUT_MEANING,
    "pos=": _NETWORK,
    "set.apart": _NETWORK,
    "own.kind": _ALL_BUT_MEANING,
    "own.root": _ALL_BUT_MEANING,
    "own.content": _NETWORK | _NOBODY,
    "own.lemma": _NOBODY,
    "own.row": _NOBODY,
    "own.row=none": _NETWORK,
    "core.kind": _NETWORK | _NOBODY,
    "core.root": _NETWORK | _NOBODY,
    "core.content": _NETWORK | _NOBODY,
    "core.lemma": _NOBODY,
    "core.row": _NOBODY,
    "core.row=none": _NETWORK,
    "has=": _NETWORK | _NOBODY,
    "subj.pos": _NOBODY,
    "person=": _NETWORK,
    TENSE: _ALL_BUT_MEANING,
    "copula": _ALL_BUT_MEANING,
    "passive": _ALL_BUT_MEANING,
    "reflexive": _NETWORK,
    # the clauses about it
    "above.link": _ALL_BUT_MEANING,
    "above.content": _ALL_BUT_MEANING,
    "above.kind": _NETWORK | _NOBODY,
    "above=": _NOBODY,
    "above=none": _NETWORK,
    "below": _NETWORK | _NOBODY,
    "reports": _NETWORK,
    "mark=": _ALL_BUT_MEANING,
    # its words, as a whole
    "first.": _ALL_BUT_MEANING,
    "judges": _NETWORK | _NO_DATE,
    "marks": _NETWORK,
    "length=": _NETWORK | _NOBODY,
    "share=": _NETWORK | _NOBODY,
    "ends=": _NETWORK,
    # who says it
    "quoted": _ALL_BUT_MEANING,
    "voice=": _ALL_BUT_MEANING,
    "voice.cue=": _NOBODY | _NO_DATE,
    # who and what is in it
    "subject=": _NETWORK,
    "object=": _NETWORK,
    "roles=": _NETWORK | _NOBODY,
    "good=": _NETWORK | _NOBODY,
    "quantity": _NETWORK,
    "unit=": _NETWORK,
    "items": _NETWORK | _NOBODY,
    "time": _NETWORK | _NO_DATE,
    # where it stands
    "sentence=": _ALL_BUT_MEANING,
    "inside": _NETWORK,
    "holds": _NETWORK,
    # what words mean
    "before=": _NETWORK | _MEANING,
    "after=": _NETWORK | _MEANING,
    "means.": _NETWORK | _MEANING,
    "like": _MEANING,
    "akin": _MEANING,
}

OF_WORDS = ("verb=", "of=")
"""How the names of what is seen of a party (`parties.py`) begin where they name words, which the network sees by itself."""


def looked_at(names: Iterable[str], by: For) -> Iterator[str]:
    """Those of `names` that `by` looks at, in their order."""
    beginnings = _beginnings(by)
    return (name for name in names if name.startswith(beginnings))


@cache
def _beginnings(by: For) -> tuple[str, ...]:
    return tuple(beginning for beginning, looking in BEGINNINGS.items() if by in looking)
