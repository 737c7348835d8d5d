"""Score the finding of copies: reprints of known articles among others, at every sort and share of edits.

usage: python -m evaluation.copies [--reference DIR] [--seed N] [--half tune|report] [--list]

500 articles of one half of `orange-dev` (by id, even or odd) are reprinted with up to 40 % of the text edited, see
`evaluation/reprints.py`, and put among 3,000 others, of that half first. What is set by figures in `faisceau.fuse.copies`
was set on the half `tune`; the half `report` is only scored.

A pair is found where both articles have one text. The corpus holds reprints of its own, which are no mistakes: a pair of
articles that nobody reprinted is `natural` where an eighth of the shorter stands word for word in the other, in passages
of at least eight words (which are found exactly, by another way than the program's), and false otherwise. The false share
is of all pairs found. A verdict counts a reprint twice where a claim told by both has more than one witness.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from evaluation.reprints import Reprint, reprint, sentences
from faisceau.fuse.copies import copies
from faisceau.fuse.marks import marks_of
from faisceau.fuse.witnesses import witnesses
from faisceau.knowledge.folding import fold
from faisceau.model.claims import Claim, with_content_id
from faisceau.model.text import Article, Span

REPRINTED = 500
OTHERS = 3000
SHORTEST = 40  # words: shorter items of the corpus are captions and tables
PASSAGE = 8
VERBATIM = 0.125
_WORD = re.compile(r"\w+")


class Copied(Struct, frozen=True):
    """What was found. `false` are pairs of ids that are no copies, `natural` those that the corpus itself holds."""

    articles: int
    reprints: int
    found: int
    found_by_way: dict[str, tuple[int, int]]
    pairs: int
    natural: tuple[tuple[str, str], ...]
    false: tuple[tuple[str, str], ...]
    counted_twice: int
    seconds: float

    @property
    def recall(self) -> float:
        """The share of reprints that have their original's text."""
        return self.found / self.reprints

    @property
    def false_share(self) -> float:
        """The share of all pairs found that are no copies."""
        return len(self.false) / self.pairs if self.pairs else 0.0


def corpus(path: Path) -> list[Article]:
    """The articles of the corpus that are not too short, by id, the headline as their first line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [
        Article(
            id=row["id"],
            text=f"{row['title'] or ''}\n{row['article']}",
            original=row["id"],
            published=row["datePublished"],
            publisher=row["publisher"],
            lang="fr",
        )
        for row in rows
        if len(row["article"].split()) >= SHORTEST
    ]
    return sorted(found, key=lambda article: article.id)


def _runs(text: str) -> dict[tuple[str, ...], list[int]]:
    words = _WORD.findall(fold(text))
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(words) - PASSAGE + 1):
        found[tuple(words[start : start + PASSAGE])].append(start)
    return found


def verbatim(a: str, b: str) -> float:
    """The share of the shorter text's words that stand in passages of `PASSAGE` words or more of the other."""
    short, long = sorted((_runs(a), _runs(b)), key=len)
    held = {start + step for run, starts in short.items() if run in long for start in starts for step in range(PASSAGE)}
    size = sum(map(len, short.values())) + PASSAGE - 1
    return len(held) / size


def _claim(of: Article) -> Claim:
    """A claim on the longest sentence of the body: what it says does not matter here, only who tells it."""
    quote = max(sentences(of.text.partition("\n")[2]), key=len)
    start = of.text.index(quote)
    span = Span(start, start + len(quote))
    made = Claim(
        article=of.id,
        id="",
        start=span.start,
        end=span.end,
        quote=quote,
        kind="event",
        plover=None,
        predicate="",
        predicate_span=span,
    )
    return with_content_id(made)


def drawn(articles: Sequence[Article], half: str, seed: int) -> tuple[list[Article], list[Reprint]]:
    """The pile to look through, reprints included, and the reprints."""
    own = [article for number, article in enumerate(articles) if number % 2 == (half == "report")]
    rest = [article for number, article in enumerate(articles) if number % 2 != (half == "report")]
    draw = random.Random(seed)
    originals = draw.sample(own, min(REPRINTED, len(own)))
    taken = {article.id for article in originals}
    others = [article for article in own if article.id not in taken][:OTHERS]
    others += draw.sample(rest, min(OTHERS - len(others), len(rest)))
    words = [word for article in draw.sample(own, min(300, len(own))) for word in _WORD.findall(article.text)]
    reprints = [reprint(article, words, number, seed) for number, article in enumerate(originals)]
    return [*originals, *others, *(made.article for made in reprints)], reprints


def measure(articles: Sequence[Article], half: str, seed: int) -> Copied:
    """Look for the reprints of one half among the others."""
    pile, reprints = drawn(articles, half, seed)
    by_id = {article.id: article for article in pile}
    base = {made.article.id: made.original for made in reprints}
    started = time.process_time()
    text = copies(pile)
    seconds = time.process_time() - started
    groups: dict[str, list[str]] = defaultdict(list)
    for identity, name in text.items():
        groups[name].append(identity)
    natural: set[tuple[str, str]] = set()
    false: set[tuple[str, str]] = set()
    pairs = 0
    for a, b in (pair for group in groups.values() for pair in itertools.combinations(sorted(group), 2)):
        pairs += 1
        first, second = sorted((base.get(a, a), base.get(b, b)))
        if first == second:
            continue
        held = verbatim(by_id[first].text, by_id[second].text)
        (natural if held >= VERBATIM else false).add((a, b))
    marks = marks_of(pile)
    found = Counter(made.way for made in reprints if text[made.article.id] == text[made.original])
    ways = Counter(made.way for made in reprints)
    twice = sum(len(witnesses([_claim(made.article), _claim(by_id[made.original])], marks)) > 1 for made in reprints)
    return Copied(
        articles=len(pile),
        reprints=len(reprints),
        found=found.total(),
        found_by_way={way: (found[way], ways[way]) for way in sorted(ways)},
        pairs=pairs,
        natural=tuple(sorted(natural)),
        false=tuple(sorted(false)),
        counted_twice=twice,
        seconds=seconds,
    )


def main() -> int:
    """Print the figures of one half or both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=("tune", "report"), default=None)
    parser.add_argument("--list", action="store_true", help="the ids of natural and false pairs")
    options = parser.parse_args()
    path = options.reference / "data" / "orange-dev.jsonl.gz"
    if not path.is_file():
        print("No reference data beside the repository: nothing to score.")
        return 0
    articles = corpus(path)
    for half in [options.half] if options.half else ["tune", "report"]:
        result = measure(articles, half, options.seed)
        print(f"{half}: {result.reprints} reprints among {result.articles - result.reprints} articles")
        print(f"  found {result.recall:.3f}  " + "  ".join(f"{w} {a}/{b}" for w, (a, b) in result.found_by_way.items()))
        print(
            f"  {result.pairs} pairs found: {len(result.natural)} natural, "
            f"{len(result.false)} false ({result.false_share:.2%})"
        )
        print(
            f"  counted twice by a verdict: {result.counted_twice}   looking took {result.seconds:.1f} s of one processor"
        )
        if options.list:
            for name, listed in (("natural", result.natural), ("false", result.false)):
                for a, b in listed:
                    print(f"  {name} {a} {b}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
