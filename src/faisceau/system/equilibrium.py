"""Stress test: what the map would settle to if every arc had some strength, drawn again and again.

Unknown strengths are drawn from three laws; only draws that settle (every eigenvalue with a negative real part) are
looked at (Melbourne-Thomas et al. 2012, QPress). How often a sign comes out depends on the law (Kristensen et al. 2019), so
a range over the laws is given. Shares of draws are not probabilities of events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from faisceau.model.system import Arc, Push, Selection
from faisceau.system.chains import require_on_map
from faisceau.system.graph import graph_of

Floats = NDArray[np.float64]
Law = Callable[[np.random.Generator, tuple[int, ...]], Floats]
LAWS: Mapping[str, Law] = {
    "uniform": lambda rng, shape: rng.uniform(size=shape),
    "log-uniform": lambda rng, shape: 10.0 ** rng.uniform(-2.0, 0.0, size=shape),
    "beta": lambda rng, shape: rng.beta(2.0, 5.0, size=shape),
}
"""Strengths in (0, 1); the log-uniform one between 0.01 and 1, Beta with parameters 2 and 5."""
_AT_ONCE = 2000


class Range(Struct, frozen=True):
    """The least and the greatest over the laws, each a share in 0..1."""

    low: float
    high: float


class Stress(Struct, frozen=True):
    """`stable`: share of draws that settle. `rising`: for each variable the share of those in which it rises.

    `rising` is empty where some law gave no draw that settles: nothing can be said.
    """

    stable: Range
    rising: dict[str, Range]


def stress(
    arcs: Sequence[Arc], pushes: Sequence[Push], selection: Selection, draws: int = 20_000, seed: int = 1
) -> Stress:
    """The stress test of the pushes on the arcs that the selection leaves; every variable damps itself.

    An arc of both signs gets either in each draw, evenly. The same arguments give the same shares. Raises `FaisceauError`
    (bad_option) where a pushed variable is not on the map or is pushed twice.
    """
    require_on_map(arcs, pushes)
    graph = graph_of(arcs, selection, cut_into=(push.variable for push in pushes if push.held))
    names = graph.variables
    place = {name: n for n, name in enumerate(names)}
    plus, minus = np.zeros((2, len(names), len(names)), dtype=bool)
    for cause, out in graph.leaving.items():
        for effect, signs in out:
            plus[place[effect], place[cause]] |= "+" in signs
            minus[place[effect], place[cause]] |= "-" in signs
    np.fill_diagonal(minus, val=True)
    press = np.zeros(len(names))
    for push in pushes:
        press[place[push.variable]] = 1.0 if push.sign == "+" else -1.0
    stable, rising = [], []
    for law in LAWS.values():
        share, shares = settle(plus, minus, press, law, draws, seed)
        stable.append(share)
        rising.append(shares)
    if not all(stable):
        return Stress(Range(min(stable), max(stable)), {})
    each = np.array(rising)
    return Stress(
        Range(min(stable), max(stable)),
        {name: Range(float(each[:, n].min()), float(each[:, n].max())) for n, name in enumerate(names)},
    )


def settle(
    plus: NDArray[np.bool_], minus: NDArray[np.bool_], press: Floats, law: Law, draws: int, seed: int
) -> tuple[float, Floats]:
    """The share of draws that settle, and of these the share in which each variable rises (NaN where none settles).

    `plus[i, j]` says that j may raise i, `minus[i, j]` that it may lower it.
    """
    rng = np.random.default_rng(seed)
    settled, rising = 0, np.zeros(len(press))
    for count in _parts(draws):
        strength = law(rng, (count, *plus.shape))
        either = np.where(rng.uniform(size=strength.shape) < 0.5, 1.0, -1.0)
        signs = np.where(plus & minus, either, plus.astype(float) - minus)
        effects = strength * signs
        good = effects[np.linalg.eigvals(effects).real.max(axis=1) < 0]
        if len(good):
            moved = np.linalg.solve(-good, np.broadcast_to(press[:, None], (len(good), len(press), 1)))[..., 0]
            rising += (moved > _still(moved)).sum(axis=0)
            settled += len(good)
    with np.errstate(invalid="ignore"):
        return settled / draws, rising / settled if settled else np.full(len(press), np.nan)


def _still(moved: Floats) -> float:
    """What rounding leaves of a variable that does not move."""
    return float(np.abs(moved).max()) * 1e-12


def _parts(draws: int) -> Iterator[int]:
    for first in range(0, draws, _AT_ONCE):
        yield min(_AT_ONCE, draws - first)
