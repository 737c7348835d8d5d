"""The network of dates, in PyTorch: what `faisceau.extract.dates_network` computes, learnt over the tuned encoder as it ships.

Which of the dates told in an article is a claim's, or none, for the annotated claims that the program finds. The encoder and the
network of candidates are not trained on: two passes, AdamW, declining rates, strong decay; a third pass made the cross-entropy
on the articles kept for fitting worse.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray
from torch import Tensor, nn

from evaluation.encoder.shares import Case
from evaluation.scoring import pairs
from evaluation.train import Truths, right_dates
from faisceau.extract.cases import case_of
from faisceau.extract.claims import dated_by_rules
from faisceau.extract.dates_chosen import DateOptions, date_options, taken_of
from faisceau.extract.dates_network import Moment
from faisceau.extract.network import network
from faisceau.extract.odds import LEAST, Odds
from faisceau.extract.reading import Reading
from faisceau.knowledge.weights import Share

_BAG, _HIDDEN, _JOINT = 48, 96, 64
_SEEN_AT_LEAST = 50
_PASSES, _CLAIMS = 2, 64  # claims a step
_RATE, _DECAY, _DROP, _CLIP = 1e-3, 0.3, 0.3, 1.0
_CUTS = (0.5, 0.6, 0.7, 0.8, 1.0)  # no date is told that is less than half as probable as none
_CHANCE = 0.005  # differences of F1 that are chance on sixty articles

Floats = NDArray[np.float32]


@dataclass
class Dated:
    """An annotated claim: the vectors of the claim and of each of its moments, `(moments, …)`, and which of these are right."""

    claim: Floats
    moments: list[Moment]
    told: Floats
    right: list[bool]


def with_odds(reading: Reading, truths: Truths) -> Iterator[tuple[Odds, DateOptions, list[bool]]]:
    """The claims found that are annotated, their dates, and which of these are right; one whose date nothing tells is left out."""
    chosen, claims = dated_by_rules(reading)
    options = date_options(reading, chosen, claims)
    for i, j in pairs(truths, [{"start": c.start, "end": c.end} for c in claims]):
        odds = chosen[j].odds
        right = right_dates([when.value for when in options[j].whens if when is not None], truths[i].get("date"))
        if any(right) and odds is not None:
            yield odds, options[j], right


def dated(reading: Reading, truths: Truths) -> Iterator[Dated]:
    """The same as vectors; the reading has those of its words."""
    assert reading.vectors is not None
    words = reading.vectors
    chosen, claims = dated_by_rules(reading)
    cases = [case_of(each.candidate, each.seen) for each in chosen]
    hidden = network(reading.page.lang).hidden(words, cases) if cases else words
    options = date_options(reading, chosen, claims)
    for i, j in pairs(truths, [{"start": c.start, "end": c.end} for c in claims]):
        case, moments = cases[j], options[j].moments
        right = right_dates([when.value for when in options[j].whens if when is not None], truths[i].get("date"))
        if not any(right):
            continue
        told = np.zeros((len(moments), 2 * words.shape[1]), dtype=np.float32)
        for n, moment in enumerate(moments):
            if moment.words:
                told[n] = np.concatenate([words[list(moment.words)].mean(axis=0), words[moment.above]])
        claim = np.concatenate([words[case.head], words[list(case.words)].mean(axis=0), hidden[j]])
        yield Dated(claim, moments, told, right)


class DateNet(nn.Module):
    """What decides on a claim's date."""

    def __init__(self, claim: int, told: int, names: int) -> None:
        super().__init__()
        self.bag = nn.EmbeddingBag(names, _BAG, mode="sum")
        nn.init.normal_(self.bag.weight, std=0.05)
        self.bag_norm = nn.LayerNorm(_BAG)
        self.claim, self.moment = nn.Linear(claim, _HIDDEN), nn.Linear(told + _BAG, _HIDDEN)
        self.joint, self.score = nn.Linear(_HIDDEN, _JOINT), nn.Linear(_JOINT, 1)
        self.drop = nn.Dropout(_DROP)

    def forward(self, claims: Tensor, told: Tensor, bags: tuple[Tensor, Tensor], owner: Tensor) -> Tensor:
        """The score of each moment, of the claim `owner`."""
        seen = self.bag_norm(self.bag(*bags))
        claim = _gelu(self.claim(self.drop(claims)))
        moment = _gelu(self.moment(self.drop(torch.cat([told, seen], 1))))
        scores: Tensor = self.score(_gelu(self.joint(self.drop(claim[owner] * moment))))[:, 0]
        return scores


