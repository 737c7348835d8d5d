"""Giving in return: the party that such a sentence leaves out, as in "En échange, Moscou fournit du pétrole".

What is given in return goes to whoever gave first. So the missing party is taken from the nearest exchange told before in
which the named party took part: it is the other one there. This is done only where words say that something is in return.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from msgspec import structs

from faisceau.extract.candidates.stated import as_exchange
from faisceau.extract.reading import Reading
from faisceau.extract.weighing import Weighed
from faisceau.knowledge.counterflow import counterflow
from faisceau.knowledge.wording import fold
from faisceau.model.claims import ActorRef, Claim
from faisceau.model.tree import Tree

REACH = 3
"""Sentences, that of the exchange counted, in which the one that it answers is sought."""


@cache
def _back(lang: str) -> re.Pattern[str] | None:
    words = counterflow(lang).back
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") if words else None


def with_counterparts(reading: Reading, found: Sequence[Weighed]) -> list[Weighed]:
    """The decided claims, in text order, with the parties that the exchanges before them tell."""
    made: list[Weighed] = []
    for each in found:
        other = _counterpart(reading, each.claim, [known.claim for known in made])
        if other is not None:
            filled = {"object": (other,)} if each.claim.subject else {"subject": (other,)}
            claim = as_exchange(reading.page, each.candidate, structs.replace(each.claim, **filled))
            made.append(replace(each, claim=claim, counterpart=other))
        else:
            made.append(each)
    return made


def _counterpart(reading: Reading, claim: Claim, before: Sequence[Claim]) -> ActorRef | None:
    words = _back(reading.page.lang)
    if words is None or claim.kind != "exchange" or bool(claim.subject) == bool(claim.object):
        return None
    tree = reading.page.tree
    place = _sentence(tree, claim)
    if not words.search(fold(reading.page.text[tree.sentences[place].start : claim.end])):
        return None
    here = {ref.id for ref in (*claim.subject, *claim.object)}
    for earlier in reversed(before):
        if place - _sentence(tree, earlier) >= REACH:
            return None
        flow = earlier.flow
        if flow is None or flow.from_ is None or flow.to is None or earlier.polarity == "-":
            continue
        ends = {flow.from_, flow.to}
        if len(ends & here) == 1:
            (other,) = ends - here
            return next((ref for ref in (*earlier.subject, *earlier.object) if ref.id == other), None)
    return None


def _sentence(tree: Tree, claim: Claim) -> int:
    return tree.sentence_index(next(iter(tree.within(claim.start, claim.end)), 0))


__all__ = ["with_counterparts"]
