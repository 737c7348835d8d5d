"""How well times and quantities are read: `python -m evaluation.dates_numbers [--weekdays N]`.

Data lie in `../shared` beside the repository; without them this says so and stops. Printed: days from weekdays alone,
past and future apart; the French specifications of Recognizers-Text that are supported upstream; dates and quantities
of the hand-made gold, where a value counts when it is told inside the claim's span or where the gold says it is told.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from faisceau.knowledge.numbers import numerals
from faisceau.model.layers import Layers, QuantityMention, Time
from faisceau.parse.quantities import find_quantities
from faisceau.parse.syntax import parse_syntax
from faisceau.parse.times import find_times
from faisceau.resolve.times import resolve_times

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
DATE_SPECS = ("Date", "DatePeriod", "Holiday")
LEFT_OUT = Path(__file__).with_name("left_out.toml")
"""Classes of cases that do not occur in news, each with its reason."""
UNITS = {"PercentModel": "share", "CurrencyModel": "money", "AgeModel": "time", "DimensionModel": "measure"}
"""Specifications that mark one sort of quantity only; others that stand in the same text are neither right nor wrong."""
NUMBER_SPECS = (
    "Number/NumberModel",
    "Number/PercentModel",
    "NumberWithUnit/AgeModel",
    "NumberWithUnit/CurrencyModel",
    "NumberWithUnit/DimensionModel",
    "NumberWithUnit/TemperatureModel",
)


def main() -> None:
    """Print every measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weekdays", type=int, default=300, help="how many weekday items to parse (default 300)")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"nothing measured: {SHARED.name}/ is not beside the repository")
        return
    for shares in (
        weekdays(options.weekdays),
        recognizers_dates(),
        recognizers_numbers(),
        *(gold(name) for name in ("seeds", "dispatches", "articles")),
    ):
        for share in shares:
            print(share)


class Share(Struct, frozen=True):
    """A measure that is `right` times out of `total`; `value` is the quotient unless it is an F1."""

    name: str
    right: int
    total: int
    f1: float | None = None

    @property
    def value(self) -> float:
        """The measure, 0 where there was nothing to get right."""
        if self.f1 is not None:
            return self.f1
        return self.right / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.name:40} {self.value:.3f} ({self.right} of {self.total})"


def read(text: str, published: str | None) -> Layers:
    """The times and quantities of an article, with its tree."""
    tokens, sentences = parse_syntax(text, "fr")
    layers = Layers("", "fr", published, tokens, sentences, times=find_times(text, "fr"))
    return resolve_times(layers, text)


