"""Which pairs of propositions are worth comparing, found without comparing all.

A proposition enters a block for each of its rare words and for each mix of what it is about (actors, act, good, time). A
block larger than `BLOCK` is put in content order and each member paired with its `WINDOW` neighbours (the sorted
neighbourhood of Hernández and Stolfo 1995), so that pairs grow in step with propositions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from faisceau.fuse.features import Proposition

BLOCK = 40
WINDOW = 10
RARE_WORDS = 8

Key = tuple[str, ...]


def _month(proposition: Proposition) -> str:
    days = proposition.days
    return "" if days is None or days.is_open or days.length > 366 else str(days.first // 31)


def _keys(proposition: Proposition, seen: Counter[str]) -> Iterator[Key]:
    shared = sorted((word for word in proposition.stems if seen[word] > 1), key=lambda word: (seen[word], word))
    for word in shared[:RARE_WORDS]:
        yield ("word", word)
    for number in sorted(word for word in shared if len(word) > 1 and word.isdigit()):
        yield ("number", number)
    actors = sorted(proposition.who)
    acts = sorted(proposition.acts)
    for place, act in enumerate(acts):
        for actor in actors:
            yield ("did", act, actor)
        for other in acts[place + 1 :]:
            yield ("acts", act, other)
        if not actors:
            yield ("act", act, _month(proposition))
    for good in sorted(proposition.named_goods):
        for actor in actors:
            yield ("good", good, actor)
    if proposition.flow:
        yield ("flow", str(proposition.flow[0]), str(proposition.flow[1]))
    pair = "+".join(sorted(proposition.actors)[:3])
    yield ("who", pair, proposition.claim.kind, _month(proposition))


def _order(proposition: Proposition, seen: Counter[str]) -> tuple[list[str], str]:
    return sorted(proposition.stems, key=lambda word: (seen[word] < 2, seen[word], word)), proposition.key


def candidate_pairs(propositions: Sequence[Proposition]) -> list[tuple[int, int]]:
    """Index pairs (smaller first), sorted, each once."""
    seen = Counter(word for proposition in propositions for word in proposition.stems)
    order = {index: _order(proposition, seen) for index, proposition in enumerate(propositions)}
    blocks: dict[Key, list[int]] = defaultdict(list)
    for index, proposition in enumerate(propositions):
        for key in _keys(proposition, seen):
            blocks[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        reach = len(members)
        if len(members) > BLOCK:
            members.sort(key=order.__getitem__)
            reach = WINDOW
        for place, first in enumerate(members):
            for second in members[place + 1 : place + 1 + reach]:
                pairs.add((first, second) if first < second else (second, first))
    return sorted(pairs)
