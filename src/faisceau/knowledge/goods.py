"""The taxonomy of goods: which category a good's name falls in, and what it is called in one direction of trade."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from faisceau.knowledge import load_toml
from faisceau.knowledge.folding import fold

_PATH = "ontology/goods.toml"
_WORD = re.compile(r"[a-z0-9]+")
_KEPT = 4096  # wordings kept for the next question about them: the same words are asked several things in a row


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """One category: `terms` are its words by language; `of`, `to`, `from_` make it the directed form of a general one; one with
    `besides` is no good, and told among a claim's sanctions though no regime names it; one that `packs` is what goods are
    counted in, one of `persons` of people, one that `conveys` of what goods are carried in."""

    id: str
    name: dict[str, str]
    terms: dict[str, tuple[str, ...]] = {}
    of: str | None = None
    to: str | None = None
    from_: str | None = None
    besides: bool = False
    packs: bool = False
    persons: bool = False
    conveys: bool = False


class _Goods(msgspec.Struct, frozen=True):
    category: tuple[Category, ...]
    head_last: frozenset[str]
    skip: dict[str, tuple[str, ...]]
    homonym: dict[str, tuple[str, ...]]


@cache
def categories() -> dict[str, Category]:
    """Every category by id, in the file's order."""
    return {category.id: category for category in load_toml(_PATH, _Goods).category}


@cache
def packaging() -> frozenset[str]:
    """Ids of the categories that goods are counted in: "forty containers" says nothing of what is in them."""
    return frozenset(category.id for category in categories().values() if category.packs)


def is_good(category: str) -> bool:
    """Whether a category is of goods, and not of what is only told beside them (`besides`)."""
    known = categories().get(category)
    return known is None or not known.besides


def label(category: str, lang: str) -> str:
    """The category's name in `lang`, its id where it has none."""
    known = categories().get(category)
    return known.name.get(lang, category) if known else category


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word[-2] != "s" else word


@lru_cache(_KEPT)
def _words(text: str, lang: str) -> tuple[str, ...]:
    """Folded singular words, those of `skip` left out."""
    return tuple(map(_singular, _as_written(text, lang)))


@lru_cache(_KEPT)
def _as_written(text: str, lang: str) -> tuple[str, ...]:
    """Folded words, those of `skip` left out."""
    skip = load_toml(_PATH, _Goods).skip.get(lang, ())
    return tuple(word for word in _WORD.findall(fold(text)) if word not in skip)


@cache
def _terms(lang: str) -> tuple[dict[tuple[str, ...], str], int]:
    table: dict[tuple[str, ...], str] = {}
    for category in categories().values():
        for term in category.terms.get(lang, ()):
            table.setdefault(_words(term, lang), category.id)
    return table, max(map(len, table), default=0)


@cache
def category_of(name: str, lang: str) -> str | None:
    """The category of the longest term among the words of `name`, None where no term occurs.

    Between terms of equal length the head of the phrase decides: the first, the last in the languages of
    `head_last`.
    """
    words = _words(name, lang)
    table, longest = _terms(lang)
    head_last = lang in load_toml(_PATH, _Goods).head_last
    for size in range(min(longest, len(words)), 0, -1):
        starts = range(len(words) - size + 1)
        for start in reversed(starts) if head_last else starts:
            found = table.get(words[start : start + size])
            if found is not None:
                return found
    return None


@cache
def _homonyms(lang: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_as_written(term, lang) for term in load_toml(_PATH, _Goods).homonym.get(lang, ()))


@cache
def is_homonym(word: str, lang: str) -> bool:
    """Whether a word that names a good is, so written, more often another one in running text: "mais", "avoir", not "avoirs"."""
    return _as_written(word, lang) in _homonyms(lang)


@lru_cache(_KEPT)
def goods_named(text: str, lang: str, running: bool = False) -> tuple[str, ...]:
    """Every category that `text` names, in text order, each once: at each word the longest term that begins there, whose
    words name nothing more.

    In `running` text, unlike in the name of a good, homonyms are left out.
    """
    words, written = _words(text, lang), _as_written(text, lang)
    table, longest = _terms(lang)
    left_out = _homonyms(lang) if running else frozenset[tuple[str, ...]]()
    found: list[str] = []
    at = 0
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        size = next((size for size in sizes if words[at : at + size] in table), 0)
        if size and written[at : at + size] not in left_out:
            found.append(table[words[at : at + size]])
        at += size or 1
    return tuple(dict.fromkeys(found))


def as_words(text: str, lang: str) -> str:
    """`text` as folded singular words with a space before, between and after them, those of `skip` left out."""
    return f" {' '.join(_words(text, lang))} "


@cache
def narrowed(category: str, giver: str | None, receiver: str | None) -> str:
    """The directed form of `category` for a flow from `giver` to `receiver` (actor ids), itself where there is none."""
    for known in categories().values():
        if known.of == category and known.to in (None, receiver) and known.from_ in (None, giver):
            return known.id
    return category
