"""The network that is learnt, in PyTorch: the upper layers of the packaged encoder, and what decides on candidates above them.

What it computes is what `faisceau.encode.layers` and `faisceau.extract.network` compute in NumPy: `__main__.py` compares the two
after every training.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from evaluation.encoder.cases import Text
from evaluation.encoder.taught import Answer
from faisceau.encode.layers import Layer
from faisceau.extract.network import LABELLED, ROLES
from faisceau.extract.weighing import CLAIM, NO_CLAIM
from faisceau.knowledge.arrays import Arrays

_BAG, _HIDDEN, _SIDE = 96, 512, 256
_SEEN_AT_LEAST = 6
_BALANCE = {"kind": 0.3, "status": 0.5, "root": 0.5}
"""How far rare labels are made to weigh as much as frequent ones: 0 not at all, 1 wholly."""


class Upper(nn.Module):
    """One layer, to be trained on from the packaged one."""

    def __init__(self, layer: Layer, heads: int, drop: float) -> None:
        super().__init__()
        self.heads, self.drop = heads, drop
        self.numbers = nn.ParameterDict(
            {
                name.replace(".", "_"): nn.Parameter(torch.from_numpy(value.copy()))
                for name, value in layer.numbers.items()
            }
        )

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """The layer's output for stacked windows; `mask` is true where a piece is one."""
        n = self.numbers
        batch, length, width = vectors.shape
        three = functional.linear(vectors, n["qkv_w"], n["qkv_b"]).view(
            batch, length, 3, self.heads, width // self.heads
        )
        query, key, value = three.permute(2, 0, 3, 1, 4)
        told = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        told = told.transpose(1, 2).reshape(batch, length, width)
        told = functional.dropout(functional.linear(told, n["ao_w"], n["ao_b"]), self.drop, self.training)
        vectors = functional.layer_norm(vectors + told, (width,), n["aln_w"], n["aln_b"], 1e-12)
        inner = functional.gelu(functional.linear(vectors, n["fi_w"], n["fi_b"]), approximate="tanh")
        inner = functional.dropout(functional.linear(inner, n["fo_w"], n["fo_b"]), self.drop, self.training)
        return functional.layer_norm(vectors + inner, (width,), n["oln_w"], n["oln_b"], 1e-12)


class Names:
    """The features that are weighed and the labels that are told apart, from the texts learnt from."""

    def __init__(self, texts: Sequence[Text]) -> None:
        every = [e for text in texts for e in text.examples]
        true = [e for e in every if e.truth is not None]
        self.candidate = _often(Counter(name for e in every for name in e.case.seen))
        self.side = _often(Counter(name for e in true for side in e.sides for name in side.seen))
        self.often = {d: Counter(_label(e.truth, d) for e in true) for d in LABELLED}
        self.labels = {d: sorted(counts) for d, counts in self.often.items()}

    def take(self, arrays: Arrays) -> None:
        """Weigh the features, and tell apart the labels, that the network of these arrays does."""
        self.candidate, self.side = (
            {str(name): n for n, name in enumerate(arrays[f"names.{each}"].tolist())} for each in ("candidate", "side")
        )
        self.labels = {d: [str(label) for label in arrays[f"names.{d}"].tolist()] for d in LABELLED}


def _often(counts: Counter[str]) -> dict[str, int]:
    return {name: n for n, name in enumerate(sorted(name for name, k in counts.items() if k >= _SEEN_AT_LEAST))}


def _label(truth: dict[str, Any] | None, decision: str) -> str:
    assert truth is not None
    return str(truth["plover" if decision == "root" else decision])


@dataclass
class Prepared:
    """A text as arrays of places: `_flat` lists go with the number of each one's parts."""

    below: list[Any]
    words: list[Any]
    count: int
    arrays: dict[str, Any]
    right: dict[str, list[Any]]


