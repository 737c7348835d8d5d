"""Weights learnt from annotated articles: how much each thing that is seen speaks for each label of a decision.

One file a decision (`languages/<code>/weights/<decision>.tsv`), written by `python -m evaluation.train`: a row a feature,
a column a label, the bias first under the name `*`. A label's score is the sum of the weights of what is seen, and the
scores make probabilities by softmax (multinomial logistic regression). Where one is chosen among several that are each
seen (the actor that fills a role, the date), there is one column, and the softmax is over those (conditional logit, McFadden 1974).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import get_args

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from faisceau import knowledge
from faisceau.errors import Code, FaisceauError
from faisceau.model.claims import Kind, Status

BIAS = "*"


class Weights:
    """The weights of one decision. `labels` are in the order of the columns."""

    def __init__(self, labels: tuple[str, ...], rows: dict[str, int], table: NDArray[np.float32]) -> None:
        self.labels = labels
        self._rows = rows
        self._table = table
        self._column = table[:, 0].copy()  # the only one, where one is chosen among several

    def probabilities(self, seen: Iterable[str]) -> dict[str, float]:
        """Probability of each label given what is seen; what was never seen in training says nothing."""
        total = self._table.take(self._known(seen), axis=0).sum(axis=0)
        odds = np.exp(total - total.max())
        return dict(zip(self.labels, (odds / odds.sum()).tolist(), strict=True))

    def reasons(self, seen: Iterable[str], label: str, against: str, most: int = 6) -> list[tuple[str, float]]:
        """What speaks most for `label` rather than `against`, as `(feature, weight)`, strongest first."""
        a, b = self.labels.index(label), self.labels.index(against)
        found = [(name, float(self._table[row, a] - self._table[row, b])) for name, row in self._named(seen)]
        return sorted((pair for pair in found if pair[1] > 0), key=lambda pair: (-pair[1], pair[0]))[:most]

    def choice(self, options: Sequence[Iterable[str]]) -> list[float]:
        """Probability of each option, given what is seen of it: they add up to 1. Needs a table of one label."""
        scores = np.array([self._column.take(self._known(seen)).sum() for seen in options])
        odds = np.exp(scores - scores.max())
        shares: list[float] = (odds / odds.sum()).tolist()
        return shares

    def speaking(self, seen: Iterable[str], most: int = 6) -> list[tuple[str, float]]:
        """What speaks most for an option, as `(feature, weight)`, strongest first. Needs a table of one label."""
        found = [(name, float(self._table[row, 0])) for name, row in self._named(seen)]
        return sorted((pair for pair in found if pair[1] > 0), key=lambda pair: (-pair[1], pair[0]))[:most]

    def _known(self, seen: Iterable[str]) -> list[int]:
        rows = self._rows
        return [rows[BIAS], *[row for row in map(rows.get, seen) if row is not None]]

    def _named(self, seen: Iterable[str]) -> list[tuple[str, int]]:
        return [(name, self._rows[name]) for name in seen if name in self._rows]


class RoleCuts(Struct, frozen=True, forbid_unknown_fields=True):
    """When parties take a role: the most probable one where it is more probable than `nobody` times nobody (`far` times
    for one named only in sentences before), and with it those at least `second` times as probable; `joined` times for
    those that the rules put in the role together with it (a coordination, a leader and their State). Somebody whom none of
    the claim's own words name must be at least `apart` probable besides."""

    nobody: float
    far: float
    second: float
    joined: float
    apart: float


