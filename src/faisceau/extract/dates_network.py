"""What the tuned encoder's vectors say of a claim's date: probabilities of the dates told in its article, and of none.

Each date is scored from the vectors of its words, of the word that it hangs on, and what is seen of it, times the claim's: its
head, its words, and what the network made of it (`network.py`). Learnt by `python -m evaluation.encoder --dates`
(docs/decisions/0015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from faisceau import knowledge
from faisceau.extract.cases import Case
from faisceau.knowledge.arrays import Arrays, load_arrays
from faisceau.knowledge.learnt import Floats, Learnt, gelu, means, places_of
from faisceau.model.text import Span
from faisceau.model.tree import Tree


@dataclass(frozen=True)
class Moment:
    """One of a claim's dates, or none of them: `words` are places of tokens, () for none, `above` that of the word that they
    hang on, `seen` names of things that hold."""

    words: tuple[int, ...]
    above: int
    seen: tuple[str, ...]


def moment_of(tree: Tree, span: Span | None, seen: tuple[str, ...]) -> Moment:
    """The date told by the words at `span`, or no date."""
    words = tuple(tree.within(span.start, span.end)) if span is not None else ()
    above = next((tree[i].head for i in words if tree[i].head not in words), words[0] if words else 0)
    return Moment(words, above, seen)


class DateNetwork(Learnt):
    """What decides on a claim's date."""

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays)
        self._seen = places_of(arrays["names.date"])

    def odds(self, vectors: Floats, case: Case, hidden: Floats, moments: Sequence[Moment]) -> Floats:
        """Log-probability of each of the moments, `(moments,)`; `hidden` is what the network makes of the claim's case."""
        claim = np.concatenate([vectors[case.head], means(vectors, [case.words])[0], hidden])
        told = np.zeros((len(moments), 2 * vectors.shape[1]), dtype=np.float32)
        for n, moment in enumerate(moments):
            if moment.words:
                told[n] = np.concatenate([vectors[list(moment.words)].mean(axis=0), vectors[moment.above]])
        seen = self.bagged("bag", "bag_norm", self._seen, [moment.seen for moment in moments])
        of_claim = gelu(self.linear("claim", claim))
        of_moment = gelu(self.linear("moment", np.concatenate([told, seen], axis=1)))
        scores = self.linear("score", gelu(self.linear("joint", of_claim * of_moment)))[:, 0]
        top = scores.max()
        found: Floats = scores - top - np.log(np.exp(scores - top).sum())
        return found


@cache
def date_network(lang: str) -> DateNetwork:
    """The language's network of dates. Raises `FaisceauError` (bad_knowledge)."""
    return DateNetwork(load_arrays(_path(lang)))


def has_date_network(lang: str) -> bool:
    """Whether the language has one."""
    return knowledge.has(_path(lang))


def _path(lang: str) -> str:
    return f"languages/{lang}/weights/dates.npz"
