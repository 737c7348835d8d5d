"""How the time and memory of clustering a pile grow with it.

usage: python benchmarks/stories_scale.py [SIZE ...]

Articles of some 350 words are made up: stems of French as frequent as in general news, and for those of a story (two to
forty articles within three weeks; three stories in ten are of one article alone) the story's own words now and then.
Prints processor seconds and the peak of memory for each size, each in a process of its own, and the growth exponents from the
first to the last, log(t2 / t1) / log(n2 / n1): 1.0 is linear. Time should stay at or below 1.2.
"""

from __future__ import annotations

import itertools
import math
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

from faisceau.fuse.words import general_shares
from faisceau.model.text import Article

SYLLABLES = ("ba", "ler", "mon", "ti", "vou", "cré", "das", "nil", "pro", "sue", "gan", "fé", "rol", "que", "xir", "ou")
LENGTH = 350
OWN = 12
"""Words of a story's own."""
SHARE = 0.15
"""Share of an article's words that are its story's."""


def pile(size: int, seed: int = 1) -> list[Article]:
    """About `size` articles, shuffled."""
    rng = random.Random(seed)
    shares = general_shares("fr")
    general, often = list(shares), list(itertools.accumulate(shares.values()))
    found: list[Article] = []
    while len(found) < size:
        own = ["".join(rng.choices(SYLLABLES, k=4)) for _ in range(OWN)]
        start = date(2040, 1, 1) + timedelta(days=rng.randrange(size // 10 + 1))
        for _ in range(1 if rng.random() < 0.3 else rng.randrange(2, 41)):
            own_words = round(LENGTH * SHARE)
            words = rng.choices(general, cum_weights=often, k=LENGTH - own_words) + rng.choices(own, k=own_words)
            rng.shuffle(words)
            text = " ".join(words).capitalize() + "."
            day = start + timedelta(days=rng.randrange(21))
            found.append(
                Article(
                    f"a{len(found):06}", text, "", day.isoformat(), publisher=f"Journal {rng.randrange(60)}", lang="fr"
                )
            )
    rng.shuffle(found)
    return found[:size]


def measure(size: int) -> None:
    """Print processor seconds, peak megabytes over those before clustering, and stories for one size."""
    from faisceau.fuse.stories import stories_of  # noqa: PLC0415

    stories_of(pile(50))  # loads the shipped data
    articles = pile(size)
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kibibytes elsewhere
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    stories = stories_of(articles)
    used = time.process_time() - start
    print(used, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / unit, len(stories))


def main() -> int:
    """Measure every size and print the exponents."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return 0
    sizes = [int(value) for value in sys.argv[1:]] or [2500, 20000]
    seconds: list[float] = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.stories_scale", "--one", str(size)]
        line = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        seconds.append(float(line[0]))
        print(f"{size:>7} articles  {line[2]:>6} stories  {seconds[-1]:8.1f} s  {float(line[1]):7.0f} MB", flush=True)
    if len(sizes) > 1:
        print(f"growth exponent {math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0]):.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
