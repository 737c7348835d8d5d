"""How well figures are told apart: `python -m evaluation.figures [--wrong]`.

Two measures. Pairs of figures annotated by us (`evaluation/annotated/figures.jsonl`, offsets into rpm2-dev and orange-dev):
the relation of each pair, as the program has it from the claims that it reads in both articles; where it reads no claim on
a figure, from the figure's sentence. Half of the pairs are only scored. And the sentence pairs of daccord-dev in which both
sides state a quantity: a pair is held to be contradictory where two of its figures contradict each other or one replaces
the other; the label is of the pair, so that a contradiction in other words than figures counts as a miss. A pair of
daccord-dev is only scored where the SHA-256 of its id is odd. `--wrong` shows what is wrong among the pairs that may be
read, never among those only scored.

Data lie beside the repository; without them this says so and stops.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from evaluation.annotated import text_of
from evaluation.gold import SHARED
from faisceau.fuse.counted import Counted, counted_of, sentence_around
from faisceau.fuse.figure_relations import relation
from faisceau.fuse.ground import Ground
from faisceau.fuse.rarity import Rarity
from faisceau.model.claims import Claim, Item, Quantity, When
from faisceau.model.layers import Layers, QuantityMention
from faisceau.model.text import Article, Span
from faisceau.run.analysis import analyse

PAIRS = Path(__file__).with_name("annotated") / "figures.jsonl"
DACCORD = SHARED / "data" / "daccord-dev" / "daccord-dev.tsv"
DIFFERENT = frozenset({"contradict", "update"})
RELATIONS = ("agree", "update", "contradict", "compatible_bound", "part_of", "different_thing")
Row = dict[str, Any]


class Judged(Struct, frozen=True):
    """One pair: what is expected, what was found, the two figures' words."""

    expected: str
    found: str
    told: str
    held: bool


class Read(Struct, frozen=True):
    """An article with what the program reads in it."""

    article: Article
    layers: Layers
    claims: tuple[Claim, ...]


