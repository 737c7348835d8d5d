"""The gate: `python -m evaluation.score [SET ...]`.

Measures the program against the reference data beside the repository, prints the table, writes evaluation/report.md, and
exits 1 where a measure is below its floor in evaluation/baseline.json.

`--update` raises the floors to what was measured less 0.01. It lowers none, unless `--allow-regression REASON` says why;
the reason is recorded in the baseline.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from evaluation.baseline import Baseline, Shortfall, digests, load, raised, save, shortfalls
from evaluation.gold import SHARED
from evaluation.measures import CLAIM_MEASURES, CLAIM_SETS, GATE, Measured
from evaluation.report import as_markdown

REPORT = Path(__file__).with_name("report.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, compare, tell. The exit code is returned."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"one or several of: {', '.join(GATE)}; default all")
    parser.add_argument("--update", action="store_true", help="raise the floors")
    parser.add_argument("--allow-regression", metavar="REASON", help="with --update: lower floors too, and record why")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"Nothing measured: {SHARED.name}/ is not beside the repository.")
        return 0
    if options.allow_regression is not None and not (options.update and options.allow_regression.strip()):
        parser.error("--allow-regression needs a reason, and --update")
    if unknown := set(options.sets) - set(GATE):
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    wanted = options.sets or list(GATE)
    started = time.perf_counter()
    measured = {name: GATE[name].measure() for name in GATE if name in wanted}
    baseline = load()
    print(claims_table(measured, baseline), other_table(measured, baseline), sep="\n")
    print(f"\n{time.perf_counter() - started:.0f} s")
    short = [each for name in measured for each in shortfalls(name, measured[name].figures, baseline)]
    if options.update:
        baseline, short = update(baseline, measured, options.allow_regression)
        save(baseline)
    REPORT.write_text(as_markdown(measured, baseline), encoding="utf-8")
    for name in measured:
        if name in baseline.sets and baseline.sets[name].files != digests(SHARED, GATE[name].files):
            print(f"{name}: the reference files are not those that the floors were measured on")
    for each in short:
        print(each, file=sys.stderr)
    return 1 if short else 0


def update(
    baseline: Baseline, measured: Mapping[str, Measured], reason: str | None
) -> tuple[Baseline, list[Shortfall]]:
    """The baseline with the floors of every set raised that may be, and what kept the others."""
    kept: list[Shortfall] = []
    today = date.today().isoformat()
    for name, result in measured.items():
        files = digests(SHARED, GATE[name].files)
        baseline, short = raised(baseline, name, result.figures, files, today, reason)
        kept += short
    return baseline, kept


def claims_table(measured: Mapping[str, Measured], baseline: Baseline) -> str:
    """Measures of claims down, sets across; `<` marks what is below its floor."""
    names = [name for name in CLAIM_SETS if name in measured]
    if not names:
        return ""
    lines = [f"{'claims':12}" + "".join(f"{name:>13}" for name in names)]
    for measure in CLAIM_MEASURES:
        cells = (_cell(name, measure, measured[name].figures.get(measure), baseline) for name in names)
        lines.append(f"{measure:12}" + "".join(f"{cell:>13}" for cell in cells))
    return "\n".join(lines)


def other_table(measured: Mapping[str, Measured], baseline: Baseline) -> str:
    """A line a measure for the sets that are not of claims."""
    lines: list[str] = []
    for name, result in measured.items():
        if name not in CLAIM_SETS:
            lines += ["", name]
            lines += [f"  {key:42}{_cell(name, key, value, baseline):>9}" for key, value in result.figures.items()]
    return "\n".join(lines)


def _cell(name: str, measure: str, value: float | None, baseline: Baseline) -> str:
    if value is None:
        return "-"
    below = any(
        each.measure == measure for each in shortfalls(name, {measure: value}, baseline) if each.value is not None
    )
    return f"{'< ' if below else ''}{value:.3f}"


if __name__ == "__main__":
    raise SystemExit(main())