def _flat(lists: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    parts = np.array([x for part in lists for x in part], dtype=np.int64)
    return parts, np.array([len(part) for part in lists], dtype=np.int64)


def prepared(text: Text, below: list[Any], names: Names) -> Prepared:
    """The text with the vectors that come from below the layers that are trained, a window each."""
    examples = text.examples
    owner = np.array([n for n, e in enumerate(examples) for _ in e.sides], dtype=np.int64)
    sides = [side for e in examples for side in e.sides]
    known = [[names.candidate[x] for x in e.case.seen if x in names.candidate] for e in examples]
    known_sides = [[names.side[x] for x in side.seen if x in names.side] for side in sides]
    arrays = {
        "head": np.array([e.case.head for e in examples], dtype=np.int64),
        "span": _flat([e.case.words for e in examples]),
        "bag": _flat(known),
        "side": _flat([side.words for side in sides]),
        "side_bag": _flat(known_sides),
        "owner": owner,
        "sides": np.array([len(e.sides) for e in examples], dtype=np.int64),
        "keep": np.array([e.truth is not None for e in examples], dtype=np.int64),
    }
    for decision in LABELLED:
        place = {label: n for n, label in enumerate(names.labels[decision])}
        arrays[decision] = np.array(
            [place.get(_label(e.truth, decision), -1) if e.truth else -1 for e in examples], dtype=np.int64
        )
    right = {role: [e.right.get(role) for e in examples] for role in ROLES}
    return Prepared(below, [laid.words for laid in text.laid], text.words, arrays, right)


@dataclass
class Batch:
    """Several texts side by side."""

    below: Tensor
    mask: Tensor
    piece_words: Tensor
    count: int
    arrays: dict[str, Any]
    right: dict[str, list[Any]]


def batch_of(texts: Sequence[Prepared]) -> Batch:
    """Stack the windows of the texts and number their words and candidates through."""
    windows = [w for text in texts for w in text.below]
    longest = max(len(w) for w in windows)
    below = torch.zeros(len(windows), longest, windows[0].shape[1])
    piece_words = torch.full((len(windows), longest), -1, dtype=torch.long)
    mask = torch.zeros(len(windows), 1, 1, longest, dtype=torch.bool)
    at, word, candidate = 0, 0, 0
    shifted: dict[str, list[Any]] = {}
    for text in texts:
        for window, words in zip(text.below, text.words, strict=True):
            below[at, : len(window)] = torch.from_numpy(window.astype(np.float32))
            piece_words[at, : len(words)] = torch.from_numpy(np.where(words >= 0, words + word, -1))
            mask[at, :, :, : len(window)] = True
            at += 1
        for name, value in text.arrays.items():
            moved: Any = value
            if name == "head":
                moved = value + word
            elif name in ("span", "side"):
                moved = (value[0] + word, value[1])
            elif name == "owner":
                moved = value + candidate
            shifted.setdefault(name, []).append(moved)
        word += text.count
        candidate += len(text.arrays["head"])
    arrays: dict[str, Any] = {}
    for name, values in shifted.items():
        if isinstance(values[0], tuple):
            arrays[name] = tuple(torch.from_numpy(np.concatenate([v[k] for v in values])) for k in (0, 1))
        else:
            arrays[name] = torch.from_numpy(np.concatenate(values))
    right = {role: [r for text in texts for r in text.right[role]] for role in ROLES}
    return Batch(below, mask, piece_words, word, arrays, right)


def _means(vectors: Tensor, flat: tuple[Tensor, Tensor]) -> Tensor:
    places, sizes = flat
    group = torch.repeat_interleave(torch.arange(len(sizes)), sizes)
    total = torch.zeros(len(sizes), vectors.shape[1]).index_add_(0, group, vectors[places])
    return total / sizes.clamp_min(1).unsqueeze(1)


class Network(nn.Module):
    """Upper layers, and above them what decides: of each candidate, and of each of its sides or nobody."""

    def __init__(self, layers: Sequence[Layer], heads: int, width: int, names: Names, drop: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Upper(layer, heads, drop) for layer in layers)
        self.bag = nn.EmbeddingBag(max(1, len(names.candidate)), _BAG, mode="sum")
        self.side_bag = nn.EmbeddingBag(max(1, len(names.side)), _BAG, mode="sum")
        for table in (self.bag, self.side_bag):
            nn.init.normal_(table.weight, std=0.05)
        self.bag_norm, self.side_norm = nn.LayerNorm(_BAG), nn.LayerNorm(_BAG)
        self.drop = nn.Dropout(0.15)
        self.joined = nn.Linear(2 * width + _BAG, _HIDDEN)
        self.keep = nn.Linear(_HIDDEN, 2)
        self.labels = nn.ModuleDict({d: nn.Linear(_HIDDEN, len(names.labels[d])) for d in LABELLED})
        self.of_candidate = nn.Linear(_HIDDEN, _SIDE)
        self.of_side = nn.Linear(width + _BAG, _SIDE)
        self.roles = nn.Linear(_SIDE, len(ROLES))
        self.across_candidate = nn.Linear(_HIDDEN, _SIDE)
        self.across_side = nn.Linear(width + _BAG, _SIDE)
        self.across = nn.Linear(_SIDE, len(ROLES), bias=False)
        self.nobody = nn.Linear(_HIDDEN, len(ROLES))

    def words(self, batch: Batch) -> Tensor:
        """The vectors of the batch's words, each the mean of its pieces'."""
        vectors = batch.below
        for layer in self.layers:
            vectors = layer(vectors, batch.mask)
        own = batch.piece_words >= 0
        places = batch.piece_words[own]
        total = torch.zeros(batch.count, vectors.shape[2]).index_add_(0, places, vectors[own])
        sizes = torch.bincount(places, minlength=batch.count).clamp_min(1)
        return total / sizes.unsqueeze(1)

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Scores of every decision, of the sides, and of nobody."""
        a = batch.arrays
        words = self.words(batch)
        bag = self.bag_norm(_bagged(self.bag, a["bag"]))
        candidate = self.drop(torch.cat([words[a["head"]], _means(words, a["span"]), bag], 1))
        candidate = self.drop(functional.gelu(self.joined(candidate), approximate="tanh"))
        found = {"keep": self.keep(candidate), **{d: self.labels[d](candidate) for d in LABELLED}}
        side = torch.cat([_means(words, a["side"]), self.side_norm(_bagged(self.side_bag, a["side_bag"]))], 1)
        side = self.drop(side)
        owner = candidate[a["owner"]]
        joint = functional.gelu(self.of_candidate(owner) + self.of_side(side), approximate="tanh")
        found["sides"] = self.roles(self.drop(joint)) + self.across(
            self.across_candidate(owner) * self.across_side(side)
        )
        found["nobody"] = self.nobody(candidate)
        return found


def _bagged(table: nn.EmbeddingBag, flat: tuple[Tensor, Tensor]) -> Tensor:
    places, sizes = flat
    found: Tensor = table(places, torch.cumsum(sizes, 0) - sizes)
    return found


def shares(found: dict[str, Tensor], batch: Batch) -> Tensor:
    """Log-probabilities of each side and, after a candidate's last one, of nobody: `(candidates, sides + 1, roles)`."""
    sides = batch.arrays["sides"]
    width = int(sides.max()) + 1 if len(sides) else 1
    table = torch.full((len(sides), width, len(ROLES)), -1e9)
    owner = batch.arrays["owner"]
    first = torch.cumsum(sides, 0) - sides
    column = torch.arange(len(owner)) - first[owner]
    table = table.index_put((owner, column), found["sides"])
    table = table.index_put((torch.arange(len(sides)), sides), found["nobody"])
    return table.log_softmax(1)


@dataclass
class Lesson:
    """A text with the answers that it is to be given: of each decision `(candidates, labels)`, and of each role the options."""

    text: Prepared
    labels: dict[str, Tensor]
    sides: dict[str, list[list[float]]]


def lesson_of(text: Prepared, answers: Sequence[Answer], names: Names) -> Lesson:
    """The text with what was found in it, for the labels that are told apart."""
    labels = {"keep": [NO_CLAIM, CLAIM], **names.labels}
    tables = {
        decision: torch.tensor([[a.labels[decision].get(label, 0.0) for label in every] for a in answers])
        for decision, every in labels.items()
    }
    shares_of = {d: table / table.sum(1, keepdim=True).clamp_min(1e-6) for d, table in tables.items()}
    return Lesson(text, shares_of, {role: [a.sides[role] for a in answers] for role in ROLES})


def losses_of_lessons(found: dict[str, Tensor], batch: Batch, lessons: Sequence[Lesson]) -> dict[str, Tensor]:
    """Cross-entropy with the answers; what is hardly a claim counts little, but for whether it is one."""
    answers = {d: torch.cat([lesson.labels[d] for lesson in lessons]) for d in lessons[0].labels}
    weight = answers["keep"][:, 1]
    whole = weight.sum().clamp_min(1.0)
    total = {"keep": -(answers["keep"] * found["keep"].log_softmax(1)).sum(1).mean()}
    for decision in LABELLED:
        each = -(answers[decision] * found[decision].log_softmax(1)).sum(1)
        total[decision] = (each * weight).sum() / whole
    table = shares(found, batch)
    for k, role in enumerate(ROLES):
        target = torch.zeros(table.shape[:2])
        for n, options in enumerate(options for lesson in lessons for options in lesson.sides[role]):
            target[n, : len(options)] = torch.tensor(options)
        each = -(target * table[:, :, k].clamp_min(-50)).sum(1)
        total[role] = (each * weight).sum() / whole
    return total


def losses(found: dict[str, Tensor], batch: Batch, names: Names) -> dict[str, Tensor]:
    """Cross-entropy of each decision, rare labels weighing more, and of each choice of who fills a role."""
    a = batch.arrays
    total = {"keep": functional.cross_entropy(found["keep"], a["keep"])}
    for decision in LABELLED:
        often, labels = names.often[decision], names.labels[decision]
        size = sum(often.values())
        weight = torch.tensor([(size / max(1, often[label])) ** _BALANCE[decision] for label in labels])
        weight = weight / (sum(float(w) * often[label] for w, label in zip(weight, labels, strict=True)) / size)
        known = a[decision] >= 0
        loss = functional.cross_entropy(found[decision][known], a[decision][known], weight=weight, reduction="sum")
        total[decision] = loss / max(1, int(known.sum()))
    table = shares(found, batch)
    for k, role in enumerate(ROLES):
        target = torch.zeros(table.shape[:2])
        cases = 0
        for n, right in enumerate(batch.right[role]):
            if right is not None:
                target[n, : len(right)] = torch.tensor(right, dtype=torch.float32) / sum(right)
                cases += 1
        total[role] = -(target * table[:, :, k].clamp_min(-50)).sum() / max(1, cases)
    return total
