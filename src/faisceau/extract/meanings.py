"""What the words of a candidate mean, as further names of what is seen: what the lexicon says of them, and their classes.

A word that no training article holds says nothing by itself; that the lexicon knows it for an attack, or that it is used
like "dénoncer" and "condamner" (`weights/classes.tsv`), says much. The acts told just before and after are seen too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from faisceau.extract.candidates import Candidate
from faisceau.knowledge.lexicon import Row, lexicon
from faisceau.knowledge.weights import word_classes

_PLACES = frozenset({"word", "arg", "subj", "head"})  # names of `seen` that hold a lemma
_NEAR = 2  # candidates on each side


def meanings(lang: str, names: Iterable[str], root: str) -> Iterator[str]:
    """What the words among `names` mean, alone and beside the `root` that the rules give."""
    for name in names:
        place, _, lemma = name.partition("=")
        if place not in _PLACES or "+" in lemma:
            continue
        for told in _told(lang, lemma):
            yield f"means.{place}.{told}"
            if told.startswith("root="):
                yield f"means.{told}"
                if place != "head":
                    yield f"means.{place}.{told}+{root}"
        for size, named in zip(("akin", "like"), word_classes(lang).get(lemma, ()), strict=False):
            yield f"{size}.{place}={named}"
            yield f"{size}={named}"


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
