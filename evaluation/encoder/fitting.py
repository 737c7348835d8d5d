"""Fitting the network: AdamW with a linear warm-up and decline, a few texts a step."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
import torch

from evaluation.encoder.network import Batch, Names, Network, Prepared, batch_of, losses, shares
from faisceau.extract.network import DECISIONS, ROLES

_RATE, _RATE_ABOVE = 2e-4, 1e-3  # of the layers, which know much, and of what stands above them, which knows nothing
_TEXTS = 2  # a step
_WARM = 0.08  # share of the steps
_CLIP = 1.0


def fit(
    network: Network, names: Names, texts: Sequence[Prepared], epochs: int, told: Callable[[int, str], None]
) -> None:
    """Train in place. `told` hears of each epoch's mean losses."""
    shuffled = random.Random(1)
    inside = [p for name, p in network.named_parameters() if name.startswith("layers.")]
    above = [p for name, p in network.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": inside, "lr": _RATE, "top": _RATE}, {"params": above, "lr": _RATE_ABOVE, "top": _RATE_ABOVE}]
    optimiser = torch.optim.AdamW([g for g in groups if g["params"]], betas=(0.9, 0.98), weight_decay=0.01)
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