def weekdays(limit: int) -> list[Share]:
    """Real sentences whose "mardi 5 juin" became "mardi"."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with gzip.open(SHARED / "data" / "weekday-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    for item in items[:: max(1, len(items) // limit)]:
        times = read(item["text"], item["published"]).times
        values = [t.value or "" for t in times if t.start < item["end"] and t.end > item["start"]]
        offset = item["offset_days"]
        side = "past" if offset < 0 else "future" if offset > 0 else "same day"
        for name in (side, "all"):
            total[name] += 1
            right[name] += any(item["answer"] in value.split("/") for value in values)
    return [Share(f"weekdays {name}", right[name], total[name]) for name in ("past", "same day", "future", "all")]


def recognizers(paths: Iterator[Path]) -> Iterator[dict[str, Any]]:
    """Cases that the upstream project itself supports, each once; `Start` and inclusive `End` are kept."""
    seen: set[str] = set()
    for path in paths:
        for case in json.loads(path.read_text(encoding="utf-8-sig")):
            if not any(key.startswith("NotSupported") for key in case) and case["Input"] not in seen:
                seen.add(case["Input"])
                for result in case["Results"]:
                    result.setdefault("End", result.get("Start", 0) + result.get("Length", len(result["Text"])) - 1)
                yield case


class LeftOut(Struct, frozen=True):
    """A class of cases: `pattern` is sought in the input, or in the results where `at` is "result"."""

    name: str
    of: str
    why: str
    pattern: str
    at: str = "input"

    def holds(self, case: dict[str, Any]) -> bool:
        """Whether the case is of this class."""
        texts = [r["Text"] for r in case["Results"]] if self.at == "result" else [case["Input"]]
        return any(re.search(self.pattern, text.lower()) for text in texts)


def left_out(of: str) -> tuple[LeftOut, ...]:
    """The classes that are left out of the dates or of the numbers."""
    rows = tomllib.loads(LEFT_OUT.read_text(encoding="utf-8"))["classes"]
    return tuple(c for c in (msgspec.convert(row, LeftOut) for row in rows) if c.of == of)


def recognizers_dates() -> list[Share]:
    """Dates and periods: all that upstream supports, and what of it occurs in news."""
    folder = SHARED / "data" / "recognizers-fr" / "DateTime"
    cases = list(recognizers(folder / f"{name}{kind}.json" for name in DATE_SPECS for kind in ("Extractor", "Parser")))
    classes = left_out("dates")
    news = [case for case in cases if not any(c.holds(case) for c in classes)]
    return [*_dates("recognizers date", cases), *_dates("recognizers news date", news)]


def _dates(name: str, cases: list[dict[str, Any]]) -> list[Share]:
    """Extents (an overlap counts), and values where both give one."""
    spans: Counter[str] = Counter()
    values = dated = 0
    for case in cases:
        text = case["Input"]
        reference = case.get("Context", {}).get("ReferenceDateTime", "")[:10] or None
        layers = Layers("", "fr", reference, times=find_times(text, "fr"))
        found = resolve_times(layers, text).times
        tally(spans, case["Results"], found)
        for result in case["Results"]:
            stated = stated_values(result)
            near = [t for t in found if overlap(result, t)]
            if stated and reference and near:
                dated += 1
                values += any(t.value and t.value.partition("/")[0][:10] in v for t in near for v in stated)
    return [*extents(f"{name}s", spans), Share(f"{name} values (of the found)", values, dated)]


def stated_values(result: dict[str, Any]) -> list[str]:
    """First days that a specification's result allows, past and future."""
    value = result.get("Value")
    sides = [value.get("FutureResolution") or {}, value.get("PastResolution") or {}] if isinstance(value, dict) else []
    return [day for side in sides for day in (side.get("date"), side.get("startDate")) if day]


def recognizers_numbers() -> list[Share]:
    """Numbers, shares and sums: all that upstream supports, and what of it occurs in news."""
    folder = SHARED / "data" / "recognizers-fr"
    cases = [(name, case) for name in NUMBER_SPECS for case in recognizers(iter([folder / f"{name}.json"]))]
    classes = left_out("numbers")
    news = [(name, case) for name, case in cases if not any(c.holds(case) for c in classes)]
    return [*_numbers("recognizers number", cases), *_numbers("recognizers news number", news, one_sort=True)]


def _numbers(name: str, cases: list[tuple[str, dict[str, Any]]], *, one_sort: bool = False) -> list[Share]:
    """Extents (an overlap counts), and values. `one_sort`: of each text only the sort that its specification marks."""
    spans: Counter[str] = Counter()
    values = stated = 0
    for spec, case in cases:
        found = find_quantities(case["Input"], "fr")
        sort = UNITS.get(spec.rpartition("/")[2]) if one_sort else None
        if sort:
            found = tuple(q for q in found if sort_of(q) == sort or any(overlap(r, q) for r in case["Results"]))
        tally(spans, case["Results"], found)
        for result in case["Results"]:
            raw = str((result.get("Resolution") or {}).get("value") or "").rstrip("%").replace(",", ".")
            near = [q for q in found if overlap(result, q)]
            if raw and near:
                stated += 1
                bounds = [b for q in near for b in (q.value, q.min, q.max) if b is not None]
                values += any(abs(bound - float(raw)) <= 1e-6 * max(1.0, abs(bound)) for bound in bounds)
    return [*extents(f"{name}s", spans), Share(f"{name} values (of the found)", values, stated)]


def sort_of(quantity: QuantityMention) -> str | None:
    """money, measure, time or share; None for what counts things."""
    if quantity.unit in ("percent", "share"):
        return "share"
    kinds = {unit.unit: unit.kind for unit in numerals("fr").units.values()}
    return kinds.get(quantity.unit or "")


