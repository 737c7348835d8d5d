"""Published cases with known answers. Matrices are facts of the studies named; larger ones are read beside the repository."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from faisceau.system.balance import Tie, balance
from faisceau.system.equilibrium import LAWS, settle
from faisceau.system.exchange_network import balanced, standing

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "system-model"

#: After Dambacher and Ramos-Jiliberto 2007: hare, predator, vegetation; what each model adds to the first.
HARE, PREDATOR, PLANTS = range(3)
MODELS = {"A": (), "B": ("V>P",), "C": ("V>P", "H"), "D": ("V>P", "P>V"), "E": ("V>P", "P>V", "H")}
PRIOR = {"B": 3 / 16, "C": 3 / 16, "D": 5 / 16, "E": 5 / 16}


def _snowshoe(model: str) -> tuple[float, float]:
    """Share of draws that settle, and of these the share in which more vegetation means fewer hares."""
    plus, minus = np.zeros((2, 3, 3), dtype=bool)
    plus[HARE, PLANTS] = plus[PREDATOR, HARE] = True
    minus[HARE, PREDATOR] = minus[PREDATOR, PREDATOR] = minus[PLANTS, HARE] = minus[PLANTS, PLANTS] = True
    plus[PREDATOR, PLANTS] = "V>P" in MODELS[model]
    minus[PLANTS, PREDATOR] = "P>V" in MODELS[model]
    minus[HARE, HARE] = "H" in MODELS[model]
    stable, rising = settle(plus, minus, np.array([0.0, 0.0, 1.0]), LAWS["uniform"], 40_000, seed=7)
    return stable, 1 - rising[HARE]


def test_snowshoe_hares_within_sampling_error() -> None:
    found = {model: _snowshoe(model) for model in MODELS}
    assert found["A"][1] == 0, "in the first model hares always rise"
    for model, stable, fewer in (("B", 0.784, 0.363), ("C", 0.854, 0.415), ("D", 0.820, 0.416), ("E", 0.944, 0.472)):
        assert found[model][0] == pytest.approx(stable, abs=0.012)
        assert found[model][1] == pytest.approx(fewer, abs=0.012)
    weight = {model: PRIOR[model] * found[model][0] * found[model][1] for model in PRIOR}
    posterior = {model: w / sum(weight.values()) for model, w in weight.items()}
    assert posterior == pytest.approx({"B": 0.148, "C": 0.188, "D": 0.279, "E": 0.384}, abs=0.02)


@pytest.mark.parametrize(
    ("edges", "shares"),
    [
        ("A-B", "1/2 1/2"),
        ("A-B B-C", "0 1 0"),
        ("A-B B-C C-D", "1/3 2/3 2/3 1/3"),
        ("A-B B-C C-D D-E", "0 1 0 1 0"),
        ("A-B B-C B-D C-D", "1/4 3/4 1/2 1/2"),
        ("B-A B-C B-D", "0 1 0 0"),
    ],
)
def test_balanced_exchange(edges: str, shares: str) -> None:
    found = balanced([(edge[0], edge[2]) for edge in edges.split()])
    assert found is not None
    assert list(found.values()) == [Fraction(share) for share in shares.split()]


def test_three_who_all_deal_with_each_other_have_no_stable_split() -> None:
    assert balanced([("A", "B"), ("B", "C"), ("A", "C")]) is None


def test_who_can_be_left_out() -> None:
    ends = standing([("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")])
    assert (ends.excludable, ends.strong, ends.served) == (("A", "C", "E"), ("B", "D"), ())
    even = standing([("A", "B"), ("B", "C"), ("C", "D")])
    assert (even.excludable, even.strong, even.served) == ((), (), ("A", "B", "C", "D"))


def test_tribes_of_the_highlands_have_seven_frustrated_ties() -> None:
    path = SHARED / "signed" / "tribes.csv"
    if not path.exists():
        pytest.skip("the reference networks are not beside the repository")
    with path.open(encoding="utf-8") as rows:
        ties = [
            Tie(min(row["a"], row["b"]), max(row["a"], row["b"]), "+" if int(row["sign"]) > 0 else "-")
            for row in csv.DictReader(rows)
        ]
    found = balance(ties)
    assert found is not None
    assert (len(ties), found.index, found.complete) == (58, 7, True)
    assert all(len(division.frustrated) == 7 for division in found.divisions)
