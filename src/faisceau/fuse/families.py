"""Families of goods, and which of two goods contains the other."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from faisceau.fuse.words import fold
from faisceau.knowledge import load_toml
from faisceau.knowledge.goods import goods_named

_PATH = "ontology/families.toml"
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
    """Categories that a wording names, words with another use in running text left out ("or", "train")."""
    return frozenset(goods_named(words, lang, running=True))
