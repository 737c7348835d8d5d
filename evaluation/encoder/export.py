"""The learnt network as the two files that ship: what was added to the encoder's layers, and what stands above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from evaluation.encoder.network import Names, Network
from faisceau.encode.layers import Layer
from faisceau.extract.network import LABELLED
from faisceau.extract.weighing import CLAIM, NO_CLAIM

_HALVES = 127  # steps to either side of zero in eight bits
_PARTS = {
    "joined": "joined", "keep": "keep", "of_candidate": "of_candidate", "of_side": "of_side", "roles": "roles",
    "across_candidate": "across_candidate", "across_side": "across_side", "across": "across", "nobody": "nobody",
    "bag": "bag", "side_bag": "side_bag", "bag_norm": "bag_norm", "side_norm": "side_norm",
    **{f"labels.{decision}": decision for decision in LABELLED},
}  # fmt: skip
"""The network's parts in PyTorch, and their names in the file."""


def export(network: Network, names: Names, packaged: Sequence[Layer], frozen: int, folder: Path) -> None:
    """Write `encoder.npz` and `network.npz`. `packaged` are the layers as they were before, from layer `frozen` on."""
    added: dict[str, NDArray[np.generic]] = {"depth": np.array(frozen + len(packaged))}
    for n, (before, after) in enumerate(zip(packaged, network.layers, strict=True), start=frozen):
        for name, value in before.numbers.items():
            change = after.numbers[name.replace(".", "_")].detach().numpy() - value
            added |= _kept(f"{n}.{name}", change)
    _write(folder / "encoder.npz", added)
    above: dict[str, NDArray[np.generic]] = {
        "names.candidate": np.array(list(names.candidate)),
        "names.side": np.array(list(names.side)),
        "names.keep": np.array([NO_CLAIM, CLAIM]),
        **{f"names.{decision}": np.array(names.labels[decision]) for decision in LABELLED},
    }
    state = network.state_dict()
    for part, name in _PARTS.items():
        for kind in ("weight", "bias"):
            if f"{part}.{kind}" in state:
                above[f"{name}.{kind}"] = state[f"{part}.{kind}"].numpy().astype(np.float16)
    _write(folder / "network.npz", above)


def take(network: Network, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Put what stands above the layers as it ships, the arrays of `network.npz`, into the network."""
    state = network.state_dict()
    for part, name in _PARTS.items():
        for kind in ("weight", "bias"):
            if f"{part}.{kind}" in state:
                state[f"{part}.{kind}"] = torch.from_numpy(arrays[f"{name}.{kind}"].astype(np.float32))
    network.load_state_dict(state)


def _kept(name: str, change: NDArray[np.float32]) -> dict[str, NDArray[np.generic]]:
    """A matrix in eight bits with a scale a row: what training adds is small. A vector in sixteen."""
    if change.ndim == 1:
        return {name: change.astype(np.float16)}
    scale = np.maximum(np.abs(change).max(axis=1), 1e-12) / _HALVES
    return {
        name: np.rint(change / scale[:, None]).astype(np.int8),
        f"{name}.scale": scale.astype(np.float32),
    }


def _write(path: Path, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    held: Any = {name: arrays[name] for name in sorted(arrays)}
    np.savez_compressed(path, **held)
