"""People's names that the model tears apart, put together before anything else reads the tree.

"Le président Vladimir | Poutine a promis": a second subject of the verb is the family name after a given name; so is one that the
model takes for an adverb or a mark. A name taken for a mark after a title ("le vice-ministre | Ken Untel") is the noun's.
A foreign word with a capital right after a name goes on with it ("trois radars Ground | Master").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from faisceau.knowledge.gazetteer import fold
from faisceau.knowledge.given_names import given_names
from faisceau.model.layers import Token

_NAME = "PROPN"
_FOREIGN = "X"
_MARK = "punct"


def with_names(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of an article with such names put together, each under its given name."""
    made = list(tokens)
    given = given_names()
    for i, j in pairwise(range(len(made))):
        first, family = made[i], made[j]
        if first.pos != _NAME or not first.text[0].isupper() or first.head == i or first.end == family.start:
            continue
        if first.dep == _MARK and i and (noun := _noun_before(made, i)) is not None:
            made[i] = first = replace(first, dep="appos", head=noun)
        if not family.text[0].isupper() or family.head == j:
            continue
        if family.pos == _FOREIGN and family.head != i and not _holds(made, j, i):
            made[j] = replace(family, pos=_NAME, dep="flat:name", head=i)
            continue
        if family.pos != _NAME:
            continue
        if fold(first.text) in given and not _holds(made, i, j) and not _holds(made, j, i):
            made[j] = replace(family, dep="flat:name", head=i)
    return made


def _noun_before(tokens: Sequence[Token], i: int) -> int | None:
    """The noun that ends right before token `i`, past its adjectives."""
    at = i - 1
    while at > 0 and tokens[at].pos == "ADJ":
        at -= 1
    return at if tokens[at].pos in ("NOUN", _NAME) and tokens[at].dep != _MARK else None


def _holds(tokens: Sequence[Token], above: int, at: int) -> bool:
    """Whether token `above` governs token `at`, however far."""
    while tokens[at].head != at:
        at = tokens[at].head
        if at == above:
            return True
    return False
