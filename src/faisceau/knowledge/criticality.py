"""How badly something is needed, by the words that say so."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from faisceau import knowledge
from faisceau.knowledge.wording import fold
from faisceau.model.dependence import Criticality


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    vital: tuple[str, ...]
    important: tuple[str, ...]


@cache
def _patterns(lang: str) -> tuple[tuple[Criticality, re.Pattern[str]], ...]:
    path = f"languages/{lang}/criticality.toml"
    if not knowledge.has(path):
        return ()
    words = knowledge.load_toml(path, _Words)
    return ("vital", _any_of(words.vital)), ("important", _any_of(words.important))


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    stems = (re.escape(word.rstrip(".")) + (r"\b" if word.endswith(".") else "") for word in words)
    return re.compile(rf"\b(?:{'|'.join(stems)})")


def criticality(text: str, lang: str) -> Criticality:
    """The strongest that the words state, `unstated` where they do not say. Raises `FaisceauError` (bad_knowledge)."""
    folded = fold(text)
    return next((grade for grade, pattern in _patterns(lang) if pattern.search(folded)), "unstated")
