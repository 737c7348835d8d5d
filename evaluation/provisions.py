"""Score the rules: provisions that claims and exchanges concern, and the notes beside claims that differ from dated facts.

usage: python -m evaluation.provisions [--reference DIR] [--ours] [--misses]

DIR (by default `shared` beside the repository) holds `gold/`. Provisions are counted as (claim, provision) pairs of the
seeds. `exchanges`: the gold's exchanges, each against the provisions of the lines of the ledger that rest on it, with
hand-made claims in. `exchanges, claim alone`: against those of the claim by itself; `every kind`: all the gold's claims
so. With `--ours`, end to end: the program's own claims, paired with the gold's by overlap; a claim not found has missed
all its provisions, and a claim of ours that pairs with none is left out.

Notes: a gold fact check is one to find where what the article says differs in date or term (`CHECKED`), not where it is
consistent, disputed, or of a detail that no date or term holds. A note on a claim of any set that no fact check names is
a false alarm.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from evaluation.agreement import Agreement
from evaluation.fusion import Row, article_of, claim_of, rows_of
from evaluation.scoring import as_record, group_scorer
from faisceau.fuse import fuse
from faisceau.fuse.checks import checks_of
from faisceau.fuse.provisions import claim_concerns
from faisceau.model.claims import Claim
from faisceau.model.fused import Reading
from faisceau.model.text import Article
from faisceau.run.analysis import analyse

CHECKED = frozenset({"date", "date_and_name", "date_and_place", "terminology"})
"""Kinds of gold fact checks that a date or a term decides."""
NOTED = ("seeds", "dispatches", "articles")


class Notes(Struct, frozen=True):
    """Claims that a fact check names and that are noted, of `checked`; notes on other claims, of `claims`."""

    found: frozenset[str]
    checked: frozenset[str]
    false: tuple[str, ...]
    claims: int


def _pairs(rows: Iterable[Row], ours: Mapping[str, Iterable[str]]) -> Agreement[tuple[str, str]]:
    rows = list(rows)
    return Agreement(
        frozenset((row["id"], each) for row in rows for each in row["provisions"]),
        frozenset((row["id"], each) for row in rows for each in ours.get(row["id"], ())),
    )


def _by_line(reading: Reading) -> dict[str, set[str]]:
    """The provisions of the ledger's lines that rest on each claim, and those of claims that are on none."""
    found: dict[str, set[str]] = {}
    for line in reading.exchanges:
        for claim in line.claims:
            found.setdefault(claim, set()).update(concern.id for concern in line.provisions)
    for event in reading.events:
        for concern in event.concerns:
            for claim in concern.claims:
                found.setdefault(claim, set()).add(concern.id)
    return found


def _articles(gold: Path, name: str) -> list[Article]:
    return [article_of(row) for row in rows_of(gold / f"{name}-input.jsonl")]


def given(gold: Path) -> dict[str, Agreement[tuple[str, str]]]:
    """The seeds with hand-made claims in."""
    rows, articles = rows_of(gold / "seeds.jsonl"), _articles(gold, "seeds")
    published = {article.id: article.published for article in articles}
    claims = [claim_of(row) for row in rows]
    alone = {c.id: [each.id for each in claim_concerns(c, "fr", published[c.article])] for c in claims}
    exchanges = [row for row in rows if row["kind"] == "exchange"]
    return {
        "exchanges": _pairs(exchanges, _by_line(fuse(articles, claims))),
        "exchanges, claim alone": _pairs(exchanges, alone),
        "every kind, claim alone": _pairs(rows, alone),
    }


def ours(gold: Path) -> dict[str, Agreement[tuple[str, str]]]:
    """The seeds from their text: the program's own claims, paired with the gold's."""
    rows, articles = rows_of(gold / "seeds.jsonl"), _articles(gold, "seeds")
    claims: list[Claim] = [claim for article in articles for claim in analyse(article).claims]
    paired = group_scorer().pair_up(rows, [as_record(claim) for claim in claims])
    by_line, by_id = _by_line(fuse(articles, claims)), {claim.id: claim for claim in claims}
    exchanges = [row for row in rows if row["kind"] == "exchange"]
    lines = {identity: by_line.get(mine, set()) for identity, mine in paired.items()}
    alone = {identity: by_id[mine].provisions for identity, mine in paired.items()}
    return {
        "exchanges": _pairs(exchanges, lines),
        "exchanges, claim alone": _pairs(exchanges, alone),
        "every kind, claim alone": _pairs(rows, alone),
    }


def notes(gold: Path) -> Notes:
    """Notes beside the hand-made claims of every set."""
    checks = json.loads((gold / "fact_checks.json").read_text(encoding="utf-8"))
    named = {check["claim"] for check in checks}
    checked = frozenset(check["claim"] for check in checks if check["kind"] in CHECKED)
    noted: list[str] = []
    total = 0
    for name in NOTED:
        published = {article.id: article.published for article in _articles(gold, name)}
        claims = [claim_of(row) for row in rows_of(gold / f"{name}.jsonl")]
        total += len(claims)
        noted += [claim.id for claim in claims if checks_of(claim, "fr", published[claim.article])]
    return Notes(frozenset(noted) & checked, checked, tuple(sorted(set(noted) - named)), total - len(named))


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--ours", action="store_true", help="score the program's own claims too")
    parser.add_argument("--misses", action="store_true", help="list what is missed and what is extra")
    options = parser.parse_args()
    gold = options.reference / "gold"
    if not gold.is_dir():
        print("No reference data beside the repository: nothing to score.")
        return 0
    for heading, scored in (
        ("hand-made claims in", given(gold)),
        *((("end to end", ours(gold)),) if options.ours else ()),
    ):
        print(f"provisions, {heading}")
        for name, pairs in scored.items():
            print(f"  {name:24} {pairs}")
            for mark, rest in (("missed", pairs.gold - pairs.found), ("extra ", pairs.found - pairs.gold)):
                for claim, provision in sorted(rest) if options.misses else ():
                    print(f"    {mark} {claim} {provision}")
    noted = notes(gold)
    print(
        f"notes: {len(noted.found)} of {len(noted.checked)} found; {len(noted.false)} false on {noted.claims} other claims"
    )
    if options.misses:
        print("    missed", *sorted(noted.checked - noted.found))
        print("    false ", *noted.false)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
