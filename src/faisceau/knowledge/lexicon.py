"""Predicates of a language: what its verbs, event nouns and adjectives state, about whom, how firmly.

A construction is a lemma, alone or with a governed word ("apporter" with "soutien"); the most specific one wins.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from faisceau import knowledge
from faisceau.knowledge.gazetteer import fold
from faisceau.model.claims import Kind, Plover, Status

Content = Literal[
    "say", "claim", "opine", "promise", "plan", "want", "ask", "order", "deny", "fear", "threaten", "forecast", "cause",
    "permit", "prevent", "try", "begin", "continue", "fail", "know", "doubt", "ask_if", "propose",
]  # fmt: skip


class Row(Struct, frozen=True, rename={"with_": "with"}):
    """A construction, as `verbs.tsv`, `nouns.tsv` and `adjectives.tsv` give it.

    `with_` are `word` or `preposition:word` alternatives; `frame` is `slot=role` pairs; `flow` is `subject>object` or
    `object>subject`; `content` says what the predicate does to its content clause; `status` what it forces on its own.
    """

    lemma: str
    with_: tuple[str, ...] = ()
    kind: Kind | None = None
    plover: Plover | None = None
    frame: str = ""
    flow: str | None = None
    content: Content | None = None
    status: Status | None = None

    @property
    def roles(self) -> dict[str, str]:
        """Role of each slot of the frame."""
        return _roles(self.frame)


@cache
def _roles(frame: str) -> dict[str, str]:
    return dict(pair.partition("=")[::2] for pair in frame.split())


class Lexicon(NamedTuple):
    """The constructions of a language by lemma; those with a governed word come before the plain one."""

    verbs: dict[str, tuple[Row, ...]]
    nouns: dict[str, Row]
    adjectives: dict[str, tuple[Row, ...]]
    unaccented: dict[str, str]  # verbs by their folded lemma


def _by_lemma(rows: tuple[Row, ...]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.lemma, []).append(row)
    return {lemma: tuple(sorted(group, key=lambda r: not r.with_)) for lemma, group in found.items()}


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of `lang`. Raises `FaisceauError` (bad_knowledge)."""
    folder = f"languages/{lang}"
    nouns = knowledge.load_rows(f"{folder}/nouns.tsv", Row)
    verbs = _by_lemma(knowledge.load_rows(f"{folder}/verbs.tsv", Row))
    return Lexicon(
        verbs,
        {row.lemma: row for row in reversed(nouns)},
        _by_lemma(knowledge.load_rows(f"{folder}/adjectives.tsv", Row)),
        {fold(lemma): lemma for lemma in sorted(verbs)},
    )
