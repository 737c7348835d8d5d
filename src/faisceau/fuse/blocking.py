"""Which pairs of propositions are worth comparing, found without comparing all.

A proposition enters a block for each of its rarest words and numbers and for each mix of what it is about (an act and who is
named, two acts, a good and who is named, parties and time). In a block of up to `BLOCK` all are compared; in a larger one,
put in content order with the rarest words first, each with its `WINDOW` followers (the sorted neighbourhood of Hernández
and Stolfo 1995). So a frequent key costs no more than a rare one, and pairs grow in step with propositions.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
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
    shared = sorted((word for word in proposition.stems if seen[word] > 1), key=lambda word: (_level(seen[word]), word))
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
    """Rarest words first, so that neighbours in a large block share what is telling."""
    return sorted(proposition.stems, key=lambda word: (seen[word] < 2, _level(seen[word]), word)), proposition.key


def _level(count: int) -> int:
    """How many binary digits: a count that grows by one seldom changes what is rarest."""
    return count.bit_length()


def candidate_pairs(propositions: Sequence[Proposition]) -> Iterator[tuple[int, int]]:
    """Index pairs (smaller first), each once, in an order that rests on content alone.

    Pairs are made as they are asked for; what is held meanwhile are the blocks, a few dozen numbers for each proposition.
    """
    seen = Counter(word for proposition in propositions for word in proposition.stems)
    ranked = sorted(range(len(propositions)), key=lambda index: _order(propositions[index], seen))
    blocks: dict[Key, array[int]] = defaultdict(lambda: array("I"))
    entered: list[list[array[int]]] = []
    for rank, index in enumerate(ranked):
        own = [blocks[key] for key in dict.fromkeys(_keys(propositions[index], seen))]
        for block in own:
            block.append(rank)
        entered.append(own)
    for rank, index in enumerate(ranked):
        near: set[int] = set()
        for block in entered[rank]:
            if len(block) == 1:
                continue
            place = bisect_right(block, rank)
            near.update(block[place:] if len(block) <= BLOCK else block[place : place + WINDOW])
        for other in sorted(near):
            second = ranked[other]
            yield (index, second) if index < second else (second, index)
