"""What the words of a candidate mean, as further names of what is seen: what the lexicon says of them, and their classes.

A word that no training article holds says nothing by itself; that the lexicon knows it for an attack, or that it is used
like "dénoncer" and "condamner" (`weights/classes.tsv`), says much. The acts told just before and after are seen too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from faisceau.extract.candidates.stated import Candidate
from faisceau.knowledge.lexicon import Row, lexicon
from faisceau.knowledge.weights import word_classes

_PLACES = ("word=", "arg=", "subj=", "head=")  # names of `seen` that hold a lemma
_NEAR = 2  # candidates on each side


def meanings(lang: str, names: Iterable[str], root: str) -> Iterator[str]:
    """What the words among `names` mean, alone and beside the `root` that the rules give."""
    for name in names:
        if name.startswith(_PLACES) and "+" not in name:
            alone, beside = _meant(lang, name)
            yield from alone
            for told in beside:
                yield f"{told}+{root}"


@lru_cache(maxsize=1 << 15)
def _meant(lang: str, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a name of a word in its place means: alone, and what is seen beside the root that the rules give."""
    place, _, lemma = name.partition("=")
    alone: list[str] = []
    beside: list[str] = []
    for told in _told(lang, lemma):
        alone.append(f"means.{place}.{told}")
        if told.startswith("root="):
            alone.append(f"means.{told}")
            if place != "head":
                beside.append(f"means.{place}.{told}")
    for size, named in zip(("akin", "like"), word_classes(lang).get(lemma, ()), strict=False):
        alone += (f"{size}.{place}={named}", f"{size}={named}")
    return tuple(alone), tuple(beside)


def near(all_of: Sequence[Candidate], at: int) -> Iterator[str]:
    """The roots that the rules give to what is told just before and after candidate `at`."""
    for n in range(max(0, at - _NEAR), min(len(all_of), at + _NEAR + 1)):
        if n != at:
            yield f"{'before' if n < at else 'after'}={all_of[n].claim.plover}"


@cache
def _told(lang: str, lemma: str) -> tuple[str, ...]:
    """What the lexicon says of a word by itself, as a noun, a verb and an adjective."""
    words = lexicon(lang)
    plain = [r for rows in (words.verbs, words.adjectives) for r in rows.get(lemma, ())[-1:] if not r.with_]
    noun = words.nouns.get(lemma)
    found = {name for row in (*plain, *([noun] if noun is not None else ())) for name in _of(row)}
    return tuple(sorted(found))


def _of(row: Row) -> Iterator[str]:
    yield f"root={row.plover}"
    yield f"kind={row.kind}"
    if row.content:
        yield f"content={row.content}"
