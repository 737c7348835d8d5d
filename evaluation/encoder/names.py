"""The network of names, in PyTorch: what `faisceau.resolve.names_network` computes, learnt over the tuned encoder as it ships.

Whether a name that no list has is a person's, a body's or nobody's, from who takes part in the annotated claims: what the
annotation names nowhere is taken to be nobody. Three passes; the encoder is not trained on.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray
from torch import Tensor, nn

from evaluation.annotated import Annotated
from evaluation.scoring import scorer
from faisceau.encode import tuned
from faisceau.knowledge.learnt import Floats
from faisceau.model.actors import is_person
from faisceau.parse import parse
from faisceau.resolve.actors import named_on_page, names_on
from faisceau.resolve.names import Name
from faisceau.resolve.names_network import BODY, NOBODY, PERSON, SORTS, NamesNetwork, Place, places_in
from faisceau.resolve.page import Page

_BAG, _HIDDEN = 48, 96
_SEEN_AT_LEAST = 20
_PASSES, _PLACES = 3, 64  # places a step
_RATE, _DECAY, _DROP, _CLIP = 1e-3, 0.1, 0.3, 1.0
_CUTS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1)  # all by the network, …, all by the rules
_CHANCE = 0.001


@dataclass
class Seen:
    """A place of an unlisted name: its article, what it is by the annotation and by the rules alone, and its vector."""

    article: str
    place: Place
    sort: int
    ruled: int
    vector: NDArray[np.float16]


def seen_in(articles: Iterable[Annotated]) -> Iterator[Seen]:
    """Every place of an unlisted name in annotated articles."""
    for article, claims in articles:
        layers = parse(article)
        if layers.lang is None or not layers.tokens:
            continue
        page = named_on_page(layers, article.text)
        told, vectors = _told(claims), tuned(layers.lang).vectors(layers)
        for place in places_in(page.tree, names_on(page)):
            vector = place.vector(vectors).astype(np.float16)
            yield Seen(article.id, place, _sort(place.name, told), _ruled(page, place), vector)


def _told(claims: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Everybody who takes part in the claims, by the capitalised ones of the names that the article has for them."""
    found = {}
    for claim in claims:
        for actor in (*claim["subject"], *claim["object"], *claim["source"]["by"]):
            if isinstance(actor, dict) and not scorer().is_vague(actor):
                named = [n for n in actor.get("names", ()) if any(letter.isupper() for letter in n)]
                found[actor["id"]] = {"id": actor["id"], "names": named}
    return list(found.values())


def _sort(name: Name, told: Sequence[dict[str, Any]]) -> int:
    same = scorer().same_actor
    each = (who["id"] for who in told if same(who, {"id": name.text, "name": name.text}))
    who = next(each, None)
    return SORTS.index(NOBODY if who is None else PERSON if is_person(who) else BODY)


def _ruled(page: Page, place: Place) -> int:
    """What the rules make of it."""
    held = (page.mentions.get(page.covered.get(i, -1)) for i in (place.words[0], place.words[-1]))
    mention = next((m for m in held if m is not None), None)
    if mention is None or not mention.actors:
        return SORTS.index(NOBODY)
    return SORTS.index({"person": PERSON, "organisation": BODY}.get(mention.kind, NOBODY))


class NameNet(nn.Module):
    """What decides on a place of a name."""

    def __init__(self, width: int, names: int) -> None:
        super().__init__()
        self.bag = nn.EmbeddingBag(names, _BAG, mode="sum")
        nn.init.normal_(self.bag.weight, std=0.05)
        self.bag_norm = nn.LayerNorm(_BAG)
        self.joined, self.sorts = nn.Linear(width + _BAG, _HIDDEN), nn.Linear(_HIDDEN, len(SORTS))
        self.drop = nn.Dropout(_DROP)

    def forward(self, told: Tensor, bags: tuple[Tensor, Tensor]) -> Tensor:
        """The score of each sort, `(places, 3)`."""
        seen = self.bag_norm(self.bag(*bags))
        scores: Tensor = self.sorts(
            functional.gelu(self.joined(self.drop(torch.cat([told, seen], 1))), approximate="tanh")
        )
        return scores


def learn_names(made: Sequence[Seen], tell: Callable[[str], None]) -> tuple[NameNet, list[str]]:
    """The network learnt from the places, and the names of what it weighs."""
    counts = Counter(name for each in made for name in set(each.place.seen))
    names = sorted(name for name, n in counts.items() if n >= _SEEN_AT_LEAST)
    rows = {name: n for n, name in enumerate(names)}
    torch.manual_seed(1)
    shuffled = random.Random(1)
    net = NameNet(made[0].vector.shape[0], len(names))
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = _PASSES * (len(made) // _PLACES)
    decline = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    net.train()
    for turn in range(_PASSES):
        order = shuffled.sample(range(len(made)), len(made))
        total = 0.0
        for at, end in pairwise(range(0, len(order) + 1, _PLACES)):
            loss = _loss(net, [made[n] for n in order[at:end]], rows)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), _CLIP)
            optimiser.step()
            decline.step()
            total += float(loss.detach())
        tell(f"pass {turn + 1}: cross-entropy {total / (len(made) // _PLACES):.3f}")
    return net, names


def _loss(net: NameNet, made: Sequence[Seen], rows: dict[str, int]) -> Tensor:
    bags = [[rows[name] for name in each.place.seen if name in rows] for each in made]
    starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
    told = torch.from_numpy(np.stack([each.vector for each in made]).astype(np.float32))
    scores = net(told, (torch.tensor([row for bag in bags for row in bag]), torch.from_numpy(starts)))
    return functional.cross_entropy(scores, torch.tensor([each.sort for each in made]))


def export_names(net: NameNet, names: Sequence[str], path: Path) -> None:
    """Write the file that ships."""
    numbers: dict[str, Any] = {name: each.numpy().astype(np.float16) for name, each in net.state_dict().items()}
    numbers["names.seen"] = np.array(names)
    np.savez_compressed(path, **{name: numbers[name] for name in sorted(numbers)})


def sorts_of(network: NamesNetwork, made: Sequence[Seen]) -> Floats:
    """The log-probabilities that the network as it ships gives each place."""
    return network.sorts(np.stack([each.vector for each in made]).astype(np.float32), [each.place for each in made])


def cut_of_names(made: Sequence[Seen], told: Floats) -> tuple[float, dict[float, float]]:
    """The strictest cut by which about most names are told right, what is less sure being left to the rules, and the share right
    by each cut.

    `told` are the log-probabilities of each place. Uncut, all is the network's; by a cut of more than 1, the rules'.
    """
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, each in enumerate(made):
        by_name[each.article, each.place.key].append(n)
    right = dict.fromkeys(_CUTS, 0)
    for places in by_name.values():
        odds = np.exp(told[places].mean(axis=0))
        odds /= odds.sum()
        truth = Counter(made[n].sort for n in places).most_common(1)[0][0]
        for cut in _CUTS:
            taken = int(odds.argmax()) if odds.max() >= cut else max(made[n].ruled for n in places)
            right[cut] += taken == truth
    shares = {cut: count / len(by_name) for cut, count in right.items()}
    cuts = _CUTS[1:-1]
    best = max(shares[cut] for cut in cuts)
    return max(cut for cut in cuts if shares[cut] >= best - _CHANCE), shares
