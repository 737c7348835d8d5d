"""The study's five what-ifs on its hand-coded map of the seeds: `python -m evaluation.whatifs`.

The map and the study's answers are in `../shared/data/system-model/seed-map`. Its arcs are put to our engine as they were coded:
cited ones with an article as a source each (the disputed one counted as cited, as there), definitions, assumptions. Compared for
every what-if and outcome: the answer of cited arcs, that with assumptions, the number of cited chains, the fewest articles whose
loss changes the answer. This measures the engine, not the extraction (`python -m evaluation.causes --seeds`).
"""

from __future__ import annotations

import csv
from pathlib import Path

from evaluation.gold import SHARED
from faisceau.model.system import Answer, Arc, Assumption, Evidence, Push, Selection, Sign
from faisceau.system.chains import first_round
from faisceau.system.hinges import source_hinges

FOLDER = SHARED / "data" / "system-model" / "seed-map"
ASKED: dict[str, Push] = {
    "China restricts": Push("restriction_CHN", "+"),
    "UN panel restored": Push("surveillance_ONU", "+"),
    "ROK ships shells directly": Push("aide_COR_UKR", "+"),
    "Oil cap enforced": Push("flux_petrole_vivres", "-"),
    "Sanctions on Russia tightened": Push("pression_RUS", "+"),
}
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


def main() -> None:
    """Print how many cells agree, and those that do not."""
    if not FOLDER.is_dir():
        print("Skipped: the hand-coded map does not stand beside the repository.")
        return
    arcs = coded_map(FOLDER / "seed_causal_claims.csv")
    with (FOLDER / "whatif_L4.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    same = dict.fromkeys(("cited", "with assumptions", "chains", "hinge"), 0)
    for row in rows:
        push = ASKED[row["what_if"]]
        plain, wide = (first_round(arcs, [push], Selection(assumptions=with_)) for with_ in (False, True))
        effect = next(e for e in plain.effects if e.variable == row["outcome"])
        hinges = source_hinges(arcs, [push], Selection()).get(row["outcome"], ())
        ours = {
            "cited": effect.answer,
            "with assumptions": wide.answer(row["outcome"]),
            "chains": str(len(effect.chains)),
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


if __name__ == "__main__":
    main()