def _gelu(values: Tensor) -> Tensor:
    return functional.gelu(values, approximate="tanh")


def learn_dates(made: Sequence[Dated], tell: Callable[[str], None]) -> tuple[DateNet, list[str]]:
    """The network learnt from the claims, and the names of what it weighs."""
    counts = Counter(name for each in made for moment in each.moments for name in set(moment.seen))
    names = sorted(name for name, n in counts.items() if n >= _SEEN_AT_LEAST)
    places = {name: n for n, name in enumerate(names)}
    torch.manual_seed(1)
    shuffled = random.Random(1)
    net = DateNet(made[0].claim.shape[0], made[0].told.shape[1], len(names))
    optimiser = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = _PASSES * (len(made) // _CLAIMS)
    decline = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    net.train()
    for turn in range(_PASSES):
        order = shuffled.sample(range(len(made)), len(made))
        total = 0.0
        for at in range(0, len(order) - _CLAIMS + 1, _CLAIMS):
            loss = _loss(net, [made[n] for n in order[at : at + _CLAIMS]], places)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), _CLIP)
            optimiser.step()
            decline.step()
            total += float(loss.detach())
        tell(f"pass {turn + 1}: cross-entropy {total / (len(made) // _CLAIMS):.3f}")
    return net, names


def _loss(net: DateNet, made: Sequence[Dated], places: dict[str, int]) -> Tensor:
    """The mean of minus the logarithm of what is given to the right moments of each claim."""
    bags = [[places[name] for name in moment.seen if name in places] for each in made for moment in each.moments]
    starts = np.cumsum([0, *(len(bag) for bag in bags[:-1])])
    owner = torch.tensor([n for n, each in enumerate(made) for _ in each.moments])
    scores = net(
        torch.from_numpy(np.stack([each.claim for each in made])),
        torch.from_numpy(np.concatenate([each.told for each in made])),
        (torch.tensor([place for bag in bags for place in bag]), torch.from_numpy(starts)),
        owner,
    )
    right = torch.tensor([is_right for each in made for is_right in each.right])
    whole = _logsum(scores, owner, len(made))
    return (whole - _logsum(scores.masked_fill(~right, -1e9), owner, len(made))).mean()


def _logsum(scores: Tensor, owner: Tensor, count: int) -> Tensor:
    top = torch.full((count,), -1e9).scatter_reduce(0, owner, scores, "amax").detach()
    return top + torch.zeros(count).index_add(0, owner, torch.exp(scores - top[owner])).log()


def export_dates(net: DateNet, names: Sequence[str], path: Path) -> None:
    """Write the file that ships."""
    numbers: dict[str, Any] = {name: each.numpy().astype(np.float16) for name, each in net.state_dict().items()}
    numbers["names.date"] = np.array(names)
    np.savez_compressed(path, **{name: numbers[name] for name in sorted(numbers)})


def cases_of_dates(reading: Reading, truths: Truths) -> Iterator[Case]:
    """Every choice of a date as the shares are fitted on it."""
    for odds, options, right in with_odds(reading, truths):
        told, weighed = odds.date_parts(options.moments)
        yield _logs(told), _logs(weighed), np.array(right)


def _logs(odds: Sequence[float]) -> NDArray[Any]:
    found: NDArray[Any] = np.log(np.maximum(np.array(odds), LEAST))
    return found


def cut_of_dates(made: Sequence[Case], share: Share) -> tuple[float, float]:
    """The least cut by which the dates told are right, and the annotated ones found, about most often (F1), and this F1."""

    def score(cut: float) -> float:
        told = found = annotated = 0
        for network_logs, weighed, right in made:
            scores = share.network * network_logs + share.weights * weighed
            taken = taken_of(np.exp(scores - scores.max()).tolist(), cut)
            annotated += not right[-1]
            told += taken < len(right) - 1
            found += taken < len(right) - 1 and bool(right[taken])
        return 2 * found / (told + annotated)

    scores = {cut: score(cut) for cut in _CUTS}
    taken = next(cut for cut in _CUTS if scores[cut] >= max(scores.values()) - _CHANCE)
    return taken, scores[taken]
