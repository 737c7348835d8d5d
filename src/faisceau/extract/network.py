"""What the tuned encoder's vectors say of candidates: probabilities of each decision, and of who fills each role.

One hidden layer over the vector of the head, the mean vector of the words, and what is seen of structure; who fills a role is
a choice among the parties and nobody, each scored from its own words' vector with the candidate's. Learnt with the encoder's
upper layers by `python -m evaluation.encoder` (docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from faisceau import knowledge
from faisceau.extract.cases import Case, Side
from faisceau.knowledge.arrays import Arrays, load_arrays
from faisceau.knowledge.learnt import Floats, Learnt, gelu, logsum, means, places_of

#: The roles that are told apart, in the order of the columns.
ROLES = ("subject", "object", "source")
#: What is decided of every claim.
LABELLED = ("kind", "status", "root")
#: What is decided of every candidate: whether it is a claim first.
DECISIONS = ("keep", *LABELLED)


class Network(Learnt):
    """What decides on candidates and on who fills their roles."""

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays)
        self._seen = places_of(arrays["names.candidate"])
        self._seen_of_side = places_of(arrays["names.side"])
        self.labels = {d: tuple(arrays[f"names.{d}"].tolist()) for d in DECISIONS}

    def hidden(self, vectors: Floats, cases: Sequence[Case]) -> Floats:
        """What is made of each candidate, `(candidates, hidden)`, from the vectors of the article's words."""
        told = np.concatenate(
            [
                vectors[[case.head for case in cases]],
                means(vectors, [case.words for case in cases]),
                self.bagged("bag", "bag_norm", self._seen, [case.seen for case in cases]),
            ],
            axis=1,
        )
        return gelu(self.linear("joined", told))

    def labels_of(self, decision: str, hidden: Floats) -> Floats:
        """Log-probability of each label of the decision, `(candidates, labels)`."""
        scores = self.linear(decision, hidden)
        return scores - logsum(scores)[:, None]

    def roles_of(self, vectors: Floats, hidden: Floats, sides: Sequence[Side]) -> Floats:
        """Log-probability that each of one candidate's sides, and last nobody, fills each role: `(sides + 1, roles)`."""
        nobody = self.linear("nobody", hidden[None])
        scores = nobody
        if sides:
            of_side = np.concatenate(
                [
                    means(vectors, [side.words for side in sides]),
                    self.bagged("side_bag", "side_norm", self._seen_of_side, [side.seen for side in sides]),
                ],
                axis=1,
            )
            joint = gelu(self.linear("of_candidate", hidden[None]) + self.linear("of_side", of_side))
            across = self.linear("across_candidate", hidden[None]) * self.linear("across_side", of_side)
            found = self.linear("roles", joint) + across @ self._numbers["across.weight"].T
            scores = np.concatenate([found, nobody])
        return scores - logsum(scores.T)[None, :]


@cache
def network(lang: str) -> Network:
    """The language's network. Raises `FaisceauError` (bad_knowledge)."""
    return Network(load_arrays(_path(lang)))


def has_network(lang: str) -> bool:
    """Whether the language has one."""
    return knowledge.has(_path(lang))


def _path(lang: str) -> str:
    return f"languages/{lang}/weights/network.npz"
