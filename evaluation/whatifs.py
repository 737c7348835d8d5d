"""The study's five what-ifs on its hand-coded map of the seeds: `python -m evaluation.whatifs`.

The map and the study's answers are in `../shared/data/system-model/seed-map`. Its arcs are put to our engine as they were coded:
cited ones with an article as a source each (the disputed one counted as cited, as there), definitions, assumptions. Compared for
every what-if and outcome: the answer of cited arcs, that with assumptions, the number of cited chains, the fewest articles whose
loss changes the answer. This measures the engine, not the extraction (`python -m evaluation.causes --seeds`).

`--reviewed` asks the same of our own map of the five seed articles as the program draws it, after the analyst's log
`annotated/seed_review.jsonl`: what an analyst would do by `faisceau map`, the passages as offsets. `annotated/seed_review.toml`
says which node of the study each variable then is. As in the study every modality counts.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import get_args

import msgspec
from msgspec.structs import replace

from evaluation.gold import SETS, SHARED, articles
from faisceau.model.mapping import Causal, Edit, cited, number_of
from faisceau.model.system import Answer, Arc, Assumption, Evidence, Modality, Push, Selection, Sign
from faisceau.run.analysis import analyse
from faisceau.run.stages import source_groups
from faisceau.system.chains import first_round
from faisceau.system.graph import graph_of
from faisceau.system.hinges import source_hinges
from faisceau.system.loops import loops
from faisceau.system.mapping import map_of

FOLDER = SHARED / "data" / "system-model" / "seed-map"
ASKED: dict[str, Push] = {
    "China restricts": Push("restriction_CHN", "+"),
    "UN panel restored": Push("surveillance_ONU", "+"),
    "ROK ships shells directly": Push("aide_COR_UKR", "+"),
    "Oil cap enforced": Push("flux_petrole_vivres", "-"),
    "Sanctions on Russia tightened": Push("pression_RUS", "+"),
}
NAMED_LOOPS = (  # the amplifying ones, as the study names them
    ("flux_techno", "flux_munitions"),
    ("pression_RUS", "rapprochement", "isolement"),
    ("rapprochement", "armes_UKR"),
)
REVIEW = Path(__file__).with_name("annotated") / "seed_review.jsonl"
NAMES = Path(__file__).with_name("annotated") / "seed_review.toml"
SAID: dict[str, Answer] = {"+": "+", "-": "-", "?": "contested"}


def coded_map(path: Path) -> tuple[Arc, ...]:
    """The hand-coded arcs."""
    arcs = []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            sign: Sign = "+" if row["sign"] == "1" else "-"
            if row["kind"].startswith("cited"):
                heard = tuple(
                    Evidence(f"{row['source']}>{row['target']}", a, sign) for a in row["seed_articles"].split()
                )
                arcs.append(Arc(row["source"], row["target"], heard))
            else:
                note = Assumption("study", row["quote_or_note"], "2026") if row["kind"] == "assumption" else None
                arcs.append(Arc(row["source"], row["target"], sign=sign, assumption=note))
    return tuple(arcs)


def reviewed_map() -> tuple[tuple[Arc, ...], Counter[str]]:
    """Our map of the five seeds after the review, its variables by the study's names, and what happened to it.

    Raises `ValueError` where a variable is left that is no node of the study.
    """
    given = articles(SETS["seeds"][0])
    texts = {article.id: article.text for article in given}
    edits = []
    for line in REVIEW.read_bytes().splitlines():
        edit = msgspec.json.decode(line, type=Edit)
        if edit.passage is not None:
            words = texts[edit.passage.article][edit.passage.start : edit.passage.end]
            edit = replace(edit, passage=replace(edit.passage, quote=words))
        edits.append(edit)
    log = tuple(edits)
    causes = tuple(cause for article in given for cause in analyse(article).causes)
    groups = source_groups(given)
    before = map_of(Causal(causes, groups))
    after = map_of(Causal((*causes, *cited(log)), groups, log))
    nodes = {name: node for node, name in msgspec.toml.decode(NAMES.read_bytes(), type=dict[str, str]).items()}
    lost = sorted({v.id for v in after.variables} - nodes.keys())
    if lost:
        raise ValueError(f"no node of the study: {lost}")
    done = Counter(edit.action for edit in log)
    told = Counter(
        {
            "arcs before review": len(before.arcs),
            "of them still there": sum(any(not number_of(e.claim) for e in arc.evidence) for arc in after.arcs),
            "arcs after review": len(after.arcs),
            "resting on passages that the review read alone": sum(
                bool(arc.evidence) and all(number_of(e.claim) for e in arc.evidence) for arc in after.arcs
            ),
            "assumed": sum(arc.assumption is not None and not arc.evidence for arc in after.arcs),
            "by definition": sum(arc.assumption is None and not arc.evidence for arc in after.arcs),
            "mergers": done["merge"],
            "drops": done["drop"],
            "passages cited": done["cite"],
        }
    )
    return tuple(
        replace(
            arc,
            cause=nodes[arc.cause],
            effect=nodes[arc.effect],
            evidence=tuple(replace(e, group=e.group[:3]) for e in arc.evidence),
        )
        for arc in after.arcs
    ), told


def compared(arcs: tuple[Arc, ...], chosen: Selection) -> None:
    """Print how many cells of the study are answered alike from these arcs, and those that are not."""
    with (FOLDER / "whatif_L4.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    same = dict.fromkeys(("cited", "with assumptions", "chains", "hinge"), 0)
    for row in rows:
        push = ASKED[row["what_if"]]
        plain, wide = (first_round(arcs, [push], replace(chosen, assumptions=with_)) for with_ in (False, True))
        effect = next((e for e in plain.effects if e.variable == row["outcome"]), None)
        hinges = source_hinges(arcs, [push], chosen).get(row["outcome"], ())
        ours = {
            "cited": effect.answer if effect else "none",
            "with assumptions": wide.answer(row["outcome"]),
            "chains": str(len(effect.chains)) if effect else "0",
            "hinge": str(len(hinges[0])) if hinges else "",
        }
        theirs = {
            "cited": SAID.get(row["cited_only"], "none"),
            "with assumptions": SAID.get(row["with_assumptions"], "none"),
            "chains": row["n_paths_cited"],
            "hinge": row["min_articles_to_change"],
        }
        for key in same:
            same[key] += ours[key] == theirs[key]
        differ = {key: (theirs[key], ours[key]) for key in same if ours[key] != theirs[key]}
        if differ:
            print(row["what_if"], "/", row["outcome"], differ)
    for key, number in same.items():
        print(f"{key:17} {number} of {len(rows)}")


def main() -> None:
    """Print how many cells agree, and those that do not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviewed", action="store_true", help="on our map of the seeds, corrected by the review")
    asked = parser.parse_args()
    if not FOLDER.is_dir():
        print("Skipped: the hand-coded map does not stand beside the repository.")
        return
    if not asked.reviewed:
        compared(coded_map(FOLDER / "seed_causal_claims.csv"), Selection())
        return
    arcs, told = reviewed_map()
    for key, number in told.items():
        print(f"{key:47} {number}")
    every = Selection(modalities=frozenset(get_args(Modality)) - {"denied"})
    compared(arcs, every)
    found = loops(graph_of(arcs, replace(every, assumptions=True)), len(arcs))
    signs = {frozenset(loop.variables): loop.sign for loop in found}
    amplifying = sum(loop.sign == "+" for loop in found)
    print(f"loops: {amplifying} amplifying, {len(found) - amplifying} damping")
    for loop in NAMED_LOOPS:
        print(f"loop {' -> '.join(loop)}: {signs.get(frozenset(loop), 'not there')}")


if __name__ == "__main__":
    main()
