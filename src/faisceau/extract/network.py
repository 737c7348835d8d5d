"""What the tuned encoder's vectors say of candidates: probabilities of each decision, and of who fills each role.

One hidden layer over the vector of the head, the mean vector of the words, and what is seen of structure; who fills a role is
a choice among the parties and nobody, each scored from its own words' vector with the candidate's. Learnt with the encoder's
upper layers by `python -m evaluation.encoder` (docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from faisceau import knowledge
from faisceau.extract.cases import Case, Side
from faisceau.knowledge.arrays import Arrays, floats, load_arrays

Floats = NDArray[np.float32]

#: The roles that are told apart, in the order of the columns.
ROLES = ("subject", "object", "source")
#: What is decided of every claim.
LABELLED = ("kind", "status", "root")
#: What is decided of every candidate: whether it is a claim first.
DECISIONS = ("keep", *LABELLED)


class Learnt:
    """Learnt numbers by name, and what every network makes of them. Pure."""

    def __init__(self, arrays: Arrays) -> None:
        self._numbers = {name: floats(value) for name, value in arrays.items() if value.dtype.kind == "f"}

    def linear(self, name: str, values: Floats) -> Floats:
        """The values times a matrix, and a constant."""
        made: Floats = values @ self._numbers[f"{name}.weight"].T + self._numbers[f"{name}.bias"]
        return made

    def bagged(self, name: str, norm: str, places: dict[str, int], seen: Sequence[Sequence[str]]) -> Floats:
        """The sum of the vectors of what is seen, brought to mean 0 and variance 1 and scaled, `(len(seen), width)`."""
        table = self._numbers[f"{name}.weight"]
        sums = np.stack([table[[places[n] for n in names if n in places]].sum(axis=0) for names in seen])
        centred = sums - sums.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(1e-5))
        return np.asarray(centred / spread * self._numbers[f"{norm}.weight"] + self._numbers[f"{norm}.bias"])


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


def places_of(names: NDArray[np.generic]) -> dict[str, int]:
    """Each name's row."""
    return {str(name): n for n, name in enumerate(names.tolist())}


def means(vectors: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """The mean vector of each group of words, which has one at least."""
    return np.stack([vectors[list(group)].mean(axis=0) for group in groups])


def logsum(scores: Floats) -> Floats:
    """Logarithm of the sum of the exponentials of each row."""
    top = scores.max(axis=1)
    found: Floats = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return found


def gelu(values: Floats) -> Floats:
    """The activation, as in the encoder's layers."""
    made: Floats = (
        values * np.float32(0.5) * (1 + np.tanh(np.float32(sqrt(2 / pi)) * (values + np.float32(0.044715) * values**3)))
    )
    return made