def overlap(result: dict[str, Any], found: Time | QuantityMention) -> bool:
    """Whether the two share a code point."""
    return "Start" in result and bool(result["Start"] < found.end and found.start <= result["End"])


def tally(
    spans: Counter[str], results: list[dict[str, Any]], found: tuple[Time, ...] | tuple[QuantityMention, ...]
) -> None:
    """Add one text's extents to the counts."""
    results = [r for r in results if "Start" in r]
    spans["gold"] += len(results)
    spans["found"] += len(found)
    spans["hit"] += sum(any(overlap(r, f) for f in found) for r in results)
    spans["right"] += sum(any(overlap(r, f) for r in results) for f in found)
    spans["exact"] += sum(any(r["Start"] == f.start and r["End"] == f.end - 1 for f in found) for r in results)


def extents(name: str, spans: Counter[str]) -> list[Share]:
    """F1 of extents by overlap (with the hits of the gold's), and the share of exact ones."""
    precision = spans["right"] / max(1, spans["found"])
    recall = spans["hit"] / max(1, spans["gold"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return [
        Share(f"{name} F1", spans["hit"], spans["gold"], f1),
        Share(f"{name} exact", spans["exact"], spans["gold"]),
    ]


def gold(name: str) -> list[Share]:
    """Dates and quantities of the claims in one gold file."""
    folder = SHARED / "gold"
    inputs = [json.loads(line) for line in (folder / f"{name}-input.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {a["id"]: a["text"] for a in inputs}
    times = {a["id"]: read(a["text"], a["published"]).times for a in inputs}
    quantities = {a["id"]: find_quantities(a["text"], "fr") for a in inputs}
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        article = claim["article"]
        date = claim.get("date") or {}
        if date.get("value"):
            total["dates in span"] += 1
            inside = [t for t in times[article] if t.start < claim["end"] and claim["start"] < t.end]
            right["dates in span"] += any(same_date(date["value"], t.value) for t in inside)
            place = find_wording(texts[article], date.get("expr"), claim)
            if place:
                total["dates where told"] += 1
                told = [t for t in times[article] if t.start < place[1] and place[0] < t.end]
                right["dates where told"] += any(same_date(date["value"], t.value) for t in told)
        for item in claim.get("items") or []:
            stated = item.get("quantity") or {}
            if any(stated.get(key) is not None for key in ("value", "min", "max")):
                total["quantities in span"] += 1
                near = [q for q in quantities[article] if q.start < claim["end"] and claim["start"] < q.end]
                right["quantities in span"] += any(same_quantity(stated, q) for q in near)
    return [Share(f"{name} {measure}", right[measure], total[measure]) for measure in sorted(total)]


def find_wording(text: str, wording: str | None, claim: dict[str, Any]) -> tuple[int, int] | None:
    """Where `wording` stands nearest to the claim, None if the text does not have it."""
    if not wording:
        return None
    folded, sought = text.replace("’", "'").lower(), wording.replace("’", "'").lower()
    places = [i for i in range(len(folded)) if folded.startswith(sought, i)]
    if not places:
        return None
    start = min(places, key=lambda i: max(claim["start"] - i, i - claim["end"], 0))
    return start, start + len(sought)


def same_date(gold_value: str, value: str | None) -> bool:
    """As the claim scorer counts: equal up to the precision of the coarser one; an open end fits any end."""
    if not value:
        return False
    ends = [(v.partition("/")[0], v.partition("/")[2] or v) for v in (gold_value, value)]
    return all(near(g, p) for g, p in zip(*ends, strict=True))


def near(a: str, b: str) -> bool:
    """Whether two ISO dates agree as far as both go, at most one step apart in precision."""
    if ".." in (a, b):
        return True
    size = min(len(a), len(b))
    return a[:size] == b[:size] and abs(len(a) - len(b)) <= 3


def same_quantity(stated: dict[str, Any], found: QuantityMention) -> bool:
    """The same value, or the same bounds where no value is stated."""
    if stated.get("value") is not None:
        return bool(found.value == stated["value"])
    return (found.min, found.max) == (stated.get("min"), stated.get("max"))


if __name__ == "__main__":
    main()
