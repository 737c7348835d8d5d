"""What is remembered of an article's actors while it is read from the top: who was named, where, how often."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from faisceau.resolve.page import Page

_LEAD = 3  # mentions that make a protagonist, and how many times those of anybody else
_APART = 2


@dataclass(frozen=True)
class Candidate:
    """A mention as an antecedent."""

    head: int
    sentence: int
    subject: bool
    plural: bool
    gender: str
    kind: str
    actors: tuple[str, ...]
    quotation: int = -1

    @property
    def person(self) -> bool:
        """Whether one person is meant."""
        return is_person_id(self.actors[0])


def is_person_id(actor: str) -> bool:
    """Whether the id is that of a person: a lower-case slug."""
    return actor.islower() and ":" not in actor


class Memory:
    """The actors named so far; `called` are the actors of the whole article by the nouns that call them."""

    def __init__(self, page: Page, called: dict[str, list[str]]) -> None:
        self.page = page
        self.called = called
        self.lead = protagonist(page)
        self.seen: list[Candidate] = []
        self.times: dict[str, int] = {}  # actor -> how often named; in the order of first mention
        self._starts = [q.start for q in page.layers.quotations]

    def quotation(self, i: int) -> int:
        """Which quotation holds token `i`, -1 for none."""
        start = self.page.tree[i].start
        n = bisect_right(self._starts, start) - 1
        return n if n >= 0 and start < self.page.layers.quotations[n].end else -1

    def remember(self, candidate: Candidate) -> None:
        """Add a mention."""
        self.seen.append(candidate)
        for actor in candidate.actors:
            if not actor.startswith("gen:"):
                self.times[actor] = self.times.get(actor, 0) + 1

    def focus_state(self) -> str | None:
        """The state last named."""
        states = self.page.gazetteer.states
        for c in reversed(self.seen):
            for actor in c.actors:
                if actor in states:
                    return actor
        return None


def protagonist(page: Page) -> str | None:
    """The person whom the article names far more often than any other."""
    named = Counter(m.actors[0] for m in page.mentions.values() if m.kind == "person" and m.actors)
    (first, most), (_, next_) = [*named.most_common(2), (None, 0), (None, 0)][:2]
    return first if most >= _LEAD and most >= _APART * next_ else None
