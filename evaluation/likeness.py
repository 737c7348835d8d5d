"""Learn what two claims' likenesses weigh, and check the weights on sets that they were not learnt from.

usage: python -m evaluation.likeness [--reference DIR] [--write]

Examples are pairs of claims of different articles: of one group or not by the hand-grouped sets of `evaluation.fusion`, with
the hand-made claims and with the program's own where they were paired with a hand-made one. Prints, for weights learnt on
one set and on all, the average precision of the pairs of every set. `--write` puts the weights learnt on all, rounded, into
`knowledge/ontology/likeness.toml`. Signs are held: what is shared never tells apart, what differs never joins.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from evaluation import fusion, measures
from evaluation.annotated import told
from evaluation.gold import GOLD
from evaluation.scoring import as_record, group_scorer, scorer
from faisceau.fuse.features import Proposition, propositions
from faisceau.fuse.rarity import Rarity
from faisceau.fuse.same_event import NEVER, Likeness, compared, score
from faisceau.model.claims import Claim
from faisceau.run.analysis import analyse

SHIPPED = Path(__file__).resolve().parents[1] / "src/faisceau/knowledge/ontology/likeness.toml"
AGAINST = frozenset(
    {
        "few_words",
        "other_act",
        "other_subject",
        "other_speaker",
        "other_actor",
        "other_valence",
        "other_family",
        "other_time",
        "far_time",
        "other_place",
    }
)
NAMES = Likeness.__struct_fields__
RIDGE = 5.0
LEARNT = Path(__file__).with_name("annotated") / "same_event_learnt.jsonl"
PILES = Path(__file__).with_name("annotated") / "same_event_piles.jsonl"
JUDGED = 400.0  # what the judged pairs of one event weigh together: they ask what a reader asks
EACH = 200.0  # what the examples of one event of each set weigh together
ROUNDS = 1500
Numbers = NDArray[np.float64]


class Pairs(Struct, frozen=True):
    """Likenesses (one row a pair), whether the gold has them in one group, and what the shipped weights say."""

    seen: Numbers
    same: Numbers
    shipped: Numbers


def pairs_of(claims: Sequence[Claim], label: dict[str, str], links: set[fusion.Link]) -> Pairs:
    """All comparable pairs of claims of different articles that `label` names, by the gold claims that it gives them."""
    known = propositions(claims, {})
    rarity = Rarity.of(known)
    told = [(each, [label[claim.id] for claim in each.claims if claim.id in label]) for each in known]
    told = [(each, names) for each, names in told if names]
    rows, same, shipped = [], [], []
    for place, (a, first) in enumerate(told):
        for b, second in told[place + 1 :]:
            if _one_article(a, b):
                continue
            said = score(a, b, rarity)
            if said > NEVER:
                rows.append([float(getattr(compared(a, b, rarity), name)) for name in NAMES])
                same.append(any(frozenset((x, y)) in links for x in first for y in second))
                shipped.append(said)
    return Pairs(np.array(rows), np.array(same, float), np.array(shipped))


def _one_article(a: Proposition, b: Proposition) -> bool:
    return {claim.article for claim in a.claims} == {claim.article for claim in b.claims} != set()


def sets() -> Iterator[tuple[str, Pairs]]:
    """The hand-grouped sets, with hand-made claims and with ours."""
    for name, claims_file, articles_file, groups_file in fusion.SETS:
        groups = json.loads((GOLD / groups_file).read_text(encoding="utf-8"))
        rows = fusion.rows_of(GOLD / claims_file)
        article = {row["id"]: row["article"] for row in rows}
        links, pool = fusion.gold_links(groups, article)
        grouped = {article[member] for member in pool}
        given = [fusion.claim_of(row) for row in rows if row["article"] in grouped]
        yield f"{name}, gold", pairs_of(given, {claim.id: claim.id for claim in given}, links)
        ours = [c for each, made in measures.analysed(GOLD / articles_file) if each.id in grouped for c in made]
        paired = group_scorer().pair_up(scorer().load(str(GOLD / claims_file)), [as_record(claim) for claim in ours])
        yield f"{name}, ours", pairs_of(ours, {mine: gold for gold, mine in paired.items()}, links)


def judged() -> Pairs:
    """The pairs judged by us to learn from, each seen in its pile: a topic of `rpm2-dev`, or one that is listed."""
    pairs = [msgspec.json.decode(line, type=fusion.Judged) for line in LEARNT.read_bytes().splitlines()]
    listed: list[list[str]] = [msgspec.json.decode(line) for line in PILES.read_bytes().splitlines()]
    names = sorted(f"rp-{path.name}" for path in fusion.RPM2.glob("T*_C*.txt"))
    topics = [list(each) for _, each in groupby(names, key=lambda name: name[: fusion.TOPIC])]
    rows, same, shipped = [], [], []
    for pile in (*topics, *listed):
        mine = [pair for pair in pairs if pair.a in pile]
        claims = [claim for name in pile for claim in analyse(told(name)).claims] if mine else []
        known = propositions(claims, {})
        rarity = Rarity.of(known)
        of = {claim.id: each for each in known for claim in each.claims}
        for pair in mine:
            first, second = fusion.claim_on(claims, pair.a, pair.a_span), fusion.claim_on(claims, pair.b, pair.b_span)
            if first is None or second is None or of[first] is of[second]:
                continue
            said = score(of[first], of[second], rarity)
            if said > NEVER:
                seen = compared(of[first], of[second], rarity)
                rows.append([float(getattr(seen, name)) for name in NAMES])
                same.append(pair.same)
                shipped.append(said)
    return Pairs(np.array(rows), np.array(same, float), np.array(shipped))


def learn_with(told: Sequence[tuple[Pairs, float]]) -> Numbers:
    """Weights by ridge logistic regression with signs held: projected gradient with momentum (FISTA), from zero.

    Each set comes with what its examples of one event weigh together.
    """
    given = [pairs for pairs, _ in told]
    seen = np.vstack([pairs.seen for pairs in given])
    same = np.concatenate([pairs.same for pairs in given])
    share = np.concatenate([np.full(len(pairs.same), weight / pairs.same.sum()) for pairs, weight in told])
    scale = np.maximum(seen.std(axis=0), 1e-6)
    scale[0] = 1.0
    x = seen / scale
    free, below = NAMES.index("bias"), [NAMES.index(name) for name in sorted(AGAINST)]
    ridge = np.full(len(NAMES), RIDGE)
    ridge[free] = 0.0
    step = 1.0 / (0.25 * np.linalg.norm(x * np.sqrt(share)[:, None], 2) ** 2 + RIDGE)
    weights, ahead, pace = np.zeros(len(NAMES)), np.zeros(len(NAMES)), 1.0
    for _ in range(ROUNDS):
        said = 1 / (1 + np.exp(-np.clip(x @ ahead, -40, 40)))
        moved = ahead - step * (x.T @ (share * (said - same)) + ridge * ahead)
        held = np.maximum(moved, 0.0)
        held[below] = np.minimum(moved[below], 0.0)
        held[free] = moved[free]
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead, weights, pace = held + (pace - 1) / faster * (held - weights), held, faster
    return np.asarray(weights / scale)


def average_precision(told: Numbers, same: Numbers) -> float:
    """Mean, over the pairs of one event, of the precision down to each, best first."""
    order = same[np.argsort(-told, kind="stable")]
    return float((np.cumsum(order) / np.arange(1, len(order) + 1) * order).sum() / order.sum())


def write(weights: Numbers) -> None:
    """Put the weights into the shipped file, its comments as they are."""
    text = SHIPPED.read_text(encoding="utf-8")
    for name, weight in zip(NAMES, weights, strict=True):
        text = re.sub(rf"(?m)^{name} = .*$", f"{name} = {weight + 0.0:.2f}", text)
    SHIPPED.write_text(text.replace("-0.00", "0.00"), encoding="utf-8")


def main() -> int:
    """Print how well weights learnt here tell pairs there, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if not GOLD.is_dir():
        print("No reference data beside the repository: nothing to learn from.")
        return 0
    known, hard = dict(sets()), judged()
    for name, _, _, _ in (*fusion.SETS, ("", "", "", "")):
        chosen = [(pairs, EACH) for title, pairs in known.items() if title.startswith(name)]
        weights = learn_with([*chosen, (hard, JUDGED)])
        scores = (f"{title} {average_precision(p.seen @ weights, p.same):.3f}" for title, p in known.items())
        print(f"learnt on {name or 'all'}: ", "; ".join(scores))
    print("shipped: ", "; ".join(f"{title} {average_precision(p.shipped, p.same):.3f}" for title, p in known.items()))
    if options.write:
        write(weights)
        print(f"{SHIPPED.name} written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
