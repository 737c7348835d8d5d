"""Every measure of the gate, a set at a time. Nothing is printed or written here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from evaluation import dates_numbers, figures, fusion, mentions, pages, plover, provisions, quotations, stories
from evaluation.agreement import Agreement
from evaluation.annotated import annotated
from evaluation.gold import GOLD, SETS, SHARED, articles
from evaluation.scoring import as_record, group_scorer, scorer
from faisceau.fuse import fuse
from faisceau.model.claims import Claim
from faisceau.model.text import Article
from faisceau.run.analysis import analyse

SEALED = frozenset({"blind"})
"""Sets of which only the figures are taken: no prediction, miss or confusion leaves `claims_of`."""

CLAIM_MEASURES = {
    "found": ("found", "f1"),
    "precise": ("found", "p"),
    "row": ("row", "f1"),
    "kind": ("kind",),
    "status": ("status",),
    "hedged": ("status_when_hedged",),
    "subject": ("subject", "f1"),
    "object": ("object", "f1"),
    "source": ("source",),
    "attributed": ("source_when_attributed",),
    "date": ("date",),
    "figure": ("figure",),
    "plover": ("plover",),
}
"""Name of each measure of claims, and where the scorer's report has it. Extra claims per gold claim follow from `found`
and `precise` (F1 and precision P: recall R = F1 P / (2 P - F1), extras R (1 - P) / P)."""

HELD = "held"
"""The articles annotated by us that are never trained on."""
CLAIM_SETS = (*SETS, HELD)

WEEKDAYS = 150
"""How many weekday items are parsed, evenly drawn."""

Miss = tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]
"""What is wrong (missed, wrong, extra), the article, the gold claim, ours."""


class Measured(Struct, frozen=True):
    """One set's figures. `confusions` and `misses` are for sets of claims that are not sealed."""

    figures: dict[str, float]
    confusions: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()


class GateSet(Struct, frozen=True):
    """How one set is measured, and the files that its figures rest on, relative to the reference folder."""

    files: tuple[str, ...]
    measure: Callable[[], Measured]


_TOLD = ("seeds", "dispatches")


def claims_of(name: str) -> Measured:
    """The claims of one gold set, read by the program as it stands."""
    given, gold = SETS[name]
    records = [as_record(claim) for _, found in analysed(given) for claim in found]
    return _scored(scorer().load(str(gold)), records, sealed=name in SEALED)


def held_claims() -> Measured:
    """The claims of the articles annotated by us and held out of training."""
    gold: list[dict[str, Any]] = []
    records: list[dict[str, Any]] = []
    for article, claims in annotated(held=True):
        gold += claims
        records += [as_record(claim) for claim in analyse(article).claims]
    return _scored(gold, records, sealed=False)


def _scored(gold: list[dict[str, Any]], records: list[dict[str, Any]], *, sealed: bool) -> Measured:
    report, misses = scorer().score(gold, records)
    figures = {measure: _at(report, path) for measure, path in CLAIM_MEASURES.items()}
    known = _rounded({measure: value for measure, value in figures.items() if value is not None})
    if sealed:
        return Measured(known)
    return Measured(known, tuple(report["kind_confusion"]), tuple(misses))


@cache
def analysed(given: Path) -> tuple[tuple[Article, tuple[Claim, ...]], ...]:
    """The articles of an input file with their claims, kept for the next measure."""
    return tuple((article, analyse(article).claims) for article in articles(given))


def _at(report: Mapping[str, Any], path: Sequence[str]) -> float | None:
    value: Any = report
    for key in path:
        value = value[key]
    return None if value is None else float(value)


def fused_gold() -> Measured:
    """Fusion alone: hand-made claims in."""
    figures: dict[str, float] = {}
    for name, *files in fusion.SETS:
        fused = fusion.measure(GOLD, *files)
        figures |= {f"{name} links F1": fused.evolved.f1, f"{name} links precision": fused.evolved.precision}
        if fused.relations_right is not None:
            figures[f"{name} figure relations"] = fused.relations_right
    return Measured(_rounded(figures))


def fused_ours() -> Measured:
    """From articles to events: links between the gold claims that ours were paired with, out of all the gold's."""
    figures: dict[str, float] = {}
    for name, claims_file, articles_file, groups_file in fusion.SETS:
        gold = scorer().load(str(GOLD / claims_file))
        groups = json.loads((GOLD / groups_file).read_text(encoding="utf-8"))
        article = {row["id"]: row["article"] for row in gold}
        links, pool = fusion.gold_links(groups, article)
        grouped = {article[member] for member in pool}
        found = [(each, made) for each, made in analysed(GOLD / articles_file) if each.id in grouped]
        ours = [claim for _, made in found for claim in made]
        reading = fuse([each for each, _ in found], ours)
        paired = group_scorer().pair_up(gold, [as_record(claim) for claim in ours])
        met = {paired[member]: member for member in pool if member in paired}
        places = {claim: article[member] for claim, member in met.items()}
        tied = fusion.found_links(reading, sorted(met), places)
        figures[f"{name} links F1"] = Agreement(links, {frozenset(map(met.__getitem__, pair)) for pair in tied}).f1
    return Measured(_rounded(figures))