def read(identity: str, text: str, published: str | None) -> Read:
    """A text as an article of no known publisher, analysed."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    basis = "given" if published else None
    article = Article(identity, text, digest, published, basis, None, None, None, None, "fr")
    analysis = analyse(article)
    return Read(article, analysis.layers, analysis.claims)


@cache
def _of_corpus(article: str, corpus: str, published: str | None) -> Read:
    return read(article, text_of(article, corpus), published)


def ground_of(*texts: Read) -> Ground:
    """What counts are looked up in."""
    return Ground({each.article.id: each.article for each in texts}, {}, Rarity.of([]))


def counted_at(here: Read, start: int, end: int, ground: Ground) -> Counted | None:
    """The figure on `start:end`: as the shortest claim that gives it, else as its sentence does; None if none is read."""
    claims = sorted(here.claims, key=lambda claim: (claim.end - claim.start, claim.id))
    for claim in claims:
        for item in claim.items:
            if item.quantity and item.span and item.span.start < end and start < item.span.end:
                found = counted_of("", claim, item, ground)
                if found and found.passage and item.quantity.text:
                    return found
    for mention in here.layers.quantities:
        if mention.start < end and start < mention.end:
            return _of_sentence(here, mention, ground)
    return None


def _of_sentence(here: Read, mention: QuantityMention, ground: Ground) -> Counted | None:
    text = here.article.text
    start, end = sentence_around(text, mention.start, mention.end)
    quantity = Quantity(mention.text, mention.value, mention.min, mention.max, mention.unit, mention.approx)
    item = Item(mention.of or mention.text, None, quantity, Span(mention.start, mention.end))
    times = [time for time in here.layers.times if start <= time.start and time.end <= end and time.value]
    date = When(times[0].value or "") if len(times) == 1 else None
    span = Span(start, end)
    claim = Claim(
        article=here.article.id, id="", start=start, end=end, quote=span.of(text), kind="background", plover=None,
        predicate="", predicate_span=span, items=(item,), date=date,
    )  # fmt: skip
    return counted_of("", claim, item, ground)


def annotated_pairs() -> Iterator[Judged]:
    """The annotated pairs, judged. Raises `ValueError` where a text is not the one annotated."""
    for line in PAIRS.read_bytes().splitlines():
        pair = msgspec.json.decode(line)
        sides = [_of_corpus(side["article"], side["corpus"], side["published"]) for side in (pair["a"], pair["b"])]
        for side, here in zip((pair["a"], pair["b"]), sides, strict=True):
            if not here.article.original.startswith(side["sha256"]):
                raise ValueError(f"{side['article']}: the text is not the one that was annotated.")
        ground = ground_of(*sides)
        a, b = (
            counted_at(here, side["start"], side["end"], ground)
            for side, here in zip((pair["a"], pair["b"]), sides, strict=True)
        )
        found = relation(a, b) if a and b else "absent"
        yield Judged(pair["relation"], found, f"{_shown(a)}\n      {_shown(b)}", pair["held"])


def _shown(counted: Counted | None) -> str:
    if counted is None:
        return "not read"
    passage = counted.passage
    words = (
        f"{passage.before[-60:]}[{passage.text[passage.start : passage.end]}]{passage.after[:60]}" if passage else ""
    )
    parts = (counted.sorts, counted.words, counted.roles, counted.places, counted.voices)
    told = " ".join(f"{{{','.join(sorted(part))}}}" for part in parts)
    by = ",".join(actor.id for actor in counted.claim.source.by)
    return f"{' '.join(words.split())} | {counted.quantity.unit} {told} {by} {counted.days and counted.days.length}"


def daccord_pairs() -> Iterator[tuple[Judged, bool]]:
    """Sentence pairs with quantities on both sides, judged `contradiction` or `compatibles`, and whether figures differ."""
    with DACCORD.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            sides = [read(f"{row['id']}-{side}", row[side].strip(), None) for side in ("premise", "hypothesis")]
            if not all(side.layers.quantities for side in sides):
                continue
            ground = ground_of(*sides)
            counts = [
                [x for q in side.layers.quantities if (x := counted_at(side, q.start, q.end, ground))] for side in sides
            ]
            differ = bool({_number(x) for x in counts[0]} ^ {_number(x) for x in counts[1]})
            clashes = [(a, b) for a, b in product(*counts) if relation(a, b) in DIFFERENT]
            told = "\n      ".join(_shown(x) for x in (clashes[0] if clashes else [x for side in counts for x in side]))
            found = "contradiction" if clashes else "compatibles"
            yield Judged(row["label_text"], found, told, is_scored_only(row["id"])), differ


def _number(counted: Counted) -> tuple[float | None, float | None, float | None]:
    return counted.quantity.value, counted.quantity.min, counted.quantity.max


def is_scored_only(identity: str) -> bool:
    """Whether a pair of daccord-dev is never read, only scored."""
    return hashlib.sha256(identity.encode()).digest()[-1] % 2 == 1


class Accuracy(Struct, frozen=True):
    """How many of the pairs have their relation, and in how many update and contradict are taken for one another."""

    right: int
    total: int
    confused: int
    movable: int

    def __str__(self) -> str:
        share = self.right / self.total if self.total else 0.0
        return f"{share:.3f} ({self.right} of {self.total}); update and contradict confused: {self.confused} of {self.movable}"


def accuracy(judged: Sequence[Judged]) -> Accuracy:
    """Of some pairs."""
    movable = [each for each in judged if each.expected in DIFFERENT]
    confused = sum(each.found in DIFFERENT and each.found != each.expected for each in movable)
    return Accuracy(sum(each.found == each.expected for each in judged), len(judged), confused, len(movable))


class Contradictions(Struct, frozen=True):
    """Precision and recall of "contradictory figure"; recall is of the contradictions in which the figures differ."""

    found: int
    right: int
    contradictory: int

    @property
    def precision(self) -> float:
        """The share of those found that are contradictions."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the contradictions whose figures differ that are found."""
        return self.right / self.contradictory if self.contradictory else 0.0

    def __str__(self) -> str:
        precision = f"precision {self.precision:.3f} ({self.right} of {self.found})"
        return f"{precision}  recall {self.recall:.3f} ({self.right} of {self.contradictory})"


def contradictions(judged: Sequence[tuple[Judged, bool]], *, by_difference: bool = False) -> Contradictions:
    """Of some sentence pairs; `by_difference` calls every pair contradictory whose figures differ."""
    positive = [
        (each, differ) for each, differ in judged if (differ if by_difference else each.found == "contradiction")
    ]
    right = sum(each.expected == "contradiction" for each, _ in positive)
    return Contradictions(len(positive), right, sum(each.expected == "contradiction" and d for each, d in judged))


def main() -> int:
    """Print both measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="show the pairs that may be read and are wrong")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"Nothing measured: {SHARED.name}/ is not beside the repository.")
        return 0
    pairs, sentences = list(annotated_pairs()), list(daccord_pairs())
    print("annotated pairs of figures: relation right")
    for name, held in (("read", False), ("only scored", True)):
        print(f"  {name:12} {accuracy([each for each in pairs if each.held == held])}")
    print(f"  {'all':12} {accuracy(pairs)}")
    table = Counter((each.expected, each.found) for each in pairs)
    for expected in RELATIONS:
        row = sorted(((n, found) for (e, found), n in table.items() if e == expected), reverse=True)
        print(f"    {expected:16} " + ", ".join(f"{found} {n}" for n, found in row))
    print("daccord-dev: contradictory figure")
    print(f"  {'difference':12} {contradictions(sentences, by_difference=True)}")
    for name, held in (("read", False), ("only scored", True)):
        print(f"  {name:12} {contradictions([each for each in sentences if each[0].held == held])}")
    print(f"  {'all':12} {contradictions(sentences)}")
    if options.wrong:
        for each in [*pairs, *(judged for judged, _ in sentences)]:
            if not each.held and each.expected != each.found:
                print(f"  expected {each.expected}, found {each.found}\n      {each.told}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
