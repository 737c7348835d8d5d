"""An article as a vector of weighted terms: what it says often and others seldom.

A term is the folded stem of a content word. Its weight is its count times the log of how rare it is (Spärck Jones
1972): as rare as in this pile and in general news together, so that the words that all articles of a small pile share still
tell what it is about.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from faisceau.fuse.ground import language_of
from faisceau.fuse.words import UNLISTED, general_shares, stem_of
from faisceau.knowledge.wording import small_letters
from faisceau.model.text import Article

Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]

GENERAL = 4000
"""How many articles of general news the pile's own counts are added to."""
NAMED = 1.5
"""What a word with a capital within a sentence weighs more than others: who and where tell stories apart."""
MOST = 0.25
"""What one term may weigh of a vector of length 1: that two articles are about one person makes them no story."""
KEPT = 160
"""Terms kept of an article, those that weigh most: what bounds memory."""
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.\u00a0\u202f ]\d{3})*(?!\d)")
_CAPITAL = rf"[^\W\d_{small_letters()}]\w+"
_NAME = re.compile(rf"(?<=[\w,;’'(-] ){_CAPITAL}|(?<=[’'-]){_CAPITAL}")
_ROUNDS = 4  # cutting a term down makes the others weigh more
_TITLE = 2  # times that a title counts which is not in the text
_NEWS = 400  # code points in which what an article tells falls from its news to its background, to 1/e
_BACKGROUND = 0.1


@dataclass(frozen=True, slots=True)
class Vector:
    """Terms by number, ascending, with their weights; of length 1 unless there are none."""

    terms: Numbers
    weights: Weights


def counted(article: Article) -> dict[str, float]:
    """How often each stem of content is in the article; names count `NAMED` times."""
    lang = article.lang
    text = article.text
    title = _title_apart(article)
    counts: Counter[str] = Counter(_WORD.findall(text))
    for word in _WORD.findall(title):
        counts[word] += _TITLE
    names = set(_NAME.findall(text))
    found: dict[str, float] = {}
    named: set[str] = set()
    for word, count in counts.items():
        stem = stem_of(word, lang)
        if stem is None:
            continue
        found[stem] = found.get(stem, 0.0) + count
        if word in names:
            named.add(stem)
    return {stem: count * (NAMED if stem in named else 1.0) for stem, count in found.items()}


def _title_apart(article: Article) -> str:
    """The title, where the text does not begin with it."""
    title = article.title or ""
    return "" if title[:60] in article.text[:300] else title


def soon(article: Article) -> dict[str, float]:
    """How soon the article tells each stem of content: 1 at its beginning, falling to 1/e in `_NEWS` code points.

    News tells first what is new, then what led to it: nothing falls below `_BACKGROUND`.
    """
    lang = article.lang
    found: dict[str, float] = {}
    for word in _WORD.findall(_title_apart(article)):
        stem = stem_of(word, lang)
        if stem is not None:
            found[stem] = 1.0
    for word in _WORD.finditer(article.text):
        stem = stem_of(word.group(), lang)
        if stem is not None and stem not in found:
            found[stem] = _BACKGROUND + (1 - _BACKGROUND) * math.exp(-word.start() / _NEWS)
    return found


@dataclass(frozen=True, slots=True)
class Terms:
    """A pile as vectors, in its order; `stems` are the terms by number. What a number means depends on the articles as a set."""

    vectors: tuple[Vector, ...]
    stems: tuple[str, ...]


def terms_of(articles: Sequence[Article]) -> Terms:
    """The articles' vectors."""
    pile = [counted(article) for article in articles]
    holders = Counter(stem for counts in pile for stem in counts)
    known = tuple(sorted(holders))
    number = {stem: place for place, stem in enumerate(known)}
    shares = general_shares(language_of(articles))
    rarity = {
        stem: -math.log((GENERAL * shares.get(stem, UNLISTED) + count) / (GENERAL + len(pile)))
        for stem, count in holders.items()
    }
    weighed = ({number[stem]: count * rarity[stem] for stem, count in counts.items()} for counts in pile)
    return Terms(tuple(_vector(weights) for weights in weighed), known)


def _vector(weights: Mapping[int, float]) -> Vector:
    kept = sorted(sorted(weights, key=lambda term: (-weights[term], term))[:KEPT])
    values = np.array([weights[term] for term in kept], dtype=np.float64)
    for _ in range(_ROUNDS if kept else 0):
        values = np.minimum(values / math.sqrt(float(values @ values)), MOST)
    return Vector(np.array(kept, dtype=np.int64), values / (math.sqrt(float(values @ values)) or 1.0))


def total(parts: Iterable[Vector]) -> Vector:
    """The sum of vectors."""
    found = list(parts)
    terms, place = np.unique(np.concatenate([part.terms for part in found]), return_inverse=True)
    weights: Weights = np.bincount(place, np.concatenate([part.weights for part in found]), len(terms)).astype(float)
    return Vector(terms, weights)


def dot(a: Vector, b: Vector) -> float:
    """The inner product: the cosine of two articles' vectors."""
    if len(a.terms) > len(b.terms):
        a, b = b, a
    if not len(a.terms):
        return 0.0
    place = np.searchsorted(b.terms, a.terms)
    place[place == len(b.terms)] = 0
    shared = b.terms[place] == a.terms
    return float(a.weights[shared] @ b.weights[place[shared]])


def room(vectors: Sequence[Vector]) -> Weights:
    """Zeros, one for each term number that these vectors or sums of them may have: what `dots` works in."""
    return np.zeros(1 + max((int(vector.terms[-1]) for vector in vectors if len(vector.terms)), default=0))


def dots(one: Vector, others: Sequence[Vector], dense: Weights) -> Weights:
    """The inner products of `one` with each of `others`, none of them empty; `dense` is their `room`, given back as it was."""
    if not others:
        return np.zeros(0)
    dense[one.terms] = one.weights
    terms = np.concatenate([other.terms for other in others])
    weights = np.concatenate([other.weights for other in others])
    starts = np.cumsum([0, *(len(other.terms) for other in others[:-1])])
    found: Weights = np.add.reduceat(dense[terms] * weights, starts).astype(np.float64)
    dense[one.terms] = 0.0
    return found
