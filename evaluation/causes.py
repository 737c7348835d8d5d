"""Causal claims measured: `python -m evaluation.causes [--seeds | --judged] [--misses]`.

Ten articles were coded by two readers apart, by `docs/reference/causal-coding.md`; what they marked is in
`annotated/causes.jsonl` as offsets. Two claims are one where they overlap as `score_causes.py` pairs them and both ends touch.
The merged gold are the claims that both have, with the first reader's spans: without those on whose sign they differ, and with
the modality that one marks where the other asserts, else the first of the manual's order. What one reader alone has is no gold,
and what we have on it is no mistake: it is left out of our claims before they are scored. The union (every claim that either
has) is scored beside it.

`--seeds` instead compares the map of the five seed articles, as the program draws it and nobody corrects it, with the one coded
by hand; `annotated/seed_map.toml` says which variable of ours is which node of that map. An arc of ours whose two ends are one
node there (a part and its whole) can neither be on that map nor contradict it: it is counted apart.

`--judged`: sixty claims of twenty further articles were judged right or wrong by the manual (both ends and the sign), as the
program made them then; `annotated/causes_judged.jsonl` keeps them as offsets.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from evaluation.annotated import text_of
from evaluation.gold import SETS, SHARED, articles
from evaluation.scoring import cause_scorer
from faisceau.export.as_causes import record
from faisceau.export.records import lines
from faisceau.model.mapping import Causal
from faisceau.model.system import Modality
from faisceau.model.text import Article
from faisceau.model.variables import parsed
from faisceau.run.analysis import analyse
from faisceau.run.stages import source_groups
from faisceau.system.mapping import map_of

CODED = Path(__file__).with_name("annotated") / "causes.jsonl"
JUDGED = Path(__file__).with_name("annotated") / "causes_judged.jsonl"
NODES = Path(__file__).with_name("annotated") / "seed_map.toml"
SEED_MAP = SHARED / "data" / "system-model" / "seed-map" / "seed_causal_claims.csv"
ORDER: tuple[Modality, ...] = ("denied", "aim", "fear", "question", "hypothetical", "hedged", "asserted")
Row = dict[str, Any]


def coded() -> list[tuple[Article, list[Row], list[Row]]]:
    """Each article with the claims of the two readers in the scorer's form.

    Raises `FileNotFoundError` where the corpus is missing, `ValueError` where a text is not the one coded.
    """
    found = []
    for line in CODED.read_bytes().splitlines():
        record = msgspec.json.decode(line)
        text = text_of(record["article"], record["corpus"])
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            raise ValueError(f"{record['article']}: the text is not the one that was coded.")
        day = record["published"]
        article = Article(record["article"], text, record["sha256"], day, "given" if day else None, lang="fr")
        sides = [[_row(record["article"], claim) for claim in record["claims"] if claim["coder"] == c] for c in "ab"]
        found.append((article, sides[0], sides[1]))
    return found


def _row(article: str, claim: Row) -> Row:
    ends = {key: {"start": claim[key][0], "end": claim[key][1]} for key in ("cause", "effect")}
    return {"article": article, **{k: claim[k] for k in ("start", "end", "sign", "modality")}, **ends}


def pairs(first: Sequence[Row], second: Sequence[Row], *, both_ends: bool = True) -> list[tuple[int, int]]:
    """Who is whom, by place: one to one, the greatest overlap first, as `score_causes.py` pairs claims of one article."""
    measure = cause_scorer()
    found = []
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            shared = measure.overlap(a, b)
            touching = [measure.touch(a[end], b[end]) for end in ("cause", "effect")]
            if shared > 0.25 and (all(touching) or not both_ends):
                found.append((shared + 0.3 * sum(touching), i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    kept = []
    for _, i, j in sorted(found, reverse=True):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            kept.append((i, j))
    return kept


def merged(first: Sequence[Row], second: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The gold of two readers, and what is neither gold nor a mistake: claims of one alone, or with two signs."""
    same = pairs(first, second)
    gold, open_ = [], []
    for i, j in same:
        a, b = first[i], second[j]
        if a["sign"] != b["sign"]:
            open_.append(a)
            continue
        told = {a["modality"], b["modality"]}
        gold.append({**a, "modality": next(each for each in ORDER if each in told)})
    open_ += [a for i, a in enumerate(first) if i not in {i for i, _ in same}]
    open_ += [b for j, b in enumerate(second) if j not in {j for _, j in same}]
    return gold, open_


def agreement(sets: Sequence[tuple[Article, list[Row], list[Row]]]) -> dict[str, float]:
    """How far the readers agree: claims found by both (F1), with both ends, and on these sign and modality (shares)."""
    found = ends = sign = modality = total = 0
    for _, a, b in sets:
        total += len(a) + len(b)
        found += len(pairs(a, b, both_ends=False))
        same = pairs(a, b)
        ends += len(same)
        sign += sum(a[i]["sign"] == b[j]["sign"] for i, j in same)
        modality += sum(a[i]["modality"] == b[j]["modality"] for i, j in same)
    return {
        "claims": total, "found F1": 2 * found / total, "both ends F1": 2 * ends / total, "sign": sign / ends,
        "modality": modality / ends,
    }  # fmt: skip


def ours(article: Article) -> list[Row]:
    """Our causal claims of an article as the scorer reads them."""
    return [msgspec.json.decode(line) for line in lines(record(c) for c in analyse(article).causes).splitlines()]