def figure_pairs() -> Measured:
    """Relations of figures: our pairs that are only scored, and contradictory figures in pairs of sentences."""
    pairs = list(figures.annotated_pairs())
    sentences = list(figures.daccord_pairs())
    only_scored = figures.accuracy([each for each in pairs if each.held])
    every = figures.accuracy(pairs)
    contrary = figures.contradictions(sentences)
    return Measured(
        _rounded(
            {
                "relations, only scored": only_scored.right / only_scored.total,
                "relations, all": every.right / every.total,
                "update and contradict apart": 1 - every.confused / every.movable,
                "contradictory figure, precision": contrary.precision,
                "contradictory figure, recall": contrary.recall,
            }
        )
    )


def rules() -> Measured:
    """Provisions that the seeds' exchanges concern, and notes on dated facts, with hand-made claims in."""
    told = {f"provisions of {name}, F1": pairs.f1 for name, pairs in provisions.given(GOLD).items()}
    notes = provisions.notes(GOLD)
    told |= {
        "notes found": len(notes.found) / len(notes.checked),
        "claims without a false note": 1 - len(notes.false) / notes.claims,
    }
    return Measured(_rounded(told))


def piles() -> Measured:
    """A mixed pile of articles into stories and their moments."""
    told, phases = stories.clustered(stories.pile(SHARED / stories.FOLDER))
    return Measured(_rounded({"stories B-cubed F1": told.f1, "moments B-cubed F1": phases.f1}))


def dates() -> Measured:
    """Times and quantities as they are read, before any claim."""
    shares = [
        *dates_numbers.weekdays(WEEKDAYS),
        *dates_numbers.recognizers_dates(),
        *dates_numbers.recognizers_numbers(),
        *(share for name in _TOLD for share in dates_numbers.gold(name)),
    ]
    return Measured(_rounded({share.name: share.value for share in shares}))


def mention_extents() -> Measured:
    """Dates, amounts and people as they are bounded."""
    return Measured(_rounded({share.name: share.value for share in mentions.mentions()}))


def web_pages() -> Measured:
    """Pages of the web as articles."""
    counts = pages.measure(pages.DEFAULT).counts
    return Measured(_rounded({name: right / total for name, (right, total) in counts.items()}))


def events() -> Measured:
    """Root and direction of events in single sentences."""
    return Measured(_rounded(plover.figures(plover.outcomes())))


def quoted() -> Measured:
    """Quotations and their speakers, before any claim."""
    return Measured(_rounded(quotations.figures(quotations.half("all"))))


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figures.items()}


def _relative(path: Path) -> str:
    return path.relative_to(SHARED).as_posix()


_SCORER, _GROUPS = "score/score_claims.py", tuple(f"gold/{file}" for _, *files in fusion.SETS for file in files)
_SPECS = tuple(
    f"data/recognizers-fr/{name}.json"
    for name in (
        *(f"DateTime/{spec}{kind}" for spec in dates_numbers.DATE_SPECS for kind in ("Extractor", "Parser")),
        *dates_numbers.NUMBER_SPECS,
    )
)
_READ = tuple(_relative(path) for name in _TOLD for path in SETS[name])
_TABLES = tuple(file for name in mentions.TEXTS for file in mentions.files(name))
_SEEDS = tuple(map(_relative, SETS["seeds"]))
GATE: dict[str, GateSet] = {
    **{name: GateSet((*map(_relative, paths), _SCORER), partial(claims_of, name)) for name, paths in SETS.items()},
    HELD: GateSet(("data/orange-dev.jsonl.gz", _SCORER), held_claims),
    "fusion": GateSet(_GROUPS, fused_gold),
    "claims and fusion": GateSet((*_GROUPS, _SCORER, "score/score_groups.py"), fused_ours),
    "figures": GateSet(("data/orange-dev.jsonl.gz",), figure_pairs),
    "rules": GateSet((*_SEEDS, "gold/fact_checks.json"), rules),
    "stories": GateSet(stories.files(), piles),
    "dates and numbers": GateSet(("data/weekday-dev.jsonl.gz", *_SPECS, *_READ), dates),
    "mentions": GateSet(_TABLES, mention_extents),
    "events": GateSet((_relative(plover.DEFAULT),), events),
    "pages": GateSet(("data/pages-dev/pages.json",), web_pages),
    "quotations": GateSet(quotations.files(), quoted),
}
"""The sets by name. Those of claims come first."""
