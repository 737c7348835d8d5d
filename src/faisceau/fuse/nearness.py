"""Which propositions may be one event, and which may tie two: all pairs worth comparing, those that were compared before left out.

A proposition has a seal: a digest of all that comparing it rests on, the weights of its words included. A pair of which both
seals are as they were is not compared again.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from faisceau.fuse.blocking import pair_codes
from faisceau.fuse.features import Proposition
from faisceau.fuse.held import Hashes, Held, Numbers, place_of
from faisceau.fuse.rarity import weighed
from faisceau.fuse.same_event import is_plan_of, score
from faisceau.model.memory import Memory

SAME_EVENT = -1.0
"""Mean log odds from which groups are one event: where hand-grouped sets and own claims alike keep their precision."""
CHANCE, FEW = 0.27, 128
"""Added for each doubling of the propositions above `FEW`: among many, more pairs are alike by chance."""
_NAME = "nearness"
_MOST_KEPT = 200_000_000  # pairs: those of some two million claims


class _Kept(Struct, frozen=True):
    """What was compared: for each proposition its seal (64 bits), with how many after it (`met`, 32 bits), and with which
    (`others`, 32 bits). `scored` (pairs as numbers, 64 bits) have the `scores` (64 bits), `tied` may tie events."""

    threshold: float = 0.0
    seals: bytes = b""
    met: bytes = b""
    others: bytes = b""
    scored: bytes = b""
    scores: bytes = b""
    tied: bytes = b""


class Nearness:
    """The pairs of `propositions`, sorted by content: `near` with their scores, and `tied` (a denial and what is told, a plan
    and what is done). `seals` stand for each proposition and the weights of what it has."""

    def __init__(self, propositions: Sequence[Proposition], memory: Memory) -> None:
        words = Held.of(propositions, lambda known: known.stems)
        self._known = propositions
        self.rarity, self.seals = weighed(propositions, words)
        self.threshold = SAME_EVENT + CHANCE * max(0, (len(propositions) // FEW).bit_length() - 1)
        self._codes = pair_codes(propositions, words)
        self._scores: dict[int, float] = {}
        near, tied, fresh = self._recalled(memory)
        for code in fresh.tolist():
            a, b = divmod(code, len(propositions))
            first, second = propositions[a], propositions[b]
            if first.denial != second.denial or is_plan_of(first, second):
                tied.append(code)
                continue
            value = score(first, second, self.rarity)
            if value >= self.threshold:
                self._scores[code] = value
                near.append(code)
        size = len(propositions)
        self.near = [(self._scores[code], *divmod(code, size)) for code in near]
        self.tied = [divmod(code, size) for code in sorted(tied)]
        self._used = set(near)

    def score(self, a: int, b: int) -> float:
        """How near two are, `a` before `b`."""
        code = a * len(self._known) + b
        self._used.add(code)
        if code not in self._scores:
            self._scores[code] = score(self._known[a], self._known[b], self.rarity)
        return self._scores[code]

    def note(self, memory: Memory) -> None:
        """Keep what was compared for the next time."""
        if len(self._codes) > _MOST_KEPT:
            return
        size = max(1, len(self._known))
        scored = np.array(sorted(self._used), dtype=np.int64)
        kept = _Kept(
            self.threshold,
            self.seals.tobytes(),
            np.bincount(self._codes // size, minlength=len(self._known)).astype(np.uint32).tobytes(),
            (self._codes % size).astype(np.uint32).tobytes(),
            scored.tobytes(),
            np.array([self._scores[code] for code in scored.tolist()], dtype=np.float64).tobytes(),
            np.array([a * size + b for a, b in self.tied], dtype=np.int64).tobytes(),
        )
        memory.note(_NAME, kept)

    def _recalled(self, memory: Memory) -> tuple[list[int], list[int], Numbers]:
        """Which pairs were found near, which to tie events, and which are to be compared. What scores are known is noted."""
        kept = memory.last(_NAME, _Kept, _Kept())
        if kept.threshold != self.threshold or not kept.others:
            return [], [], self._codes
        before: Hashes = np.frombuffer(kept.seals, dtype=np.uint64)
        size, old_size = len(self._known), len(before)
        order = np.argsort(before)
        was_at = place_of(self.seals, before[order])
        was_at = np.where(was_at >= 0, order[was_at], -1)
        now_at = np.full(old_size, -1, dtype=np.int64)
        now_at[was_at[was_at >= 0]] = np.flatnonzero(was_at >= 0)
        met = np.frombuffer(kept.met, dtype=np.uint32)
        old_codes = np.repeat(np.arange(old_size, dtype=np.int64), met) * old_size
        old_codes += np.frombuffer(kept.others, dtype=np.uint32)

        first, second = was_at[self._codes // size], was_at[self._codes % size]
        both = np.where((first >= 0) & (second >= 0), first * old_size + second, -1)
        known = place_of(both, old_codes) >= 0

        def now(data: bytes) -> Numbers:
            """Pairs that were, as they are now called; -1 where one of the two is gone."""
            codes = np.frombuffer(data, dtype=np.int64)
            a, b = now_at[codes // old_size], now_at[codes % old_size]
            return np.where((a >= 0) & (b >= 0), a * size + b, -1)

        scored, scores = now(kept.scored), np.frombuffer(kept.scores, dtype=np.float64)
        there = scored >= 0
        self._scores.update(zip(scored[there].tolist(), scores[there].tolist(), strict=True))
        again = self._codes[known]
        is_near = (place_of(scored, again) >= 0) & (scores >= self.threshold)
        tied = now(kept.tied)
        return scored[is_near].tolist(), tied[place_of(tied, again) >= 0].tolist(), self._codes[~known]