def scored(*, misses: bool) -> None:
    """Print agreement and scores."""
    sets = coded()
    for name, value in agreement(sets).items():
        print(f"readers: {name:14} {value:.3f}" if isinstance(value, float) else f"readers: {name:14} {value}")
    gold: list[Row] = []
    union: list[Row] = []
    kept: list[Row] = []
    every: list[Row] = []
    confused: list[tuple[Row, Row]] = []
    for article, a, b in sets:
        both, open_ = merged(a, b)
        found = ours(article)
        gold_of_ours = {j for _, j in pairs(both, found, both_ends=False)}
        confused += [(both[i], found[j]) for i, j in pairs(both, found)]
        rest = [row for j, row in enumerate(found) if j not in gold_of_ours]
        neutral = {j for _, j in pairs(open_, rest, both_ends=False)}
        gold += both
        union += [*both, *open_]
        kept += [row for j, row in enumerate(found) if j in gold_of_ours]
        kept += [row for j, row in enumerate(rest) if j not in neutral]
        every += found
        if misses:
            hit = {i for i, _ in pairs(both, found)}
            print(article.id, "missed", [(g["start"], g["end"]) for i, g in enumerate(both) if i not in hit])
            print(
                article.id, "extra", [(r["start"], r["end"], r["cue"]) for j, r in enumerate(rest) if j not in neutral]
            )
    told = Counter((both["modality"], said["modality"]) for both, said in confused)
    for (theirs, own), number in sorted(told.items()):
        if theirs != own:
            print(f"modality: {theirs} taken for {own}: {number}")
    for name, against, said in (("both readers", gold, kept), ("either reader", union, every)):
        for key, value in cause_scorer().score(against, said).items():
            print(f"{name}: {key:22} {value}")


class _Node(Struct, frozen=True):
    kind: str
    args: tuple[tuple[str, ...], ...]

    def is_of(self, variable: str) -> bool:
        """Whether our variable is this node."""
        own = parsed(variable)
        if own.kind != self.kind:
            return False
        if self.kind == "alignment":
            return any(set(way) <= set(own.args) for way in self.args)
        return any(
            all(want in ("*", have) or want in have.split("+") for want, have in zip(way, own.args, strict=False))
            for way in self.args
        )


class _Nodes(Struct, frozen=True):
    nodes: dict[str, _Node]


def seeds(*, misses: bool) -> None:
    """Print how our map of the seeds compares with the one coded by hand."""
    nodes = msgspec.toml.decode(NODES.read_bytes(), type=_Nodes).nodes
    with SEED_MAP.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    coded_ = {(r["source"], r["target"], "+" if r["sign"] == "1" else "-"): r["kind"] for r in rows}
    given = articles(SETS["seeds"][0])
    found = map_of(Causal(tuple(c for a in given for c in analyse(a).causes), source_groups(given)))
    right: set[tuple[str, str, str]] = set()
    placed = wrong = inside = off = 0
    for arc in found.arcs:
        signs = {arc.sign} if arc.sign else {e.sign for e in arc.evidence if e.modality != "denied"}
        sources = [name for name, node in nodes.items() if node.is_of(arc.cause)]
        targets = [name for name, node in nodes.items() if node.is_of(arc.effect)]
        hits = {(s, t, g) for s in sources for t in targets for g in signs if g} & coded_.keys()
        placed += bool(hits)
        within = not hits and bool(sources and targets) and bool(set(sources) & set(targets))
        inside += within
        wrong += not hits and bool(sources and targets) and not within
        off += not (sources and targets)
        right |= hits
        if misses and not hits:
            print("extra", arc.cause, sorted(signs), arc.effect, "" if sources and targets else "(no node)")
    if misses:
        print("missed", *sorted(coded_.keys() - right), sep="\n  ")
    quoted = {arc for arc, kind in coded_.items() if kind.startswith("cited")}
    print(
        f"our arcs: {len(found.arcs)}, on the map {placed}, between its nodes but not on it {wrong}, "
        f"within one of its nodes {inside}, of other variables {off}"
    )
    print(
        f"precision between its nodes {placed / max(placed + wrong, 1):.3f}, of all our arcs {placed / len(found.arcs):.3f}"
    )
    print(f"recall of {len(coded_)} arcs {len(right) / len(coded_):.3f}")
    print(f"recall of the {len(quoted)} cited ones {len(right & quoted) / len(quoted):.3f}")


def judged() -> None:
    """Print how many of the claims that were judged one by one are right, all and those that we still make."""
    told: Counter[tuple[str, bool]] = Counter()
    for line in JUDGED.read_bytes().splitlines():
        record = msgspec.json.decode(line)
        text = text_of(record["article"], record["corpus"])
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            raise ValueError(f"{record['article']}: the text is not the one that was judged.")
        article = Article(record["article"], text, record["sha256"], None, None, lang="fr")
        made = {
            (c["cause"]["start"], c["cause"]["end"], c["effect"]["start"], c["effect"]["end"], c["sign"])
            for c in ours(article)
        }
        for claim in record["claims"]:
            told["judged", claim["right"]] += 1
            told["still made", claim["right"]] += (*claim["cause"], *claim["effect"], claim["sign"]) in made
    for key in ("judged", "still made"):
        every = told[key, True] + told[key, False]
        print(f"{key}: {every}, right {told[key, True]} ({told[key, True] / max(every, 1):.2f})")


def main() -> None:
    """Print the figures, or why there are none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", action="store_true", help="the seed map instead")
    parser.add_argument("--misses", action="store_true", help="what is missed and what is extra")
    parser.add_argument("--judged", action="store_true", help="the claims judged one by one instead")
    asked = parser.parse_args()
    if not SHARED.is_dir():
        print(f"Skipped: {SHARED.name} does not stand beside the repository.")
        return
    if asked.judged:
        judged()
        return
    (seeds if asked.seeds else scored)(misses=asked.misses)


if __name__ == "__main__":
    main()
