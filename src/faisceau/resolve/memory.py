"""What is remembered of an article's actors while it is read from the top: who was named, where, how often."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from faisceau.knowledge.gazetteer import fold
from faisceau.model.actors import is_group, is_person
from faisceau.resolve.page import Page

LEAD = 3  # mentions that make a protagonist, and how many times those of anybody else
APART = 2
FAR = 60  # earlier mentions that a noun looks back
_PRIOR = 5.0  # what a state's share of the article weighs, in mentions
_COOLING = 0.5  # what a mention is worth one sentence later
_SUBJECT = 1.5  # what a mention that is a subject weighs
_BESIDE = 40  # code points between quoted words and who speaks in a remark on them
_OPENING = 3  # tokens in which a sentence says where it happens


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
        return is_person(self.actors[0])


class Memory:
    """The actors named so far; `called` are the actors of the whole article by the nouns that call them."""

    def __init__(self, page: Page, called: dict[str, list[str]]) -> None:
        self.page = page
        self.called = called
        self.lead = protagonist(page, frozenset({"person"}))
        self.lead_body = protagonist(page, frozenset({"organisation", "bloc"}))
        self.named = Counter(m.actors[0] for m in page.mentions.values() if m.actors)
        states = page.gazetteer.states
        self._states = [(head, a) for head, m in sorted(page.mentions.items()) for a in m.actors if a in states]
        counts = Counter(state for _, state in self._states)
        self._shares = {state: _PRIOR * n / len(self._states) for state, n in counts.items()}
        self._heat: dict[str, tuple[float, int]] = {}  # state -> how much it was named of late, and in which sentence
        self._next = 0
        self.seen: list[Candidate] = []
        self.times: dict[str, int] = {}  # actor -> how often named; in the order of first mention
        self._starts = [q.start for q in page.layers.quotations]

    def quotation(self, i: int) -> int:
        """Which quotation holds token `i`, -1 for none."""
        start = self.page.tree[i].start
        n = bisect_right(self._starts, start) - 1
        return n if n >= 0 and start < self.page.layers.quotations[n].end else -1

    def opens(self, i: int) -> int | None:
        """The sentence in which the quotation opens that closes right before token `i`; None where none does."""
        tree = self.page.tree
        n = bisect_right(self._starts, tree[i].start) - 1
        if n < 0 or not 0 <= tree[i].start - self.page.layers.quotations[n].end <= _BESIDE:
            return None
        first = tree.at(self.page.layers.quotations[n].start)
        return tree.sentence_index(first) if first is not None else None

    def remember(self, candidate: Candidate) -> None:
        """Add a mention."""
        self.seen.append(candidate)
        for actor in candidate.actors:
            if not is_group(actor):
                self.times[actor] = self.times.get(actor, 0) + 1

    def focus_state(self, i: int) -> str | None:
        """The state that the article is about at token `i`: by its share of the article, and lately named before others."""
        here = self.page.tree.sentence_index(i)
        while self._next < len(self._states) and self._states[self._next][0] < i:
            head, state = self._states[self._next]
            at = self.page.tree.sentence_index(head)
            heat, since = self._heat.get(state, (0.0, at))
            subject = self.page.tree[head].dep.startswith("nsubj")
            self._heat[state] = (heat * _COOLING ** (at - since) + (_SUBJECT if subject else 1.0), at)
            self._next += 1
        best: tuple[float, str] | None = None
        for state, share in self._shares.items():
            heat, since = self._heat.get(state, (0.0, here))
            score = heat * _COOLING ** (here - since) + share
            if best is None or score > best[0]:
                best = (score, state)
        return best[1] if best is not None else None

    def states_told(self, before: int) -> dict[str, int]:
        """How often each state was named in whatever words before token `before`, in the order of first mention."""
        return dict(Counter(state for head, state in self._states if head < before))

    def last_state(self, i: int) -> str | None:
        """The state named last before token `i`."""
        return next((state for head, state in reversed(self._states) if head < i), None)

    def scene(self, i: int, settings: frozenset[str]) -> str | None:
        """The state in which the sentence of token `i` has said before it that it happens: "En Argentine, …"."""
        tree = self.page.tree
        first = tree.sentence(i).first
        for head, state in reversed(self._states):
            case = tree.kid(head, "case") if first <= head < i and tree[head].dep.startswith(("obl", "nmod")) else None
            if case is not None and fold(tree[case].text) in settings:
                return state if head - first <= _OPENING else None
        return None


def protagonist(page: Page, kinds: frozenset[str]) -> str | None:
    """The actor of those kinds of mention whom the article names far more often than any other."""
    named = Counter(m.actors[0] for m in page.mentions.values() if m.kind in kinds and m.actors)
    (first, most), (_, next_) = [*named.most_common(2), (None, 0), (None, 0)][:2]
    return first if most >= LEAD and most >= APART * next_ else None
