"""Which articles are one witness: copies of one text, agency copy, one publisher's family.

Copies are found by MinHash over word shingles (Broder 1997) banded for locality (Indyk and Motwani 1998), with sentences in
common for cut copies; either is then verified on the shingles themselves by containment, |A ∩ B| / min(|A|, |B|).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from urllib.parse import urlsplit

import msgspec
import numpy as np
import numpy.typing as npt
from datasketch import MinHash, MinHashLSH

from faisceau.fuse.words import fold
from faisceau.knowledge import has, load_rows, load_toml
from faisceau.knowledge.gazetteer import MediumRow
from faisceau.model.text import Article

Runs = npt.NDArray[np.uint64]
SHINGLE = 5  # words
PERMUTATIONS = 128
SEED = 1
BANDING = 0.2  # Jaccard index that the bands aim at: low, since every candidate is verified
CONTAINED = 0.4  # of five-word runs: one word in six may have been changed, half the text cut
FEW = 15
CONTAINED_FEW = 0.8
SENTENCE = 8  # words that make a sentence telling enough to be a candidate's key
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?\n]+")
_BLANK = re.compile(r"\s+")
_TAIL = 160
_HEAD = 160


class _Credits(msgspec.Struct, frozen=True):
    dateline: tuple[str, ...] = ()
    final: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    not_agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What ties an article to others: the `text` that it shares, and `houses` (publisher families, agencies)."""

    text: str
    houses: frozenset[str]


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def shingles(text: str) -> Runs:
    """Sorted hashes of every run of `SHINGLE` folded words; of the whole text where it is shorter."""
    words = _WORD.findall(fold(text))
    last = max(1, len(words) - SHINGLE + 1)
    return np.array(sorted({_digest(" ".join(words[i : i + SHINGLE])) for i in range(last)}), dtype=np.uint64)


def _sentences(text: str) -> frozenset[int]:
    found = (_WORD.findall(part) for part in _STOP.split(fold(text)))
    return frozenset(_digest(" ".join(words)) for words in found if len(words) >= SENTENCE)


def _minhash(runs: Runs) -> MinHash:
    sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=lambda value: value & 0xFFFFFFFF)
    sketch.update_batch(runs.tolist())
    return sketch


def is_copy(a: Runs, b: Runs) -> bool:
    """Whether one text carries the other: of a few lines, nearly all must be shared; of more, `CONTAINED`."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared >= (CONTAINED if shared >= FEW else CONTAINED_FEW) * min(len(a), len(b))


def _candidates(runs: Mapping[str, Runs], texts: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Pairs of `texts` keys that may be copies: same bands, or a sentence in common (chained, so linear in articles).

    Pairs whose sketches put their containment far below `CONTAINED` are left out: the sketch's standard error on a Jaccard
    index J is sqrt(J (1 - J) / permutations), and three of these are allowed for.
    """
    lsh = MinHashLSH(threshold=BANDING, num_perm=PERMUTATIONS)
    sketches: dict[str, MinHash] = {}
    pairs: set[tuple[str, str]] = set()
    holders: dict[int, list[str]] = defaultdict(list)
    for key in sorted(texts):
        sketches[key] = sketch = _minhash(runs[key])
        for other in lsh.query(sketch):
            index = sketch.jaccard(sketches[str(other)])
            likely = index + 3 * math.sqrt(index * (1 - index) / PERMUTATIONS)
            small, both = min(len(runs[key]), len(runs[str(other)])), len(runs[key]) + len(runs[str(other)])
            if likely / (1 + likely) * both >= CONTAINED * small:
                pairs.add((min(str(other), key), max(str(other), key)))
        lsh.insert(key, sketch)
        for sentence in _sentences(texts[key]):
            holders[sentence].append(key)
    for keys in holders.values():
        pairs.update(pairwise(keys))
    return sorted(pairs)


