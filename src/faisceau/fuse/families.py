"""Families of goods, and which of two goods contains the other."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import msgspec

from faisceau.knowledge import load_toml
from faisceau.knowledge.folding import fold
from faisceau.knowledge.goods import category_of, goods_named, is_homonym

_PATH = "ontology/families.toml"
SHORT = 4  # letters: shorter words are too often something else
_WORD = re.compile(r"[^\W\d_]+")


class _Family(msgspec.Struct, frozen=True):
    id: str
    head: str
    members: tuple[str, ...]
    general: tuple[str, ...]


class _Families(msgspec.Struct, frozen=True):
    family: tuple[_Family, ...]


@cache
def _by_category() -> dict[str, _Family]:
    return {category: family for family in load_toml(_PATH, _Families).family for category in family.members}


def family_of(category: str) -> str:
    """The family of a category, the category itself where it has none."""
    family = _by_category().get(category)
    return family.id if family else category


@cache
def reach(category: str, words: str) -> frozenset[str]:
    """The categories that a denial of `category`, named in `words`, denies: its whole family where a general word says so."""
    family = _by_category().get(category)
    if family and category == family.head and set(_WORD.findall(fold(words))) & set(family.general):
        return frozenset(family.members)
    return frozenset({category})


@cache
def named_goods(words: str, lang: str) -> frozenset[str]:
    """Categories that any word of a wording falls in, and its words together, short ones left out, and homonyms, and those that
    only say of what sort another good is ("train blindé").
    """
    told = [word for word in _WORD.findall(words) if len(word) >= SHORT]
    whole = " ".join(told)
    found = {category_of(whole, lang)} & {*goods_named(whole, lang, running=True)}
    for before, word in pairwise(["", *told]):
        if is_homonym(word, lang):
            continue
        own = category_of(word, lang)
        together = category_of(f"{before} {word}", lang)
        if own == together or own in goods_named(f"{before} {word}", lang):
            found.add(own)
    return frozenset(category for category in found if category)