class Cuts(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the probabilities turn into decisions (`weights/cuts.toml`).

    - `keep`: a candidate at least this probable is a claim.
    - `same`: of two candidates that share more than this of their words (intersection over union) only the more probable stays.
    - `both`: two that are each more probable than this may share more: what is reported, beside the report of it.
    - `kind`, `status`, `root`: by how much another label must be more probable than that of the rules to replace it.
    - `exchange`: a claim is an exchange only if it is one with at least this probability. It then is one for certain where the
      rules found a good that goes to or from somebody.
    - `unstated`: the same where no construction of its words moves a good: an exchange by the likeness of words alone.
    - `together`: how much it counts that a kind and a status often go together (`goes_with`). 0: each is decided alone.
    - `open_statuses`: the statuses of the rules that may be replaced.
    - `date`: the most probable date told in the article is taken if it is more than this many times as probable as no date.
    """

    keep: float
    same: float
    both: float
    kind: float
    exchange: float
    unstated: float
    status: float
    together: float
    open_statuses: frozenset[str]
    root: float
    subject: RoleCuts
    object: RoleCuts
    date: float


class Share(Struct, frozen=True, forbid_unknown_fields=True):
    """How much the logarithm of a probability counts, of the network's and of the weights'."""

    network: float
    weights: float


class Careful(Struct, frozen=True, forbid_unknown_fields=True):
    """How the network's probabilities and the weights' go together, by decision, and where they turn into decisions.

    `source`: a party vouches for what the rules leave to the author where the network finds it more probable than this
    (`extract/vouching.py`). `names`: the least probability by which the context of unlisted names tells what they are
    (`resolve/names_network.py`).
    """

    shares: dict[str, Share]
    cuts: Cuts
    source: float
    names: float


def has_weights(lang: str) -> bool:
    """Whether the language has learnt weights."""
    return knowledge.has(f"languages/{lang}/weights/cuts.toml")


@cache
def has_weights_for(lang: str, decision: str) -> bool:
    """Whether the language has learnt weights for the decision."""
    return knowledge.has(f"languages/{lang}/weights/{decision}.tsv")


def cuts(lang: str) -> Cuts:
    """The language's cuts."""
    return knowledge.load_toml(f"languages/{lang}/weights/cuts.toml", Cuts)


def careful(lang: str) -> Careful:
    """The language's shares and cuts where its words have vectors (`weights/careful.toml`)."""
    return knowledge.load_toml(f"languages/{lang}/weights/careful.toml", Careful)


@cache
def goes_with(lang: str) -> dict[str, dict[str, float]]:
    """Of each kind, how much more often than by chance each status goes with it in annotated claims: the natural logarithm of
    the ratio (pointwise mutual information; Church and Hanks 1990). Raises `FaisceauError` (bad_knowledge).
    """
    path = f"languages/{lang}/weights/goes_with.tsv"
    header, *lines = knowledge.load_lines(path)
    statuses = header.split("\t")[1:]
    table: dict[str, dict[str, float]] = {}
    for line in lines:
        kind, *cells = line.split("\t")
        if len(cells) != len(statuses):
            raise FaisceauError(
                Code.BAD_KNOWLEDGE, f"{path}: {kind!r} has {len(cells)} numbers for {len(statuses)} statuses."
            )
        table[kind] = dict(zip(statuses, map(float, cells), strict=True))
    if set(table) != set(get_args(Kind)) or set(statuses) != set(get_args(Status)):
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}: needs a row for every kind and a column for every status.")
    return table


@cache
def word_classes(lang: str) -> dict[str, tuple[str, ...]]:
    """The classes of each word, the wide one first, each named by the word nearest to its middle; {} without weights."""
    path = f"languages/{lang}/weights/classes.tsv"
    if not knowledge.has(path):
        return {}
    _, *lines = knowledge.load_lines(path)
    return {word: tuple(classes) for word, *classes in (line.split("\t") for line in lines)}


@cache
def weights(lang: str, decision: str) -> Weights:
    """The weights of `decision`: keep, kind, status, root, subject, object, date, pronoun.

    Raises `FaisceauError` (bad_knowledge).
    """
    path = f"languages/{lang}/weights/{decision}.tsv"
    header, *lines = knowledge.load_lines(path)
    labels = tuple(header.split("\t")[1:])
    rows: dict[str, int] = {}
    table = np.zeros((len(lines), len(labels)), dtype=np.float32)
    for n, line in enumerate(lines):
        name, *cells = line.split("\t")
        if len(cells) != len(labels) or name in rows:
            raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}: {name!r} has {len(cells)} weights or stands twice.")
        rows[name] = n
        table[n] = [float(cell) if cell else 0.0 for cell in cells]
    if BIAS not in rows:
        raise FaisceauError(Code.BAD_KNOWLEDGE, f"{path}: no row for the bias ({BIAS}).")
    return Weights(labels, rows, table)
