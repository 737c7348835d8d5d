"""Which articles carry one text: whole, cut, reordered, with words replaced, under another headline.

A text is the set of its pairs of content words that stand near one another, in order. Such pairs outlive scattered edits
better than runs of words do: where one word in three is replaced, one run of five in eight is left, and nearly every
second pair. Candidates share hashes of a sketch, the pairs whose hash is low (MinHash by modulus, Broder 1997; with a lower bound
on its size); each is then verified on all pairs of both texts by containment, |A ∩ B| / min(|A|, |B|).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from faisceau.fuse.words import stop_words
from faisceau.knowledge.folding import fold
from faisceau.model.groups import Groups
from faisceau.model.memory import Memory, digest
from faisceau.model.text import Article

Pairs = npt.NDArray[np.uint64]
REACH = 4  # content words from one word of a pair to the other, at most
CONTAINED = (
    0.25  # see evaluation/copies.py: least of texts with 40 % of words replaced; above what one event told twice shares
)
FEW = 60  # pairs, those of some seventeen content words
CONTAINED_FEW = 0.35  # where fewer than these are shared: a name and a date are soon common
CONTAINED_SHORT = 0.8  # where a text has no more than these: two flashes on one event
LEAST = 30  # pairs, those of nine content words
_SHARE = 8  # of the pairs, one in eight is in the sketch,
_LEAST = 64  # but at least so many
_SEEN = 3  # hashes that two sketches must share
_BLOCK = 20  # texts of one hash that are all compared; in larger blocks each with its neighbours
_NEAR = 3
_FACTOR = np.uint64(
    0x9E3779B97F4A7C15
)  # 2^64 divided by the golden ratio: spreads neighbouring values (Knuth 1998, 6.4)
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # and a second round, so that low hashes are an even sample (Steele et al. 2014)
_SHIFT = np.uint64(31)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1 << 18)
def _hash(word: str, lang: str) -> tuple[int, bool]:
    """The hash of a word's folded form, and whether it says something."""
    folded = fold(word)
    telling = len(folded) > 2 and folded not in stop_words(lang)
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "big"), telling


def _words(article: Article) -> list[tuple[int, bool]]:
    lang = article.lang
    return [_hash(word, lang) for word in _WORD.findall(unicodedata.normalize("NFC", article.text))]


def pairs_of(article: Article) -> Pairs:
    """Sorted hashes of the ordered pairs of content words at most `REACH` apart; a lone word's own."""
    return _pairs(_words(article))


def _pairs(words: Sequence[tuple[int, bool]]) -> Pairs:
    values = np.array([value for value, telling in words if telling], dtype=np.uint64)
    if len(values) < 2:
        return values
    steps = range(1, min(REACH, len(values) - 1) + 1)
    with np.errstate(over="ignore"):
        found = np.concatenate([values[:-step] * _FACTOR + values[step:] for step in steps])
        found = (found ^ (found >> _SHIFT)) * _MIX
    return np.unique(found ^ (found >> _SHIFT))


def _sketch(pairs: Pairs) -> Pairs:
    low = int(np.searchsorted(pairs, np.uint64((1 << 64) // _SHARE)))
    return pairs[: max(low, _LEAST)]


def is_copy(a: Pairs, b: Pairs) -> bool:
    """Whether one text carries the other: the fewer pairs there are, the more of them must be shared.

    A single line, of fewer than `LEAST` pairs, is no copy of another unless they are the same to the word.
    """
    shared = len(np.intersect1d(a, b, assume_unique=True))
    least = min(len(a), len(b))
    needed = CONTAINED_SHORT if least < FEW else CONTAINED_FEW if shared < FEW else CONTAINED
    return least >= LEAST and shared >= needed * least


def _candidates(sketches: Sequence[Pairs]) -> Iterator[tuple[int, int]]:
    """Index pairs whose sketches share `_SEEN` hashes, smaller first, sorted.

    Texts of one hash are put in order; in blocks larger than `_BLOCK` each meets its `_NEAR` neighbours only, so that the
    work grows in step with the texts.
    """
    if not sketches:
        return
    values = np.concatenate(sketches)
    owners = np.repeat(np.arange(len(sketches), dtype=np.int64), [len(sketch) for sketch in sketches])
    order = np.argsort(values, kind="stable")  # stable: the texts of one hash stay in order
    values, owners = values[order], owners[order]
    _, sizes = np.unique(values, return_counts=True)
    block = np.repeat(sizes, sizes)
    met: list[npt.NDArray[np.int64]] = []
    for step in range(1, _BLOCK):
        same = values[:-step] == values[step:]
        if step > _NEAR:
            same &= block[:-step] <= _BLOCK
        met.append(owners[:-step][same] * len(sketches) + owners[step:][same])
    codes, counts = np.unique(np.concatenate(met), return_counts=True)
    for code in codes[counts >= _SEEN].tolist():
        yield divmod(code, len(sketches))


class _Text(Struct, frozen=True):
    """The name of a text, and its sketch, empty where it has no word."""

    name: str
    sketch: bytes


def _text(article: Article) -> _Text:
    words = _words(article)
    told = ",".join(f"{value:x}" for value, _ in words) or article.id
    name = blake2b(told.encode(), digest_size=8).hexdigest()
    return _Text(name, _sketch(_pairs(words)).tobytes() if words else b"")


def copies(articles: Sequence[Article], memory: Memory | None = None) -> dict[str, str]:
    """For each article id the name of its text: articles with one name carry one text, whole, edited or cut.

    Memory is that of the sketches, about one kilobyte an article; the pairs of a text are made again where it is compared.
    """
    memory = memory or Memory()
    name_of: dict[str, str] = {}
    article_of: dict[str, Article] = {}
    sketch_of: dict[str, Pairs] = {}
    for article in sorted(articles, key=lambda article: article.id):
        key = digest("text", article.text, article.lang, article.id)
        text = memory.recall(key, _Text, partial(_text, article))
        name = name_of[article.id] = text.name
        if text.sketch and name not in article_of:
            article_of[name] = article
            sketch_of[name] = np.frombuffer(text.sketch, dtype=np.uint64)
    names = sorted(article_of)
    groups = Groups(name_of.values())
    known: dict[str, Pairs] = {}

    def is_one(a: str, b: str) -> bool:
        return is_copy(_kept(a, article_of, known), _kept(b, article_of, known))

    for a, b in _candidates([sketch_of[name] for name in names]):
        one, other = names[a], names[b]
        if groups.root(one) == groups.root(other):
            continue
        if memory.recall(_pair(article_of[one], article_of[other], one, other), bool, partial(is_one, one, other)):
            groups.join((one, other))
    return {identity: groups.root(name) for identity, name in name_of.items()}


def _pair(a: Article, b: Article, one: str, other: str) -> bytes:
    """What a decision on two texts rests on: their words, and the languages whose stop words are left out."""
    return digest("copy", one, a.lang, other, b.lang)


def _kept(name: str, article_of: Mapping[str, Article], known: dict[str, Pairs]) -> Pairs:
    if name not in known:
        known[name] = pairs_of(article_of[name])
    return known[name]
