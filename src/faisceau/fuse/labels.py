"""How well a quote can stand alone as the name of an event."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from faisceau.knowledge import has, languages, load_toml
from faisceau.knowledge.folding import fold

_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class _Openings(msgspec.Struct, frozen=True):
    fragments: str
    pronouns: str


@cache
def _openings() -> tuple[frozenset[str], frozenset[str]]:
    paths = [f"languages/{lang}/labels.toml" for lang in languages()]
    known = [load_toml(path, _Openings) for path in paths if has(path)]
    fragments = frozenset(word for each in known for word in each.fragments.split())
    return fragments, frozenset(word for each in known for word in each.pronouns.split())


def opening(quote: str) -> int:
    """2 for a quote that opens like a piece of a sentence, 1 like one about somebody named before, 0 for a whole one."""
    first = _FIRST.search(fold(quote))
    if first is None or (not quote[:1].isalnum() and quote[:1] not in "«“\"'‘*"):
        return 2
    fragments, pronouns = _openings()
    return 2 if first[0] in fragments else 1 if first[0] in pronouns else 0