def copies(articles: Sequence[Article]) -> dict[str, str]:
    """For each article id the name of its text: articles with one name carry one text, whole, edited or cut.

    Memory is that of the articles' runs of words and sketches: about eight bytes a word and two kilobytes an article.
    """
    plain = {article.id: _BLANK.sub(" ", fold(article.text)).strip() for article in articles}
    name_of = {identity: f"{_digest(text or identity):016x}" for identity, text in plain.items()}
    texts = {name_of[identity]: text for identity, text in sorted(plain.items()) if text}
    runs = {name: shingles(text) for name, text in texts.items()}
    parent = {name: name for name in name_of.values()}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for a, b in _candidates(runs, texts):
        if root(a) != root(b) and is_copy(runs[a], runs[b]):
            first, second = sorted((root(a), root(b)))
            parent[second] = first
    return {identity: root(name) for identity, name in name_of.items()}


@cache
def _media() -> tuple[dict[str, MediumRow], dict[str, MediumRow]]:
    """Media by folded name or id, and by web domain."""
    rows = load_rows("actors/media.tsv", MediumRow) if has("actors/media.tsv") else ()
    names = {fold(name): row for row in rows for name in (row.id, *row.names)}
    domains = {domain: row for row in rows for domain in row.domains}
    return names, domains


def house_of(publisher: str | None, url: str | None = None) -> str | None:
    """The publisher's family as shipped, else its own folded name; by web address where no publisher is given."""
    names, domains = _media()
    row = names.get(fold(publisher)) if publisher else None
    host = (urlsplit(url).hostname or "") if url else ""
    while row is None and "." in host:
        row = domains.get(host)
        host = host.partition(".")[2]
    if row:
        return row.family or fold(row.id)
    return fold(publisher) if publisher else None


def house_of_actor(actor: str) -> str | None:
    """The family of a medium named as a source, None where the actor is no medium."""
    row = _media()[0].get(fold(actor))
    return (row.family or fold(row.id)) if row else None


@cache
def _patterns(lang: str) -> tuple[tuple[bool, re.Pattern[str]], ...]:
    path = f"languages/{lang}/credits.toml"
    known = load_toml(path, _Credits) if has(path) else _Credits()
    whole = [(True, re.compile(pattern)) for pattern in (*known.dateline, *known.final)]
    return (*whole, *((False, re.compile(pattern)) for pattern in known.partial))


def agency_credits(text: str, lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Houses of the agencies whose text this is, and of those that it draws on in part, from its first and last lines.

    A mark in capitals that no shipped agency signs with may be a journalist's: it ties articles but does not make the text
    another's than its publisher's.
    """
    path = f"languages/{lang}/credits.toml"
    refused = load_toml(path, _Credits).not_agencies if has(path) else ()
    whole: set[str] = set()
    partial: set[str] = set()
    head, tail = text[:_HEAD], text.rstrip()[-_TAIL:]
    for is_whole, pattern in _patterns(lang):
        for zone in (head, tail):
            for found in pattern.finditer(zone):
                for mark in re.split(r"\s*(?:/|,|\bet\b)\s*", found[1]):
                    known = _media()[0].get(fold(mark))
                    is_agency = known.kind == "agency" if known else mark.isupper()
                    if mark and is_agency and mark not in refused:
                        (whole if is_whole and known else partial).add(house_of(mark) or fold(mark))
    return frozenset(whole), frozenset(partial - whole)


def marks_of(articles: Sequence[Article]) -> dict[str, Marks]:
    """The marks of every article, by id. An agency's whole text counts as the agency's, whoever prints it."""
    text = copies(articles)
    marks: dict[str, Marks] = {}
    for article in articles:
        whole, partial = agency_credits(article.text, article.lang or "fr")
        own = house_of(article.publisher, article.url)
        houses = whole or partial | ({own} if own else frozenset())
        marks[article.id] = Marks(text[article.id], frozenset(houses))
    return marks
