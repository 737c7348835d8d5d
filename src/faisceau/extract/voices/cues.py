"""The voices of prepositions, "selon X", "d'après X", "pour X": of the sentence that they open, else of their clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from faisceau.extract.clauses import Clause
from faisceau.extract.page import Page
from faisceau.extract.stance import Cue
from faisceau.extract.voices.antecedents import agrees
from faisceau.extract.voices.relays import governed, passed_on
from faisceau.extract.voices.sources import ASIDE
from faisceau.extract.voices.speakers import Cast, can_speak
from faisceau.extract.voices.zones import Attribution, Voice
from faisceau.model.actors import is_person
from faisceau.model.claims import ActorRef


class _Use(NamedTuple):
    """A cue as it stands in the text: its first token, whether it opens its sentence, and the token of whom it names."""

    cue: Cue
    first: int
    opens: bool
    target: int


def find_cues(page: Page, clauses: list[Clause], place: dict[int, int], found: Attribution, cast: Cast) -> None:
    """ "selon X", "d'après X", "pour X": the voice of the sentence that they open, else of their clause."""
    for use in _uses(page, found):
        voice = _voice(page, clauses, found, cast, use)
        if voice is not None:
            for start, end in _zones(page, clauses, place, use):
                found.add(page, start, end, voice, "cue")


def _uses(page: Page, found: Attribution) -> Iterator[_Use]:
    """Where words of the text are cues that name something, and not already part of another one."""
    held: set[int] = set()
    for words, cue in page.attributive.cues:
        for first in page.occurrences(words):
            opens = _opens(page, first)
            misplaced = cue.position == "initial" and not opens and page.tree[first - 1].text != ","
            # "un bilan établi par X à partir de sources…"
            other_sense = first > 0 and page.lower(first - 1) in cue.unless_after
            if first in held or first in found.relays or misplaced or other_sense:
                continue
            last = first + len(words) - 1
            held.update(range(first, last + 1))
            target = governed(page, first, last)
            if target is not None:
                yield _Use(cue, first, opens, target)


def _voice(page: Page, clauses: list[Clause], found: Attribution, cast: Cast, use: _Use) -> Voice | None:
    """The voice of whom the cue names; None where that is nobody who speaks."""
    tree, target = page.tree, use.target
    if (use.cue.of != "any" and not can_speak(page, target)) or target in page.time_tokens:
        return None
    by, who = cast.at(target), target
    if tree[target].pos == "PRON" or cast.points_back(target):
        by, who = _last_voice(page, clauses, found, use.first, target) or (by, target)
    if not by:
        return None
    below = [j for j in tree.subtree(target) if j >= use.first]
    end = tree[_last_together(page, below)].end
    if who == target:  # whom the parser hangs on the source behind a comma is another
        by = tuple(ref for ref in by if ref.span is None or ref.span.start < end) or by
    by, chain, _ = passed_on(page, found, by, max(tree[target].end, by[0].span.end if by[0].span else 0), cast)
    return Voice(by, use.cue.stance, tree[use.first].start, end, None, cast.standing(who, by), chain)


def _zones(page: Page, clauses: list[Clause], place: dict[int, int], use: _Use) -> Iterator[tuple[int, int]]:
    """The code points that the cue is about: its sentence, and the next one where the hearsay goes on; or its clause."""
    tree = page.tree
    sentence = tree.sentence(use.first)
    above = None if use.opens else _told(page, clauses, place, use.first, use.target)
    if above is None or above.link == "root":
        yield sentence.start, sentence.end
    else:
        within = [i for i in tree.subtree(above.head) if sentence.first <= i < sentence.last]
        yield min(above.start, tree[within[0]].start), tree[within[-1]].end
    if use.opens and (following := _hearsay_after(page, use.first)) is not None:
        yield following


def _told(page: Page, clauses: list[Clause], place: dict[int, int], first: int, target: int) -> Clause | None:
    """The clause that a prepositional cue is about; set off by a comma it is about more than the nearest clause."""
    n = next((place[a] for a in (target, *page.tree.ancestors(target)) if a in place), None)
    while n is not None and page.tree[first - 1].text == "," and (not clauses[n].finite or clauses[n].link in ASIDE):
        n = clauses[n].governor
    return None if n is None else clauses[n]


def _hearsay_after(page: Page, first: int) -> tuple[int, int] | None:
    """The next sentence of the paragraph where it is told in the conditional of hearsay: the same source goes on."""
    tree = page.tree
    n = tree.sentence_index(first) + 1
    if n >= len(tree.sentences):
        return None
    here = tree.sentences[n]
    if "\n" in page.text[tree[first].start : here.start].rstrip():
        return None
    roots = [i for i in range(here.first, here.last) if tree.is_root(i)]
    verbs = {c for i in roots for c in (i, *tree.kids(i, "aux", "cop"))}
    return (here.start, here.end) if any("Mood=Cnd" in tree[i].morph for i in verbs) else None


def _last_voice(
    page: Page, clauses: list[Clause], found: Attribution, first: int, pronoun: int
) -> tuple[tuple[ActorRef, ...], int] | None:
    """Who spoke last in the paragraph before token `first`: whom "according to him" takes up."""
    sentence = page.tree.sentence(first)
    if page.tree[pronoun].pos == "PRON":
        told = [
            i for i in range(sentence.first, first) if i in found.heads and i not in {r.verb for r, _ in found.remarks}
        ]
        if told:
            return found.heads[told[-1]].by, pronoun
    n = bisect_left(found.remarks, page.tree[first].start, key=lambda r: r[1].start)
    incise, voice = found.remarks[n - 1] if n else (None, None)
    reported = {clauses[m].head: each for m, each in found.reports.items() if clauses[m].head < sentence.first}
    verb = max((i for i in reported if reported.keys().isdisjoint(page.tree.ancestors(i))), default=-1)
    if verb >= 0 and (incise is None or verb > incise.verb):
        by = reported[verb].by
        who = page.tree.at(by[0].span.start) if by and by[0].span else None
        if who is not None and is_person(by[0].id):
            return _where_it_agrees(page, reported[verb], who, first, pronoun)
    if incise is None or voice is None or incise.subject is None:
        return None
    return _where_it_agrees(page, voice, incise.subject, first, pronoun)


def _where_it_agrees(
    page: Page, voice: Voice, who: int, first: int, pronoun: int
) -> tuple[tuple[ActorRef, ...], int] | None:
    """Who spoke, where it was in the paragraph of token `first` and the pronoun may stand for them."""
    if "\n" in page.text[voice.end : page.tree[first].start]:
        return None
    return (voice.by, who) if agrees(page, pronoun, who) else None


def _opens(page: Page, first: int) -> bool:
    """Whether token `first` opens its sentence, but for a conjunction or an adverb."""
    tree = page.tree
    return all(tree[i].pos in ("CCONJ", "ADV", "PUNCT") for i in range(tree.sentence(first).first, first))


def _last_together(page: Page, tokens: list[int]) -> int:
    """The last of the tokens before the first pause."""
    for a, b in pairwise(tokens):
        if b != a + 1 or page.tree[b].text == ",":
            return a
    return tokens[-1]
