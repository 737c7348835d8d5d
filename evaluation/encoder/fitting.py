"""Fitting the network: AdamW with a linear warm-up and decline, a few texts a step."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import torch

from evaluation.encoder.network import (
    Batch,
    Lesson,
    Names,
    Network,
    Prepared,
    batch_of,
    losses,
    losses_of_lessons,
    shares,
)
from faisceau.extract.network import DECISIONS, ROLES

_Each = TypeVar("_Each")
_RATE, _RATE_ABOVE = 2e-4, 1e-3  # of the layers, which know much, and of what stands above them, which knows nothing
_TEXTS = 2  # a step
_WARM = 0.08  # share of the steps
_CLIP = 1.0

_FURTHER = 640  # steps, each of `_TEXTS` annotated texts and as many lessons
_FURTHER_RATE, _FURTHER_RATE_ABOVE = 8e-5, 4e-4
_FURTHER_WARM = 0.05
_KEPT = 0.99  # of the running mean of the numbers, a step


def fit(
    network: Network, names: Names, texts: Sequence[Prepared], epochs: int, told: Callable[[int, str], None]
) -> None:
    """Train in place. `told` hears of each epoch's mean losses."""
    shuffled = random.Random(1)
    optimiser = torch.optim.AdamW(_groups(network, _RATE, _RATE_ABOVE), betas=(0.9, 0.98), weight_decay=0.01)
    steps = epochs * -(-len(texts) // _TEXTS)
    step = 0
    network.train()
    for epoch in range(epochs):
        order = list(range(len(texts)))
        shuffled.shuffle(order)
        sums: dict[str, float] = {}
        for at in range(0, len(order), _TEXTS):
            batch = batch_of([texts[n] for n in order[at : at + _TEXTS]])
            factor = min(1.0, (step + 1) / (_WARM * steps)) * (1 - step / steps)
            for group in optimiser.param_groups:
                group["lr"] = group["top"] * factor
            found = losses(network(batch), batch, names)
            optimiser.zero_grad()
            torch.stack(list(found.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimiser.step()
            step += 1
            for name, loss in found.items():
                sums[name] = sums.get(name, 0.0) + float(loss.detach())
            if step % 40 == 0:
                told(epoch, f"step {step}/{steps}")
        count = -(-len(order) // _TEXTS)
        told(epoch, " ".join(f"{name} {value / count:.3f}" for name, value in sums.items()))


def further(
    network: Network,
    names: Names,
    texts: Sequence[Prepared],
    lessons: Sequence[Lesson],
    told: Callable[[int, str], None],
    steps: int = _FURTHER,
) -> None:
    """Train on in place, on annotated texts and on lessons side by side; what is left is the running mean of the numbers, which
    strays less than the last ones (Polyak and Juditsky 1992).
    """
    turns = random.Random(1)
    optimiser = torch.optim.AdamW(
        _groups(network, _FURTHER_RATE, _FURTHER_RATE_ABOVE), betas=(0.9, 0.98), weight_decay=0.01
    )
    mean = {name: value.clone() for name, value in network.state_dict().items()}
    annotated, taught = _without_end(texts, turns), _without_end(lessons, turns)
    network.train()
    for step in range(steps):
        factor = min(1.0, (step + 1) / (_FURTHER_WARM * steps)) * (1 - step / steps)
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * factor
        batch = batch_of([next(annotated) for _ in range(_TEXTS)])
        of_texts = torch.stack(list(losses(network(batch), batch, names).values())).sum()
        given = [next(taught) for _ in range(_TEXTS)]
        batch = batch_of([lesson.text for lesson in given])
        of_lessons = torch.stack(list(losses_of_lessons(network(batch), batch, given).values())).sum()
        optimiser.zero_grad()
        (of_texts + of_lessons).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
        optimiser.step()
        kept = min(_KEPT, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, value in network.state_dict().items():
                mean[name].mul_(kept).add_(value, alpha=1 - kept)
        if (step + 1) % 20 == 0:
            told(
                0,
                f"step {step + 1}/{steps} annotated {float(of_texts.detach()):.3f} taught {float(of_lessons.detach()):.3f}",
            )
    network.load_state_dict(mean)


def _without_end(given: Sequence[_Each], turns: random.Random) -> Iterator[_Each]:
    """All of them in one order after another."""
    while True:
        yield from turns.sample(given, len(given))


def _groups(network: Network, rate: float, rate_above: float) -> list[dict[str, Any]]:
    """The layers and what stands above them, each with its rate."""
    inside = [p for name, p in network.named_parameters() if name.startswith("layers.")]
    above = [p for name, p in network.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": inside, "lr": rate, "top": rate}, {"params": above, "lr": rate_above, "top": rate_above}]
    return [group for group in groups if group["params"]]


def guessed(network: Network, text: Prepared) -> tuple[dict[str, np.ndarray], Batch]:
    """Log-probabilities of each decision and of the sides, for one text."""
    network.eval()
    with torch.inference_mode():
        batch = batch_of([text])
        found = network(batch)
        made = {d: found[d].log_softmax(1).numpy() for d in DECISIONS}
        made["roles"] = shares(found, batch).numpy()
    return made, batch


def accuracy(network: Network, texts: Sequence[Prepared]) -> dict[str, float]:
    """How often the most probable answer is the annotated one."""
    right: dict[str, list[bool]] = {}
    for text in texts:
        made, batch = guessed(network, text)
        for decision in DECISIONS:
            true = batch.arrays[decision].numpy()
            right.setdefault(decision, []).extend((made[decision].argmax(1) == true)[true >= 0].tolist())
        sides = batch.arrays["sides"].numpy()
        for k, role in enumerate(ROLES):
            for n, answer in enumerate(batch.right[role]):
                if answer is not None:
                    right.setdefault(role, []).append(answer[int(made["roles"][n, : sides[n] + 1, k].argmax())])
    return {name: round(sum(cases) / len(cases), 4) for name, cases in right.items()}
